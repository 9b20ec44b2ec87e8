import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { explainFailure } from '../../../main/core/view/explain.ts';
import { runToEnd, startPlain } from '../../support/app/app-driver.ts';
import { type AppSession, type AppSessionOptions, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const offline = explainFailure({ kind: 'offline' }, words);

describe('a start that fails shows a clear message or state', () => {
  let appSession: AppSession | null = null;
  const open = async (options: AppSessionOptions = {}): Promise<AppSession> => {
    appSession = await openAppSession(options);
    return appSession;
  };
  const closed = 'http://127.0.0.1:9';

  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it.each(['QWEN_GAUGE_GATEWAY_URL', 'QWEN_GAUGE_AUTH_URL', 'QWEN_GAUGE_CATALOGUE_URL'])(
    'rejects an override by %s that points at another machine, with a message and an exit code',
    async (variable) => {
      const { bus, user } = await open();
      const env = { [variable]: 'https://127.0.0.1.evil.example/' };
      const run = await startPlain({ desktop: bus.desktop.env, user, env });
      let hasEnded = false;
      void run.ended.then(() => {
        hasEnded = true;
      });
      // An app that does start writes there, and runs until it is stopped.
      await eventually('an end or a start', () => hasEnded || existsSync(user.dataFolder));
      await run.stop();
      expect(await run.ended).toBe(4);
      expect(run.output()).toContain(`${variable} may only point at this machine`);
      expect(run.output()).not.toContain('evil');
    },
  );

  it('shows the first instance instead of starting a second one', async () => {
    const { bus, user, start, isPopoverVisible } = await open();
    await start();
    expect(await isPopoverVisible()).toBe(false);
    const { code, output } = await runToEnd({ desktop: bus.desktop.env, user });
    expect(code).toBe(0);
    expect(output).toContain('Qwen Gauge is running already');
    await eventually('the popover', isPopoverVisible);
  });

  it('runs in memory if the data folder cannot be used, and shows that', async () => {
    const { bus, user, start, openPopover, signIn } = await open({ keyring: true });
    writeFileSync(user.dataFolder, 'a file in its place');
    await start();
    const popover = await openPopover();
    await signIn(popover);
    await popover.meterShows('week', /4,920/);
    await popover.shows(words.startProblems['data-folder-unwritable'](user.dataFolder).what);
    expect(readFileSync(user.dataFolder, 'utf8')).toBe('a file in its place');
    const again = await startPlain({ desktop: bus.desktop.env, user });
    await eventually('the sentence', () => again.output().includes('cannot write to its data folder'));
    await again.stop();
  });

  it('shows when the data folder is lost or full while it runs', async () => {
    const { user, start, openPopover, chooseInMenu } = await open();
    await start();
    const popover = await openPopover();
    rmSync(user.dataFolder, { recursive: true, force: true });
    writeFileSync(user.dataFolder, '');
    await chooseInMenu(words.common.refresh);
    await popover.press(words.navigation.preferences);
    await popover.page.getByRole('switch').first().click();
    const { what } = words.startProblems['data-folder-unwritable'](user.dataFolder);
    await popover.shows(what);
  });

  it('keeps a broken preferences file aside and uses the defaults', async () => {
    const { user, start, openPopover } = await open();
    mkdirSync(user.dataFolder, { recursive: true });
    const broken = '{"theme":"dark",,,';
    writeFileSync(path.join(user.dataFolder, 'preferences.json'), broken);
    await start();
    const popover = await openPopover();
    const { what } = words.startProblems['preferences-kept-aside']('');
    await popover.shows(what);
    const aside = readdirSync(user.dataFolder).find((name) => name.startsWith('preferences.json.broken-'));
    expect(readFileSync(path.join(user.dataFolder, String(aside)), 'utf8')).toBe(broken);
  });

  it('shows where a settings file is broken, and does not touch it', async () => {
    const broken = '{\n  "ui": {},\n  "model": { "name": oops }\n}\n';
    const { user, start, openPopover } = await open({ settings: broken });
    await start();
    const popover = await openPopover();
    await popover.press(words.navigation.providers);
    await popover.shows(words.providers.place(3, 22));
    await popover.shows(words.settingsProblems['not-json'].what);
    expect(readFileSync(user.settingsFile, 'utf8')).toBe(broken);
    expect(readdirSync(user.qwenFolder)).toEqual(['settings.json']);
  });

  it('shows that it is offline when a sign-in cannot reach the service', async () => {
    const { start, openPopover } = await open();
    await start({ QWEN_GAUGE_AUTH_URL: closed, QWEN_GAUGE_GATEWAY_URL: closed });
    const popover = await openPopover();
    await popover.press(words.session.signIn);
    await popover.shows(offline.what);
  });

  it('keeps the last numbers, marked as old, when the network is lost', async () => {
    const { standIn, start, openPopover, signIn, chooseInMenu, waitForTooltip } = await open();
    await start();
    const popover = await openPopover();
    await signIn(popover);
    await standIn.stop();
    await chooseInMenu(words.common.refresh);
    await waitForTooltip(words.tray.windowStale(''));
    await popover.meterShows('week', /4,920/);
    await popover.shows(offline.what);
  });
});
