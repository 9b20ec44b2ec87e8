import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { autostartFile, enabledEntry } from '../desktop/autostart-file.ts';

export interface AutostartDeps {
  readonly platform: NodeJS.Platform;
  /** The program and the arguments that start the app. */
  readonly command: readonly string[];
  readonly productName: string;
  /** `XDG_CONFIG_HOME` or its default; used on Linux only. */
  readonly configFolder: string;
  /** The list of macOS and Windows. */
  readonly loginItem: { isOn(): boolean; set(enabled: boolean): void };
}

/** Whether the system starts the app at log-in. The user may change it in the system's settings too. */
export interface Autostart {
  isOn(): Promise<boolean>;
  /** False: the system refused, and nothing changed. */
  set(enabled: boolean): Promise<boolean>;
}

export function createAutostart({ platform, loginItem, configFolder, ...entry }: AutostartDeps): Autostart {
  if (platform !== 'linux') {
    return {
      isOn: async () => loginItem.isOn(),
      async set(enabled) {
        loginItem.set(enabled);
        return true;
      },
    };
  }
  const file = autostartFile(configFolder);
  return {
    isOn: async () => (await enabledEntry(file)) !== null,
    async set(enabled) {
      try {
        if (!enabled) await rm(file, { force: true });
        else {
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, desktopEntry(entry));
        }
        return true;
      } catch {
        // The folder is read-only, and nothing changed.
        return false;
      }
    },
  };
}

/** A desktop entry by the freedesktop autostart specification. */
export const desktopEntry = ({ command, productName }: Pick<AutostartDeps, 'command' | 'productName'>): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    `Exec=${startable(command).map(quoteArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** The specification allows no `=` in the program's path, and GLib looks the path up before it reads `%%`, so a shell starts such programs. */
const startable = (command: readonly string[]): readonly string[] =>
  /[%=]/.test(command[0] ?? '') ? ['/bin/sh', '-c', 'exec "$0" "$@"', ...command] : command;

/** Quotes and then escapes, as the desktop entry specification requires; a single `%` would start a field code. */
const quoteArgument = (argument: string): string => {
  const quoted = argument.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
};
