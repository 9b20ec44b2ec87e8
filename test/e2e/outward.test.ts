import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type OutwardWatch, watchOutward } from '../support/app/outward-watch.ts';
import { words } from '../support/app/popover-page.ts';

const settings = readFileSync(new URL('../fixtures/e2e/settings.json', import.meta.url), 'utf8');
const providerKey = 'sk-sp-5f0c2d81CANARYa97e44';
/** A header of each request. That it is seen shows that requests are watched. */
const control = 'user-agent: QwenGauge';
/** Programs of the desktop that answer questions on the session bus. */
const busPrograms = ['dbus-send', 'gdbus', 'busctl'];

/** A run from the sign-in to the end, seen from below everything the app is made of. */
describe('what the app does towards the outside', { sequential: true }, () => {
  let appSession: AppSession;
  let watched: OutwardWatch;

  beforeAll(async () => {
    const withKey = { ...parse(settings), env: { BAILIAN_CODING_PLAN_API_KEY: providerKey } };
    appSession = await openAppSession({ settings: JSON.stringify(withKey) });
    appSession.setFiveHours(321);
    watched = watchOutward(appSession.user, [providerKey, control]);
    await appSession.start({}, { loadFirst: watched.hook });
    const popover = await appSession.openPopover();
    await appSession.signIn(popover);
    for (const panel of ['providers', 'history', 'preferences', 'quota'] as const) {
      await popover.press(words.navigation[panel]);
    }
    await popover.invoke('quota:refresh');
    await popover.invoke('switch:in-use');
    await popover.invoke('session:sign-out');
    await appSession.driver().quit();
  });
  afterAll(() => appSession?.close());

  const seen = (kind: string): readonly string[] =>
    watched.contacts().flatMap(([found, detail]) => (found === kind ? [detail] : []));

  it('speaks to the service, and to nobody else under any name', () => {
    const own = new Set(Object.values(appSession.urls).map((url) => new URL(url).host));
    const hosts = seen('connect').filter((target) => !target.startsWith('/'));
    expect(hosts.length).toBeGreaterThan(0);
    expect(hosts.filter((host) => !own.has(host))).toEqual([]);
    expect([...seen('lookup'), ...seen('udp')]).toEqual([]);
  });

  it('starts no program but those that ask the session bus', () => {
    expect(seen('start').filter((program) => !busPrograms.includes(program))).toEqual([]);
  });

  it('opens no file in which a browser keeps cookies or passwords', () => {
    expect(seen('read')).toEqual([]);
  });

  it('sends no key of a provider, in any request or encoding', () => {
    expect(seen('wrote')).toEqual([control]);
  });
});
