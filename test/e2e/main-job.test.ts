import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession, tokenCanary } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';
import { placesOf, recordedOutput } from '../support/app/recorded-output.ts';
import { eventually } from '../support/eventually.ts';
import { randomPartOf } from '../support/secret-forms.ts';

const settings = readFileSync(new URL('../fixtures/e2e/settings.json', import.meta.url), 'utf8');
const planKey = 'sk-sp-0000CANARY1111CANARY2222CANARY';
const planInternational = { label: 'Coding Plan', region: 'International' };

/** One user's session with the app; each step builds on the previous one. */
describe('the main job, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  const settingsNow = (): string => readFileSync(appSession.user.settingsFile, 'utf8');
  /** The text of the .env file for keys; null: it does not exist. */
  const keyFileNow = (): string | null => {
    const keyFile = path.join(appSession.user.qwenFolder, '.env');
    return existsSync(keyFile) ? readFileSync(keyFile, 'utf8') : null;
  };
  const server = () => {
    if (appSession.notifications === null) throw new Error('no notification server');
    return appSession.notifications;
  };
  const notices = () => server().shown();

  beforeAll(async () => {
    appSession = await openAppSession({ settings, keyring: true });
    appSession.setFiveHours(321);
    await appSession.start();
  });
  afterAll(() => appSession?.close());

  it('registers a tray icon with a picture and a menu', async () => {
    const item = await appSession.waitForTooltip(words.tray.signedOut);
    expect(item.pixels.some(({ argb }) => argb.some((byte) => byte !== 0))).toBe(true);
    expect(item.menu.map(({ label }) => label)).toEqual(
      expect.arrayContaining([words.tray.open, words.common.refresh, words.common.quit]),
    );
  });

  it('opens the popover on a click', async () => {
    const { page } = await appSession.openPopover();
    await page.getByRole('button', { name: words.session.signIn, exact: true }).waitFor();
    expect(page.url()).toBe('app://ui/');
    expect(await appSession.isPopoverVisible()).toBe(true);
  });

  it('signs in through the page of the service, and stores the token encrypted by the keyring', async () => {
    const popover = await appSession.openPopover();
    await popover.recordPushes();
    await appSession.signIn(popover);
    expect(new URL(String(appSession.user.openedPages()[0])).origin).toBe(appSession.urls.authUrl);
    const vault = JSON.parse(readFileSync(`${appSession.user.dataFolder}/vault.bin`, 'utf8'));
    expect(vault.backend).toBe('gnome_libsecret');
  });

  it('shows the server’s numbers of the windows in popover, tooltip and menu', async () => {
    const popover = await appSession.openPopover();
    await popover.meterShows('five-hours', /27%.*879/);
    await popover.meterShows('week', /45%.*4,920/);
    await popover.meterShows('month', /40%.*10,789/);
    await popover.unfold();
    await popover.shows(/321 used of 1,200 requests.*4,080 used of 9,000.*7,211 used of 18,000/);
    const item = await appSession.waitForTooltip(/27%[\s\S]*45%[\s\S]*40%/);
    expect(item.menu.filter(({ label }) => /\d%/.test(label ?? ''))).toHaveLength(3);
  });

  it('warns once when a window passes its threshold, and the notice opens the popover', async () => {
    expect(notices()).toEqual([]);
    appSession.setFiveHours(1101);
    await appSession.chooseInMenu(words.common.refresh);
    const notice = await server().waitFor('of the five hours', ({ title }) => title.includes('92%'));
    await (await appSession.openPopover()).page.keyboard.press('Escape');
    await eventually('the popover to close', async () => !(await appSession.isPopoverVisible()));
    server().click(notice);
    await eventually('the popover to open', () => appSession.isPopoverVisible());
    appSession.setFiveHours(1140);
    await appSession.chooseInMenu(words.common.refresh);
    await appSession.waitForTooltip('95%');
    expect(notices()).toHaveLength(1);
  });

  it('keeps the session over a restart and does not repeat the warning', async () => {
    const before = appSession.bus.transcript().length;
    const requests = appSession.standIn.requests()['POST /cli/device/code'];
    await appSession.restart();
    await appSession.waitForTooltip('95%');
    await eventually('a reading of this run', async () =>
      /95%/.test(await (await appSession.openPopover()).meter('five-hours')),
    );
    await appSession.chooseInMenu(words.common.refresh);
    expect(notices()).toHaveLength(1);
    expect(appSession.standIn.requests()['POST /cli/device/code']).toBe(requests);
    // The keyring may ask the user for a password, so the icon has to be there first.
    const placeOf = (text: string): number => appSession.bus.transcript().indexOf(text, before);
    // The record of the bus may lag behind.
    const keyringAt = await eventually('a call of the keyring', () => {
      const at = placeOf('interface=org.freedesktop.Secret.');
      return at < 0 ? null : at;
    });
    const trayAt = placeOf('member=RegisterStatusNotifierItem');
    expect(trayAt).toBeGreaterThan(before);
    expect(keyringAt).toBeGreaterThan(trayAt);
  });

  it('switches the provider and changes only the planned lines', async () => {
    const popover = await appSession.openPopover();
    await popover.recordPushes();
    await popover.previewSwitch(planInternational, planKey);
    expect(settingsNow()).toBe(settings);
    await popover.press(words.providers.confirm);
    await popover.page.getByRole('button', { name: words.providers.done, exact: true }).waitFor();
    const after = settingsNow();
    const kept = (text: string) => {
      const { model, modelProviders, env, security, ...rest } = parse(text);
      const { BAILIAN_CODING_PLAN_API_KEY, ...otherKeys } = env;
      const others = modelProviders.openai.filter(
        ({ baseUrl }: { baseUrl: string }) => !baseUrl.includes('coding-intl'),
      );
      return { rest, otherKeys, others };
    };
    expect(kept(after)).toEqual(kept(settings));
    expect(after).toContain('// Shared with the team: keep the theme.');
    expect(after).toContain('/* not the light one */');
    expect(keyFileNow()).toBe(`BAILIAN_CODING_PLAN_API_KEY=${planKey}\n`);
    expect(after).not.toContain(planKey);
    expect(parse(after).modelProviders.openai[0].baseUrl).toBe('https://coding-intl.dashscope.aliyuncs.com/v1');
  });

  it('undoes the switch byte for byte', async () => {
    const popover = await appSession.openPopover();
    await popover.press(words.providers.undo);
    await eventually('the old bytes', () => settingsNow() === settings && keyFileNow() === null);
  });

  it('has leaked neither token nor key anywhere', async () => {
    const said = [
      ...(await recordedOutput(appSession)),
      { where: 'pushes', bytes: Buffer.from(await (await appSession.openPopover()).recordedPushes()) },
    ];
    const tokens = appSession.standIn.issuedSecrets();
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    for (const secret of [tokenCanary, ...tokens.map(randomPartOf)]) expect(placesOf(secret, said)).toEqual([]);
    // The old file is kept as a private backup. Finding the key there proves that the search works.
    const keyPlaces = placesOf(planKey, said);
    expect(keyPlaces).not.toEqual([]);
    expect(keyPlaces.filter((where) => !where.startsWith(`${appSession.user.dataFolder}/backups/`))).toEqual([]);
  });
});
