import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface AutostartDeps {
  readonly platform: NodeJS.Platform;
  /** The program and its arguments, as this run was started. */
  readonly command: readonly string[];
  readonly productName: string;
  /** `XDG_CONFIG_HOME` or its default; used on Linux alone. */
  readonly configFolder: string;
  /** macOS and Windows keep a list of their own. */
  setLoginItem(enabled: boolean): void;
}

/** Starts the app at log-in, or no longer. False: the system would not have it; nothing changed. */
export async function setAutostart(enabled: boolean, deps: AutostartDeps): Promise<boolean> {
  if (deps.platform !== 'linux') {
    deps.setLoginItem(enabled);
    return true;
  }
  const folder = path.join(deps.configFolder, 'autostart');
  const file = path.join(folder, `${deps.productName}.desktop`);
  try {
    if (!enabled) await rm(file, { force: true });
    else {
      await mkdir(folder, { recursive: true });
      await writeFile(file, desktopEntry(deps));
    }
    return true;
  } catch {
    // A read-only home: the choice stands in the preferences, the system does not follow it.
    return false;
  }
}

/** A desktop entry of the freedesktop autostart specification. */
export const desktopEntry = ({ command, productName }: Pick<AutostartDeps, 'command' | 'productName'>): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    `Exec=${command.map(quoteArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Quoted, then escaped, as the desktop entry specification asks; `%` would start a field code. */
const quoteArgument = (argument: string): string => {
  const quoted = argument.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\')}"`;
};
