import { existsSync } from 'node:fs';
import path from 'node:path';
import { autostartFile, enabledEntry, programOf } from '../../adapters/desktop/autostart-file.ts';
import { notificationServer } from '../../adapters/desktop/notification-server.ts';
import { isKeyringLocked, isKeyringServed } from '../../adapters/desktop/secret-service.ts';
import { askSessionBus } from '../../adapters/desktop/session-bus.ts';
import { hasTrayHost } from '../../adapters/desktop/tray-host.ts';
import type { CliContext, Shell } from '../context.ts';
import { type DoctorRow, row } from './row.ts';

/** What the desktop of Linux is and offers; elsewhere it is part of the system. */
export async function desktopRows(context: CliContext): Promise<readonly DoctorRow[]> {
  const { shell, cliWords } = context;
  if (shell.platform !== 'linux') return [];
  const { desktop, tray, trayShown, noTray, keyring, keyringText } = cliWords.doctor;
  const [isTrayShown, isLocked, isServed, notices, autostart] = await Promise.all([
    hasTrayHost(shell.platform),
    askSessionBus(isKeyringLocked),
    askSessionBus(isKeyringServed),
    noticesRow(context),
    autostartRow(context),
  ]);
  const state = keyringState(isLocked, isServed === true);
  return [
    row(desktop, desktopText(shell) ?? cliWords.doctor.none),
    row(tray, isTrayShown ? trayShown : noTray, !isTrayShown),
    notices,
    row(keyring, keyringText[state], state === 'none'),
    autostart,
  ];
}

/** The desktop and how it draws; null: there is none, as in a session over the network. */
function desktopText({ environment }: Shell): string | null {
  const { XDG_CURRENT_DESKTOP, XDG_SESSION_TYPE, WAYLAND_DISPLAY, DISPLAY } = environment;
  const drawn = [WAYLAND_DISPLAY ? 'Wayland' : null, DISPLAY ? 'X11' : null].filter((one) => one !== null);
  const parts = [XDG_CURRENT_DESKTOP, drawn.join(', ') || XDG_SESSION_TYPE].filter(Boolean);
  return parts.length === 0 ? null : parts.join(' · ');
}

async function noticesRow({ cliWords: { doctor } }: CliContext): Promise<DoctorRow> {
  const server = await notificationServer();
  if (server.state !== 'runs') return row(doctor.notices, doctor.noticesText[server.state], server.state === 'none');
  return row(doctor.notices, doctor.noticeServer(server.name, server.showsButtons));
}

/** Whether the desktop starts the app at log-in, and whether what it would start is there. */
async function autostartRow({ shell, cliWords: { doctor } }: CliContext): Promise<DoctorRow> {
  const configFolder = shell.environment['XDG_CONFIG_HOME'] || path.join(shell.home, '.config');
  const file = autostartFile(configFolder);
  const entry = await enabledEntry(file);
  if (entry === null) return row(doctor.autostart, doctor.autostartOff);
  const program = programOf(entry);
  if (program === null) return row(doctor.autostart, doctor.autostartForeign(file), true);
  return existsSync(program)
    ? row(doctor.autostart, doctor.autostartOn(program))
    : row(doctor.autostart, doctor.autostartGone(program), true);
}

function keyringState(isLocked: boolean | null, isServed: boolean): 'open' | 'locked' | 'empty' | 'none' {
  if (isLocked === null) return isServed ? 'empty' : 'none';
  return isLocked ? 'locked' : 'open';
}
