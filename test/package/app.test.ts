import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInEnvironment } from '../support/app/app-driver.ts';
import { pressOnPage } from '../support/app/approve-page.ts';
import { type PopoverPage, popoverPage, words } from '../support/app/popover-page.ts';
import { keyringEnvironment, startKeyring } from '../support/desktop/keyring.ts';
import { type Desktop, openSessionBus, type SessionBus } from '../support/desktop/session-bus.ts';
import { chooseItem, readTrayOf, type TrayItem } from '../support/desktop/tray-host.ts';
import { eventually } from '../support/eventually.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { makeOrdinaryUser, whyNoSandbox } from './support/ordinary-user.ts';
import { executableOf, findPackages, root, unpackArchive } from './support/packages.ts';
import { type PackedApp, processesWith, startPacked } from './support/packed-app.ts';

const settings = readFileSync(new URL('../fixtures/e2e/settings.json', import.meta.url), 'utf8');
const planKey = 'sk-sp-0000CANARY1111CANARY2222CANARY';
const user = makeOrdinaryUser(settings);
const obstacle = whyNoSandbox();
if (obstacle !== null) console.warn(`The packed app is not started with its sandbox: ${obstacle}`);

/** The archive that a user downloads, unpacked and started without any special right, on a real panel. */
describe.skipIf(obstacle !== null)('the packed app of an ordinary user', { sequential: true }, () => {
  let folder = '';
  const standIn = createStandIn({ now: Date.now, tokenPrefix: 'CANARY-', intervalSeconds: 0.25 });
  let bus: SessionBus;
  let app: PackedApp;
  let env: Readonly<Record<string, string>> = {};
  const start = (args: readonly string[] = []): PackedApp =>
    startPacked({ executable: executableOf(folder), user, desktop: bus.desktop.env, env, args });
  const items = () => readTrayOf(bus.connection);
  const waitForTooltip = (wanted: RegExp): Promise<TrayItem> =>
    eventually(`a tray item saying ${wanted}`, async () => (await items()).find(({ tooltip }) => wanted.test(tooltip)));
  const popover = async (): Promise<PopoverPage> => popoverPage(await app.popover());

  beforeAll(async () => {
    folder = unpackArchive(findPackages());
    bus = await openSessionBus({ tray: false, notifications: false, services: true });
    chmodSync(bus.desktop.home, 0o711); // The user's programs must reach the bus in it.
    const file = pathToFileURL(path.join(root, 'build/desktop-shell.mjs')).href;
    const { startShell } = (await import(file)) as { startShell(desktop: Desktop): Promise<unknown> };
    expect(await startShell(bus.desktop)).toEqual({ tray: true, notifications: true });
    await startKeyring(bus);
    env = { ...keyringEnvironment, ...standInEnvironment(await standIn.start()) };
    app = start();
  });
  afterAll(async () => {
    await app?.close();
    await standIn.stop();
    await bus?.close();
    user.folders.remove();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it('shows in the panel that nobody is signed in', async () => {
    const item = await waitForTooltip(new RegExp(words.tray.signedOut));
    expect(item.pixels.length).toBeGreaterThan(0);
  });

  it('signs in from its popover and shows the quota there and in the panel', async () => {
    const page = await popover();
    // The first start opens it by itself, and a click on the icon would close it again.
    await page.page.waitForFunction("document.visibilityState === 'visible'", undefined, { polling: 200 });
    await page.press(words.session.signIn);
    await pressOnPage(await eventually('the address to approve', () => user.folders.openedPages()[0]), 'approve');
    await page.meterShows('week', /45%/);
    await waitForTooltip(/45%[\s\S]*40%/);
    const vault = JSON.parse(readFileSync(path.join(user.folders.dataFolder, 'vault.bin'), 'utf8'));
    expect(vault.backend).toBe('gnome_libsecret');
  });

  it('runs all of its processes as this user, and the page in Chromium’s sandbox', () => {
    const processes = processesWith(executableOf(folder));
    expect(processes.length).toBeGreaterThan(2);
    expect(processes.filter((one) => one.user !== user.id)).toEqual([]);
    expect(processes.filter(({ command }) => /--no-sandbox|--disable-.*sandbox/.test(command))).toEqual([]);
    const pages = processes.filter(({ command }) => command.includes('--type=renderer'));
    expect(pages.map(({ seccomp }) => seccomp)).toEqual([2]);
  });

  it('is found by its second start, which ends at once', async () => {
    expect(await start().ended).toBe(0);
  });

  it('has a command line that reports the same figures', () => {
    const program = path.join(folder, 'resources/command-line/qwen-gauge');
    const said = execFileSync(program, ['status', '--line'], {
      env: { ...process.env, ...user.folders.env, LC_ALL: 'C.UTF-8' },
      uid: user.id,
      gid: user.id,
      encoding: 'utf8',
    });
    expect(said).toMatch(/45%.*40%/);
  });

  it('switches the provider in the settings of Qwen Code', async () => {
    const page = await popover();
    await page.previewSwitch({ label: 'Coding Plan', region: 'International' }, planKey);
    expect(readFileSync(user.folders.settingsFile, 'utf8')).toBe(settings);
    await page.press(words.providers.confirm);
    await page.page.getByRole('button', { name: words.providers.done, exact: true }).waitFor();
    const written = readFileSync(user.folders.settingsFile, 'utf8');
    expect(written).toContain('https://coding-intl.dashscope.aliyuncs.com/v1');
    const comments = (text: string) => text.split('\n').filter((line) => line.trim().startsWith('//'));
    expect(comments(written)).toEqual(comments(settings));
  });

  it('quits from its menu and leaves no process, socket or temporary file behind', async () => {
    await chooseItem(bus.connection, items, words.common.quit);
    expect(await app.ended).toBe(0);
    await eventually('all processes to end', () => processesWith(executableOf(folder)).length === 0);
    expect(readdirSync(user.temporaryFolder)).toEqual([]);
    const names = readdirSync(user.folders.base, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /Singleton|\.sock|\.lock$|\.tmp/.test(name))).toEqual([]);
  });

  it('does not run without the sandbox, and says so', async () => {
    const refused = start(['--no-sandbox']);
    try {
      await eventually('the refusal', () => refused.output().includes('runs only inside its sandbox'));
      expect(processesWith(executableOf(folder)).filter(({ command }) => command.includes('--type=renderer'))).toEqual(
        [],
      );
      expect(readdirSync(user.temporaryFolder)).toEqual([]);
    } finally {
      await refused.close();
    }
  });
});
