import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The file by which a desktop of Linux starts the app at log-in. `configFolder`: `XDG_CONFIG_HOME` or its default. */
export const autostartFile = (configFolder: string): string =>
  path.join(configFolder, 'autostart', 'QwenGauge.desktop');

/** The text of an entry that is there and switched on; null if the desktop starts nothing. */
export async function enabledEntry(file: string): Promise<string | null> {
  try {
    const text = await readFile(file, 'utf8');
    return isEnabled(text) ? text : null;
  } catch {
    // Never written, removed by the system's settings, or unreadable also for whoever would start it.
    return null;
  }
}

/** Xfce and KDE disable an entry by the first key, older GNOME by the second; both keep the file. */
const isEnabled = (text: string): boolean => !/^(Hidden *= *true|X-GNOME-Autostart-enabled *= *false) *$/m.test(text);

/** The program that an entry of ours starts; null if it is not written as the app writes it. */
export function programOf(text: string): string | null {
  const line = /^Exec=(.*)$/m.exec(text)?.[1] ?? '';
  const quoted = line.replaceAll(/\\(.)/g, (_, letter: string) => ({ n: '\n', r: '\r' })[letter] ?? letter);
  const words = [...quoted.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, word = '']) =>
    word.replaceAll(/\\(.)/gs, '$1').replaceAll('%%', '%'),
  );
  const [first = null, , , program = null] = words;
  return first === '/bin/sh' ? program : first;
}
