import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { preferencePages } from '../../renderer/navigation.ts';
import { base } from '../renderer/states.ts';
import { openStage, type Stage } from './stage.ts';

/** The most that each page shows. */
const whole: AppState = {
  ...base,
  preferences: {
    ...base.preferences,
    shortcut: 'Control+Alt+Shift+F12',
    poolOrder: ['free-tier'],
    quietHours: { fromMinute: 1320, toMinute: 480 },
    proxy: 'http://proxy.example:3128',
  },
  refusedShortcut: 'Control+Alt+U',
  updates: { canLook: true, newVersion: '0.2.0' },
  session: { ...base.session, storage: { kind: 'memory' } } as AppState['session'],
  destination: { to: 'preferences', serial: 1 },
};

/** macOS and Linux have a preference of their own each. */
const systems = ['Macintosh', 'X11; Linux x86_64'];
const pages = languages.flatMap((language) => preferencePages.map((page) => ({ language, page })));

describe.each(systems)('the pages of the preferences on %s', { sequential: true }, (system) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.page.addInitScript(
      (userAgent) => Object.defineProperty(navigator, 'userAgent', { get: () => userAgent }),
      `Mozilla/5.0 (${system})`,
    );
  });
  afterAll(() => stage?.close());

  it.each(pages)('fit 380 × 640 pixels without scrolling: $page in $language', async ({ language, page }) => {
    const name = wordsFor(language).preferences.pages[page];
    await stage.open({ name: page, state: whole }, language);
    await stage.page.setViewportSize({ width: 380, height: 640 });
    await stage.page.getByRole('button', { name, exact: true }).click();
    const content = stage.page.locator('main.content');
    await content.getByRole('region', { name, exact: true }).waitFor();
    const [room, needed] = await content.evaluate(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight]);
    expect(needed).toBeLessThanOrEqual(room ?? 0);
  });
});
