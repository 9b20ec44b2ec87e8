import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { notificationServer } from '../../../main/adapters/desktop/notification-server.ts';
import { hasTrayHost } from '../../../main/adapters/desktop/tray-host.ts';
import { openSessionBus, type SessionBus } from '../../support/desktop/session-bus.ts';

const callers = ['dbus-send', 'gdbus', 'busctl'] as const;

/** Lets this process see a bus, and of the programs that call it one alone. */
function seeing({ desktop }: SessionBus, caller: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'caller-'));
  symlinkSync(path.join('/usr/bin', caller), path.join(folder, caller));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', String(desktop.env['DBUS_SESSION_BUS_ADDRESS']));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

describe('a desktop that shows notices and tray icons', () => {
  let bus: SessionBus;
  beforeAll(async () => {
    bus = await openSessionBus();
  });
  afterAll(() => bus?.close());

  it.each(callers)('is known by the answers that %s prints', async (caller) => {
    seeing(bus, caller);
    expect(await notificationServer()).toEqual({ state: 'runs', name: 'stand-in 1', showsButtons: true });
    expect(await hasTrayHost('linux')).toBe(true);
  });
});

describe('a desktop with neither', () => {
  let bus: SessionBus;
  beforeAll(async () => {
    bus = await openSessionBus({ tray: false, notifications: false });
  });
  afterAll(() => bus?.close());

  it.each(callers)('is known by the answers that %s prints, and no service is started to ask it', async (caller) => {
    seeing(bus, caller);
    // A machine on which a notification service is installed can start it for the first notice.
    expect(['sleeps', 'none']).toContain((await notificationServer()).state);
    expect(await hasTrayHost('linux')).toBe(false);
    const called = bus.transcript().matchAll(/^method call .*destination=org\.freedesktop\.Notifications/gm);
    expect([...called]).toEqual([]);
  });
});
