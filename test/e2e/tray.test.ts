import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preferences } from '../../main/core/preferences.ts';
import type { Bridge } from '../../preload/contract.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const settings = JSON.stringify({
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'qwen3.5-plus' },
  env: { BAILIAN_CODING_PLAN_API_KEY: 'sk-sp-0000000000000000' },
  modelProviders: {
    openai: [
      {
        id: 'qwen3.5-plus',
        baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
        envKey: 'BAILIAN_CODING_PLAN_API_KEY',
      },
    ],
  },
});

/** One user's session; each step builds on the previous one. */
describe('the tray, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;

  const picture = async (): Promise<string> => {
    const { pixels } = await appSession.waitForTooltip(/./);
    return pixels.map(({ argb }) => Buffer.from(argb).toString('base64')).join(' ');
  };
  const prefer = (change: Partial<Preferences>) =>
    popover.page.evaluate(
      (wanted) => (globalThis as unknown as { gauge: Bridge }).gauge.invoke('preferences:set', wanted),
      change,
    );
  const opened = (name: string) =>
    eventually(`the panel ${name}`, () =>
      popover.page.getByRole('button', { name, exact: true }).and(popover.page.locator('[aria-current]')).isVisible(),
    );

  beforeAll(async () => {
    appSession = await openAppSession({ settings });
    appSession.setFiveHours(1101);
    await appSession.start();
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
  });
  afterAll(() => appSession?.close());

  it('begins its tooltip and its menu with the verdict, and names what Qwen Code uses', async () => {
    const { tooltip, menu } = await appSession.waitForTooltip(/92%/);
    const labels = menu.map(({ label }) => label);
    expect(labels[0]).toBe(tooltip.split('\n')[0]);
    expect(labels[0]).not.toBe(words.appName);
    const plan = `Coding Plan · ${words.providers.planRegion.international}`;
    expect(labels).toContain(words.tray.uses('qwen3.5-plus', plan));
    expect(menu.filter(({ checked }) => checked).map(({ label }) => label)).toEqual([plan]);
  });

  it('draws each way to show the level differently, and the first one again as before', async () => {
    const seen = [await picture()];
    for (const trayMode of ['bars', 'percent', 'icon'] as const) {
      await prefer({ trayMode });
      seen.push(
        await eventually(`another icon as ${trayMode}`, async () => {
          const now = await picture();
          return seen.includes(now) ? null : now;
        }),
      );
    }
    await prefer({ trayMode: 'ring' });
    await eventually('the ring', async () => (await picture()) === seen[0]);
  });

  it('shows what is left where the user prefers that', async () => {
    await prefer({ trayShows: 'left' });
    await appSession.waitForTooltip(words.tray.left('8%'));
    await prefer({ trayShows: 'used' });
    await appSession.waitForTooltip(words.tray.used('92%'));
  });

  it('leads from its menu to the providers and the preferences', async () => {
    await appSession.chooseInMenu(words.tray.allProviders);
    await opened(words.navigation.providers);
    await appSession.chooseInMenu(words.tray.preferences);
    await opened(words.navigation.preferences);
  });
});
