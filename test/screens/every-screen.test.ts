import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../main/core/language.ts';
import { layoutFaults } from './layout-faults.ts';
import { openStage, type Stage } from './stage.ts';
import { type Screen, screens } from './table.ts';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Rooms for the page: how large the letters are, in percent of what they are by default, and how wide the window is. */
const rooms = [
  { percent: 100, widthPx: 380 },
  { percent: 90, widthPx: 900 },
  { percent: 100, widthPx: 300 },
  { percent: 200, widthPx: 380 },
] as const;

/** Themes and contrasts. What differs by its colours alone is checked for its colours alone. */
const looks = [
  { theme: 'light', contrast: undefined },
  { theme: 'dark', contrast: undefined },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'forced colours' },
] as const;

/** Makes the letters larger, and the controls with them, as the tokens of the styles allow. */
function scaleLetters(percent: number): void {
  const { style } = document.documentElement;
  const tokens = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => (rule instanceof CSSStyleRule && rule.selectorText === ':root' ? [...rule.style] : []))
    .filter((name) => name.startsWith('--size') || name === '--control');
  for (const name of tokens) style.removeProperty(name);
  const now = getComputedStyle(document.documentElement);
  for (const name of tokens)
    style.setProperty(name, `${(Number.parseFloat(now.getPropertyValue(name)) * percent) / 100}px`);
}

/** The sizes of all letters on the page that are none of the four of the tokens. */
function foreignSizes(): readonly string[] {
  const root = getComputedStyle(document.documentElement);
  const known = ['--size-small', '--size', '--size-large', '--size-headline'].map((name) =>
    root.getPropertyValue(name),
  );
  const written = [...document.body.querySelectorAll('*')].filter(({ childNodes }) =>
    [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''),
  );
  const sizes = written.map((element) => `${getComputedStyle(element).fontSize}: ${element.className}`);
  return [...new Set(sizes.filter((size) => !known.some((one) => size.startsWith(`${one}:`))))];
}

/** What axe finds, by all of its rules or by those of the options. */
async function violations(page: Page, options: RunOptions = {}): Promise<readonly string[]> {
  const results = await page.evaluate(
    (given) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    { resultTypes: ['violations' as const], ...options },
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Whether the screen is one of the quota, of settings that can be read. */
const namesWhatIsUsed = ({ name, state: { settings } }: Screen): boolean =>
  /^(quota|notices|first-run)-/.test(name) && settings.state === 'readable' && settings.exists;

/** Where what Qwen Code uses is not seen before anything is scrolled. */
function unseenInUse(): readonly string[] {
  document.querySelector('main')?.scrollTo(0, 0);
  const strip = document.querySelector('.in-use');
  if (strip === null) return ['there is none'];
  const { left, right, top, bottom } = strip.getBoundingClientRect();
  const points = [top + 2, bottom - 2].flatMap((y) => [left + 8, right - 8].map((x) => [x, y] as const));
  const covered = points.filter(([x, y]) => !strip.contains(document.elementFromPoint(x, y)));
  return covered.map(([x, y]) => `covered or outside at ${Math.round(x)}, ${Math.round(y)}`);
}

/** The hints of the first run that need more than one line. */
const longHints = (): readonly (string | null)[] =>
  [...document.querySelectorAll('.way > h2 + p')]
    .filter((hint) => hint.getBoundingClientRect().height > 1.6 * Number.parseFloat(getComputedStyle(hint).fontSize))
    .map(({ textContent }) => textContent);

describe('every screen', { sequential: true }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.page.addInitScript(axe);
  });
  afterAll(() => stage?.close());

  const cases = screens.flatMap((screen) => languages.map((language) => ({ name: screen.name, screen, language })));

  it.each(cases)('$name in $language has room, and is open to everybody', async ({ screen, language }) => {
    const { page } = stage;
    await stage.open(screen, language);
    if (namesWhatIsUsed(screen)) expect.soft(await page.evaluate(unseenInUse), 'what Qwen Code uses').toEqual([]);
    expect.soft(await page.evaluate(longHints), 'a hint in several lines').toEqual([]);
    expect.soft(await page.evaluate(foreignSizes), 'sizes of type').toEqual([]);
    for (const { percent, widthPx } of rooms) {
      await stage.look({ theme: 'light', scale: 1, widthPx });
      await page.evaluate(scaleLetters, percent);
      expect.soft(await page.evaluate(layoutFaults), `${percent} % at ${widthPx} px`).toEqual([]);
    }
    await page.evaluate(scaleLetters, 100);
    for (const { theme, contrast } of looks) {
      await stage.look({ theme, scale: 1, ...(contrast && { contrast }) });
      const look = [theme, contrast].join(' ');
      const isOfColours = contrast !== undefined;
      if (isOfColours) expect.soft(await page.evaluate(layoutFaults), look).toEqual([]);
      expect.soft(await violations(page, isOfColours ? { runOnly: ['color-contrast'] } : {}), look).toEqual([]);
    }
  });
});
