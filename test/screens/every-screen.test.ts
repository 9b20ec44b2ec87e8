import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../main/core/language.ts';
import { layoutFaults } from './layout-faults.ts';
import { openStage, type Stage } from './stage.ts';
import { screens } from './table.ts';

const require = createRequire(import.meta.url);
const engine = readFileSync(require.resolve('accessibility-checker-engine'), 'utf8');

/** Rooms for the page: how large the letters are, in percent of what they are by default, and how wide the window is. */
const rooms = [
  { percent: 100, widthPx: 380 },
  { percent: 90, widthPx: 900 },
  { percent: 100, widthPx: 300 },
  { percent: 200, widthPx: 380 },
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

interface Finding {
  readonly ruleId: string;
  readonly value: readonly [string, string];
  readonly message: string;
  readonly snippet: string;
  /** Where it is, as XPath. */
  readonly path: { readonly dom: string };
}

/** What breaks WCAG 2.2, levels A and AA, as far as a program can tell. */
const violations = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { ace } = globalThis as unknown as {
      ace: { Checker: new () => { check(of: Document, sets: string[]): Promise<{ results: Finding[] }> } };
    };
    const { results } = await new ace.Checker().check(document, ['WCAG_2_2']);
    // What is folded away is read to nobody, but the engine misses the labels in it.
    const isFolded = ({ path: { dom } }: Finding): boolean => {
      const { singleNodeValue } = document.evaluate(dom, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE);
      return singleNodeValue instanceof Element && singleNodeValue.closest('details:not([open])') !== null;
    };
    return results
      .filter((finding) => !isFolded(finding))
      .filter(({ value: [level, outcome] }) => level === 'VIOLATION' && outcome === 'FAIL')
      .filter(({ ruleId, snippet }) => !(ruleId === 'input_label_after' && snippet.includes('role="switch"')))
      .map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`);
  });

describe('every screen', { sequential: true }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  const cases = screens.flatMap((screen) => languages.map((language) => ({ name: screen.name, screen, language })));

  it.each(cases)('$name in $language has room, and is open to everybody', async ({ screen, language }) => {
    const { page } = stage;
    await stage.open(screen, language);
    for (const { percent, widthPx } of rooms) {
      await stage.look({ theme: 'light', scale: 1, widthPx });
      await page.evaluate(scaleLetters, percent);
      expect.soft(await page.evaluate(layoutFaults), `${percent} % at ${widthPx} px`).toEqual([]);
    }
    await page.evaluate(scaleLetters, 100);
    await page.evaluate(engine);
    for (const theme of ['light', 'dark'] as const) {
      await stage.look({ theme, scale: 1 });
      expect.soft(await violations(page), theme).toEqual([]);
    }
  });
});
