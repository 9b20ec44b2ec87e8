import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PopoverPage, popoverPage, words } from '../support/app/popover-page.ts';
import { openSessionBus, type SessionBus } from '../support/desktop/session-bus.ts';
import { eventually } from '../support/eventually.ts';
import { makeOrdinaryUser, type OrdinaryUser, whyNoSandbox } from './support/ordinary-user.ts';
import { asarOf, executableOf, findPackages, root, unpackArchive } from './support/packages.ts';
import { type PackedApp, startPacked } from './support/packed-app.ts';
import { openProxiedReleases, type ProxiedReleases } from './support/proxied-releases.ts';

const packages = findPackages();
const { homepage } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly homepage: string };
/** Of the same length as the real one, so that nothing else in the archive moves. */
const page = 'https://github.com/somebody/'.padEnd(homepage.length, 'x');
const latest = `${new URL(page).pathname}/releases/latest`;
const newVersion = '9.9.9';
/** The app asks two minutes after its start. */
const longestMs = 180_000;

/** Makes of the packed app what a release would be: with a version of its own, and with the address of a repository. */
function publish(folder: string): void {
  const archive = readFileSync(asarOf(folder));
  const version = `"version": "${packages.version}"`;
  const replacements = [
    { from: homepage, to: page },
    { from: version, to: '"version": "0.0.1"'.padEnd(version.length) },
  ];
  for (const { from, to } of replacements) {
    expect(archive.includes(from), from).toBe(true);
    for (let at = archive.indexOf(from); at >= 0; at = archive.indexOf(from)) archive.write(to, at);
  }
  writeFileSync(asarOf(folder), archive);
}

/** Someone who runs the app, and whose connections all lead to a stand-in of GitHub. */
interface Person {
  readonly user: OrdinaryUser;
  readonly gitHub: ProxiedReleases;
}

const obstacle = whyNoSandbox();

describe.skipIf(obstacle !== null)('new versions', { sequential: true }, () => {
  let folder = '';
  let bus: SessionBus;
  const people: Person[] = [];
  const apps: PackedApp[] = [];

  async function person(): Promise<Person> {
    const gitHub = await openProxiedReleases({ tag_name: `v${newVersion}`, draft: false, prerelease: false });
    const user = makeOrdinaryUser('{}');
    copyFileSync(gitHub.certificateFile, path.join(user.folders.home, 'certificate.pem'));
    people.push({ user, gitHub });
    return { user, gitHub };
  }
  async function start({ user, gitHub }: Person, executable = executableOf(folder)): Promise<PopoverPage> {
    const env = {
      HTTPS_PROXY: gitHub.proxyUrl,
      SSL_CERT_FILE: path.join(user.folders.home, 'certificate.pem'),
    };
    const args = ['qwen-gauge://open']; // Only the first start opens the popover by itself.
    const app = startPacked({ executable, user, desktop: bus.desktop.env, env, args });
    apps.push(app);
    const popover = popoverPage(await app.popover());
    await popover.press(words.navigation.preferences);
    return popover;
  }
  const choice = ({ page }: PopoverPage) =>
    page.getByRole('switch', { name: words.preferences.switches.lookForUpdates.label });
  const asked = ({ gitHub }: Person) => gitHub.requests.map(({ method, url }) => `${method} ${url}`);

  beforeAll(async () => {
    folder = unpackArchive(packages);
    publish(folder);
    bus = await openSessionBus();
    chmodSync(bus.desktop.home, 0o711); // The user's programs must reach the bus in it.
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    for (const { user, gitHub } of people) {
      await gitHub.close();
      user.folders.remove();
    }
    await bus?.close();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it.skipIf(!packages.version.includes('-'))('are not offered by a development build', async () => {
    const original = unpackArchive(packages);
    const popover = await start(await person(), executableOf(original));
    await popover.press(words.preferences.pages.network);
    await popover.shows(words.preferences.choices.refreshEvery.label);
    expect(await choice(popover).count()).toBe(0);
    await apps.pop()?.close();
    rmSync(path.dirname(original), { recursive: true, force: true });
  });

  it('are asked for once, told by name and led to where their page is; never unless the user agreed', async () => {
    const [silent, agreed] = [await person(), await person()];
    await start(silent);
    const popover = await start(agreed);
    await popover.press(words.preferences.pages.network);
    await choice(popover).check();
    await popover.press(words.navigation.quota);
    const title = words.notice.newVersionTitle(newVersion);
    const notices = bus.notifications;
    const notice = await eventually('the notice', () => notices?.shown().find((one) => one.title === title), longestMs);
    expect(asked(agreed)).toEqual([`GET /repos${latest}`]);
    expect(agreed.gitHub.requests[0]?.headers).toMatchObject({
      host: 'api.github.com',
      'user-agent': 'QwenGauge/0.0.1',
    });
    notices?.click(notice);
    await popover.shows(words.notice.newVersionTitle(newVersion));
    await popover.press(words.preferences.showReleases);
    await eventually('the page', () => agreed.user.folders.openedPages().includes(`https://github.com${latest}`));
    // The other app was started first, so its time has come too.
    expect(silent.gitHub.asked().filter((host) => host.includes('github'))).toEqual([]);
    expect(notices?.shown().filter((one) => one.title === title)).toHaveLength(1);

    await apps.pop()?.close();
    await (await start(agreed)).shows(words.notice.newVersionTitle(newVersion));
    expect(asked(agreed)).toHaveLength(1);
  }, 300_000);
});
