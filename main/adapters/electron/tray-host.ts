import { execFile } from 'node:child_process';

const watcher = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';
const answerLimitMs = 2_000;

/** Three programs that can ask a session bus; each Linux desktop has at least one. The first that runs decides. */
const askers: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      `--dest=${watcher}`,
      watcherPath,
      'org.freedesktop.DBus.Properties.Get',
      `string:${watcher}`,
      `string:${property}`,
    ],
  ],
  [
    'gdbus',
    [
      'call',
      '--session',
      `--dest=${watcher}`,
      `--object-path=${watcherPath}`,
      '--method=org.freedesktop.DBus.Properties.Get',
      watcher,
      property,
    ],
  ],
  ['busctl', ['--user', 'get-property', watcher, watcherPath, watcher, property]],
];

type Answer = 'present' | 'absent' | 'no-program';

/**
 * Is there a panel that shows tray icons? Off Linux always. On Linux only the session bus knows, and a desktop
 * without such a panel (plain GNOME) swallows the icon in silence. No bus, no program or no answer within 2 s: no.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, args] of askers) {
    const answer = await ask(program, args);
    if (answer !== 'no-program') return answer === 'present';
  }
  return false;
}

function ask(program: string, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: answerLimitMs, windowsHide: true }, (error, output) => {
      if (error !== null) resolve(error.code === 'ENOENT' ? 'no-program' : 'absent');
      else resolve(/\btrue\b/.test(output) ? 'present' : 'absent');
    });
  });
}
