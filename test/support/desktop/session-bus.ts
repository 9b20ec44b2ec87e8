import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from '../eventually.ts';
import { type Bus, callBus, connectBus } from './dbus-calls.ts';
import { type NotificationServer, serveNotifications } from './notification-server.ts';
import { serveTrayHost, type TrayHost } from './tray-host.ts';

export interface Desktop {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  run(file: string, args?: readonly string[], options?: object): ChildProcess;
  close(): Promise<void>;
}

interface DesktopOptions {
  readonly size?: string;
  readonly services?: boolean;
  readonly isolateHome?: boolean;
  /** The screen's picture can be read. */
  readonly readable?: boolean;
}

/** A screen in memory and a session bus of its own, as the set-up opens it where there is no display. */
async function openDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const file = path.resolve(import.meta.dirname, '../../../build/desktop.mjs');
  const desktop = (await import(pathToFileURL(file).href)) as { openDesktop(o: DesktopOptions): Promise<Desktop> };
  return desktop.openDesktop(options);
}

export interface SessionBus {
  readonly desktop: Desktop;
  readonly connection: Bus;
  readonly tray: TrayHost | null;
  readonly notifications: NotificationServer | null;
  /** All traffic on the bus so far, in the format of `dbus-monitor`. */
  transcript(): string;
  /** Waits until a program owns this bus name. */
  waitForName(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface SessionBusOptions extends DesktopOptions {
  /** False for a desktop without a panel. */
  readonly tray?: boolean;
  /** False for a desktop without a notification server. */
  readonly notifications?: boolean;
}

/** A desktop with a tray host and a notification server that can be read and clicked from a test. */
export async function openSessionBus(options: SessionBusOptions = {}): Promise<SessionBus> {
  const { tray = true, notifications = true, ...desktopOptions } = options;
  const desktop = await openDesktop(desktopOptions);
  const address = String(desktop.env['DBUS_SESSION_BUS_ADDRESS']);
  const monitor = startMonitor(desktop, address);
  const bus = connectBus(address);
  return {
    desktop,
    connection: bus,
    tray: tray ? await serveTrayHost(bus) : null,
    notifications: notifications ? await serveNotifications(bus) : null,
    transcript: monitor,
    waitForName: (name) => waitForName(bus, name),
    async close() {
      bus.disconnect();
      await desktop.close();
    },
  };
}

async function waitForName(bus: Bus, name: string): Promise<void> {
  const owner = 'org.freedesktop.DBus.NameHasOwner';
  await eventually(`${name} on the bus`, async () => {
    const [owned] = await callBus(bus, 'org.freedesktop.DBus', '/org/freedesktop/DBus', owner, 's', [name]);
    return owned === true;
  });
}

function startMonitor(desktop: Desktop, address: string): () => string {
  const chunks: string[] = [];
  const child = desktop.run('dbus-monitor', ['--address', address], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  return () => chunks.join('');
}
