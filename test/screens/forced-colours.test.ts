import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage.ts';
import { screens } from './table.ts';

/** What tells something by its ground alone, where the system chooses all colours. */
const marks = [
  ['quota-fresh', '.meter-fill'],
  ['preferences-general', '.tab[aria-current]'],
  ['preferences-general', '.segment input:checked + .segment-face'],
  ['preferences-notices', '.switch:checked'],
] as const;

describe('with the colours of the system', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  it.each(marks)('%s shows %s', async (name, selector) => {
    await stage.open(screens.find((one) => one.name === name) ?? expect.unreachable(name), 'en');
    await stage.look({ theme: 'light', scale: 1, contrast: 'forced colours' });
    expect(await stage.page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    const groundOf = (which: string): Promise<string> =>
      stage.page
        .locator(which)
        .first()
        .evaluate((part) => getComputedStyle(part).backgroundColor);
    expect(await groundOf(selector)).not.toBe(await groundOf('body'));
  });
});
