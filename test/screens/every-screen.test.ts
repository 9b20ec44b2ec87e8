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

/** Rooms for the page: how large the letters are, and how wide the window is. */
const rooms = [
  { textSize: 'percent-100', widthPx: 380, theme: 'light' },
  { textSize: 'percent-90', widthPx: 300, theme: 'light' },
  { textSize: 'percent-90', widthPx: 900, theme: 'light' },
  { textSize: 'percent-200', widthPx: 900, theme: 'light' },
  { textSize: 'percent-200', widthPx: 300, theme: 'dark' },
] as const;

/** The other themes and contrasts: they differ by their colours alone, and are checked by the rules on colours. */
const looks = [
  { theme: 'dark', contrast: undefined },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'forced colours' },
] as const;

/** The sizes of all letters on the page that are none of the four of the tokens. */
function foreignSizes(): readonly string[] {
  const probe = document.body.appendChild(document.createElement('p'));
  const known = ['--size-small', '--size', '--size-large', '--size-headline'].map((name) => {
    probe.style.fontSize = `var(${name})`;
    return getComputedStyle(probe).fontSize;
  });
  probe.remove();
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
    for (const { textSize, widthPx, theme } of rooms) {
      await stage.look({ theme, scale: 1, widthPx, textSize });
      expect.soft(await page.evaluate(layoutFaults), `${textSize} at ${widthPx} px`).toEqual([]);
    }
    await stage.look({ theme: 'light', scale: 1, textSize: 'percent-100' });
    expect.soft(await violations(page), 'light').toEqual([]);
    for (const { theme, contrast } of looks) {
      await stage.look({ theme, scale: 1, ...(contrast && { contrast }) });
      const look = [theme, contrast].join(' ');
      // The system's own colours come with borders.
      if (contrast === 'forced colours') expect.soft(await page.evaluate(layoutFaults), look).toEqual([]);
      expect.soft(await violations(page, { runOnly: ['color-contrast', 'link-in-text-block'] }), look).toEqual([]);
    }
  });
});
