import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LaunchOptions, startPlain } from '../../support/app/app-driver.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { twoOwnProviders } from '../../support/app/two-own-providers.ts';
import { eventually } from '../../support/eventually.ts';
import { noHangingMount } from '../../support/hanging-mount.ts';
import { servedMount } from '../../support/served-mount.ts';

/** What the project promises, on a machine on which a bare Electron ends as fast as it usually does. */
const promisedMs = 2_000;
const usualBareMs = 200;
const bareApp = path.resolve(import.meta.dirname, '../../bench/desktop/bare-app');

/** The processes that have this folder in their arguments or their environment: all of the app's, and nobody else's. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => textOf(`/proc/${pid}/${file}`).includes(folder)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile, or belongs to another user.
  }
}

/** A bare Electron that is ended before it can handle signals leaves this too. The next start takes it over. */
const isOfChromium = (name: string): boolean => path.basename(name).startsWith('Singleton');

/** Temporary files, locks and sockets below a folder, which an app that ended early may not have made. */
const leftBelow = (folder: string): readonly string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []).filter((name) =>
    /qwen-gauge-.*\.tmp$|\.lock$|Singleton/.test(name),
  );

/** Sends a signal, and returns how long it took until no process was left but those of `except`. */
async function endBy(
  signal: NodeJS.Signals,
  pid: number,
  { user }: AppSession,
  except = (_pid: string): boolean => false,
): Promise<number> {
  const startedMs = performance.now();
  process.kill(pid, signal);
  await eventually('no process to be left', () => processesOf(user.base).every((left) => except(left)), 20_000);
  return performance.now() - startedMs;
}

async function previewSwitch(session: AppSession): Promise<PopoverPage> {
  const popover = await session.openPopover();
  await popover.press(words.navigation.providers);
  await popover.page.locator('.option').filter({ hasText: '41002' }).first().locator('.option-button').click();
  await popover.press(words.providers.preview);
  await popover.page.getByRole('button', { name: words.providers.confirm, exact: true }).waitFor();
  return popover;
}

describe.skipIf(process.platform !== 'linux')('the app ends in time and leaves nothing behind', () => {
  let session: AppSession;
  let bareMs = 0;
  const temporary = (): string => path.join(session.user.base, 'temporary');
  const open = async (options: Parameters<typeof openAppSession>[0] = {}): Promise<void> => {
    session = await openAppSession({ settings: twoOwnProviders, ...options });
    mkdirSync(temporary());
  };
  const launch = (options: Partial<LaunchOptions> = {}) =>
    startPlain({ desktop: session.bus.desktop.env, user: session.user, env: { TMPDIR: temporary() }, ...options });
  const startUntilTray = async (options: Partial<LaunchOptions> = {}) => {
    const registered = session.bus.tray?.nextRegistration();
    const run = await launch(options);
    await registered;
    return run;
  };

  beforeAll(async () => {
    await open();
    const { pid } = await startUntilTray({ appFolder: bareApp });
    bareMs = await endBy('SIGTERM', pid, session);
    await session.close();
  });
  afterEach(() => session?.close());

  const expectInTime = (tookMs: number): void =>
    expect(tookMs).toBeLessThan(promisedMs * Math.max(1, bareMs / usualBareMs));
  const expectWhole = (tookMs: number): void => {
    expectInTime(tookMs);
    for (const folder of [session.user.home, session.user.dataFolder, temporary()]) {
      expect(leftBelow(folder)).toEqual([]);
    }
  };

  const states: Record<string, (session: AppSession) => Promise<unknown>> = {
    'the popover open': (app) => app.openPopover(),
    'a sign-in under way': async (app) => {
      app.standIn.setMode({ signIn: 'hang' });
      const popover = await app.openPopover();
      await popover.press(words.session.signIn);
      await eventually('the request', () => (app.standIn.requests()['POST /cli/device/code'] ?? 0) > 0);
    },
    'a poll that is never answered': async (app) => {
      await app.signIn(await app.openPopover());
      app.standIn.setMode({ gateway: 'hang' });
      const asked = (): number => app.standIn.requests()['POST /data/v2/api.json'] ?? 0;
      const before = asked();
      await app.chooseInMenu(words.common.refresh);
      await eventually('a request', () => asked() > before);
    },
    'a switch just confirmed': async (app) => (await previewSwitch(app)).press(words.providers.confirm),
  };
  it.each(Object.entries(states))('with %s', async (_name, reach) => {
    await open();
    const { app } = await session.start({ TMPDIR: temporary() });
    await reach(session);
    expectWhole(await endBy('SIGTERM', Number(app.process().pid), session));
  });

  const unkept: Record<string, Partial<LaunchOptions>> = {
    'the demo': { args: ['--demo'] },
    'no data folder that it can write to': { env: { QWEN_GAUGE_DATA_DIR: '/dev/null/data' } },
  };
  it.each(Object.entries(unkept))('with %s, whose temporary folder goes as well', async (_name, { args = [], env }) => {
    await open();
    const { ended } = await startUntilTray({ args, env: { TMPDIR: temporary(), ...env } });
    expect(readdirSync(temporary())).not.toEqual([]);
    await session.chooseInMenu(words.common.quit);
    await ended;
    await eventually('no process to be left', () => processesOf(session.user.base).length === 0);
    expect(readdirSync(temporary(), { recursive: true })).toEqual([]);
  });

  it('where it only opens the keyring', async () => {
    await open();
    await (await launch({ args: ['--unlock-keyring'] })).ended;
    await eventually('no process to be left', () => processesOf(session.user.base).length === 0);
    expect(readdirSync(temporary(), { recursive: true })).toEqual([]);
  });

  it('while a program that it started sleeps', async () => {
    await open();
    const started = path.join(session.user.base, 'started');
    const program = path.join(session.user.base, 'bin', 'qwencloud');
    writeFileSync(program, `#!/bin/sh\ntouch '${started}'\nsleep 600\n`);
    chmodSync(program, 0o755);
    const { pid } = await startUntilTray();
    await eventually('the program', () => existsSync(started));
    expectWhole(await endBy('SIGTERM', pid, session));
  });

  it.skipIf(noHangingMount !== null)('in the middle of a switch whose write does not return', async () => {
    const mount = await servedMount();
    await open();
    const folder = path.join(mount.folder, 'qwen');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'settings.json'), twoOwnProviders);
    rmSync(session.user.qwenFolder, { recursive: true });
    symlinkSync(folder, session.user.qwenFolder);
    const { app } = await session.start({ TMPDIR: temporary() });
    const popover = await previewSwitch(session);
    mount.hangAt('fsync');
    await popover.press(words.providers.confirm);
    await eventually('the record of the switch', () =>
      existsSync(path.join(session.user.dataFolder, 'switch-journal.json')),
    );
    // No signal ends a process whose call the mount has taken: it ends with the call.
    const waitsForDisk = (pid: string): boolean => textOf(`/proc/${pid}/status`).includes('State:\tD');
    expectInTime(await endBy('SIGTERM', Number(app.process().pid), session, waitsForDisk));
    mount.goOn();
    await eventually('no process to be left', () => processesOf(session.user.base).length === 0);
    expect(readFileSync(path.join(folder, 'settings.json'), 'utf8')).toBe(twoOwnProviders);
  });

  it('at any moment of its start, and starts again afterwards', async () => {
    await open();
    for (const delayMs of [50, 200, 350, 450, 600, 900]) {
      const { pid } = await launch();
      await setTimeout(delayMs);
      expectInTime(await endBy('SIGTERM', pid, session));
    }
    expect(leftBelow(session.user.dataFolder).filter((name) => !isOfChromium(name))).toEqual([]);
    const { pid } = await startUntilTray();
    expectInTime(await endBy('SIGTERM', pid, session));
    expect(leftBelow(session.user.dataFolder)).toEqual([]);
  });

  it('at several signals in a row, by its menu as well', async () => {
    await open();
    const { pid } = await startUntilTray();
    await session.chooseInMenu(words.common.quit);
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGHUP');
    expectWhole(await endBy('SIGTERM', pid, session));
  });
});
