import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runToEnd } from '../support/app/app-driver.ts';
import { type AppSession, type AppSessionOptions, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

describe('failures outside and inside the app', () => {
  let appSession: AppSession | null = null;
  const open = async (options: AppSessionOptions = {}): Promise<AppSession> => {
    appSession = await openAppSession(options);
    return appSession;
  };
  const logOf = ({ user }: AppSession): string => {
    const file = path.join(user.dataFolder, 'log.txt');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it('replaces a page that crashed', async () => {
    const running = await open();
    const { app } = await running.start();
    await running.openPopover();
    const next = app.waitForEvent('window');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await (await next).locator('.app').waitFor();
    await eventually('the new page', running.isPopoverVisible);
    await eventually('a line in the log', () => logOf(running).includes('the page was replaced: its process is gone'));
    expect(running.driver().output()).not.toContain('Error sending');
  });

  it('replaces a page that navigated to an address whose navigation cannot be prevented', async () => {
    const running = await open();
    const { app } = await running.start();
    const { page } = await running.openPopover();
    const closed = page.waitForEvent('close');
    await page.evaluate(() => {
      location.href = 'about:blank';
    });
    await closed;
    const addresses = () =>
      askMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()));
    await eventually('the page', async () => (await addresses()).join() === 'app://ui/');
  });

  it('logs a fault once when its terminal is no longer read', async () => {
    const running = await open();
    const { app } = await running.start();
    await running.waitForTooltip(words.tray.signedOut);
    for (const stream of [app.process().stdout, app.process().stderr]) stream?.destroy();
    const faults = await app.evaluate(async () => {
      let count = 0;
      process.on('uncaughtException', () => {
        count += 1;
      });
      setTimeout(() => {
        throw new Error('a bug of this test');
      }, 0);
      for (let turn = 0; turn < 200 || count === 0; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return count;
    });
    expect(faults).toBe(1);
    await eventually('the fault in the log', () => logOf(running).includes('fault: Error: a bug of this test'));
    // A debugged program exits only after its debugger has read on the terminal that it should disconnect.
    const ended = once(app.process(), 'exit');
    app.process().kill('SIGKILL');
    await ended;
  });

  it('prints a clear message if it cannot write anywhere', async () => {
    const { bus, user } = await open();
    writeFileSync(user.dataFolder, 'a file in its place');
    const nowhere = path.join(user.base, 'no-such-folder');
    const { code, output } = await runToEnd({ desktop: bus.desktop.env, user, env: { TMPDIR: nowhere } });
    expect(code).toBe(1);
    expect(output).toContain(`Qwen Gauge did not start: neither ${user.dataFolder} nor ${nowhere} can be written to.`);
    expect(output).not.toMatch(/^\s+at /m);
  });
});
