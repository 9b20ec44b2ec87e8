import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The displays of Linux that a program would be shown on, as their variables name them. */
export const displaysIn = ({ DISPLAY, WAYLAND_DISPLAY }: Environment): readonly string[] =>
  [DISPLAY, WAYLAND_DISPLAY].filter((name) => name !== undefined && name !== '').map(String);

/** Whether one of the displays that the variables name may be there: of those on this machine, the socket has to be. */
export function mayHaveDisplay({ DISPLAY = '', WAYLAND_DISPLAY = '', XDG_RUNTIME_DIR = '' }: Environment): boolean {
  const isWayland = path.isAbsolute(WAYLAND_DISPLAY) || (WAYLAND_DISPLAY !== '' && XDG_RUNTIME_DIR !== '');
  return mayHaveX(DISPLAY) || (isWayland && isSocket(path.resolve(XDG_RUNTIME_DIR, WAYLAND_DISPLAY)));
}

/** "host:number.screen", as Xlib reads it; without a host, or for "unix", a socket of this machine, which may be abstract. */
function mayHaveX(display: string): boolean {
  const found = /^(.*):(\d{1,5})(?:\.\d+)?$/.exec(display);
  if (found === null) return false;
  const [, host = '', number = ''] = found;
  const local = `/tmp/.X11-unix/X${number}`;
  return (host !== '' && !host.startsWith('unix')) || isSocket(local) || isListening(`@${local}`);
}

function isSocket(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isSocket() === true;
}

function isListening(name: string): boolean {
  try {
    return readFileSync('/proc/net/unix', 'utf8')
      .split('\n')
      .some((line) => line.endsWith(` ${name}`));
  } catch {
    return false; // The system does not tell.
  }
}
