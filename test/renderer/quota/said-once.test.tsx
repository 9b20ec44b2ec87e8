// @vitest-environment happy-dom
import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { languages } from '../../../main/core/language.ts';
import { Ready } from '../../../renderer/App.tsx';
import { screens } from '../../screens/table.ts';
import { all, draw, perform, picture, silentBridge } from '../dom.tsx';
import { nowMs } from '../states.ts';

afterEach(cleanup);

/** The text that a user sees: without what is folded away, and what is for screen readers alone. */
function seenText(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element) || node.matches('.unseen, option, [hidden]')) return '';
  return [...node.childNodes].map(seenText).join(' ');
}

/**
 * Times, percentages, sums of money, durations and amounts of at least two digits. A date belongs to its time, and "5" of
 * "5 hours" is a name.
 */
const date = String.raw`(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}|\d{1,2}月\d{1,2}日)`;
const figure = new RegExp(
  [
    String.raw`(?:(?:${date}|[A-Z][a-z]{2}|周.) ?)?\d{1,2}:\d{2}`,
    date,
    String.raw`(?:\d+ (?:(?:d|h|min)\b|天|小时|分钟) ?)+`,
    String.raw`(?<![\p{L}\d.,-])\$?\d[\d,.]*\d%?|\d%`,
  ].join('|'),
  'gu',
);

const repeated = (text: string): readonly string[] => {
  const found = (text.replaceAll(/(?<!\d)5 小时/g, '').match(figure) ?? []).map((one) => one.trim());
  return [...new Set(found.filter((one, index) => found.indexOf(one) !== index))];
};

const quotaScreens = screens.filter(({ name, notice }) => name.startsWith('quota-') && notice === undefined);
const cases = quotaScreens.flatMap((screen) => languages.map((language) => ({ ...screen, language })));

it.each(cases.filter(({ steps }) => steps === undefined))(
  '$name in $language says no figure and no time twice',
  ({ state, language }) => {
    const shown = picture(<Ready state={{ ...state, language }} nowMs={nowMs} bridge={silentBridge} />);
    for (const banner of all(shown, '.notices')) banner.remove();
    const text = seenText(shown).replaceAll(/\s+/g, ' ');
    expect(repeated(text), text).toEqual([]);
  },
);

/** What is open to a user who asks for it, and the reason why it may repeat a figure. */
const mayRepeat: Readonly<Record<string, readonly string[]>> = {
  // The total of the bill, and how much of the budget it is.
  'pay-as-you-go': ['$12.43'],
  // How many models there are, and the button that shows all of them; two free amounts that begin alike.
  'free-tier': ['214', '100'],
  // The plan ends when its month does.
  'token-plan-personal': ['11 天'],
};

it.each(cases.filter(({ name }) => name.endsWith('-unfolded')))(
  'an opened pool says no figure and no time twice: $name in $language',
  async ({ state, language }) => {
    const { container } = draw(<Ready state={{ ...state, language }} nowMs={nowMs} bridge={silentBridge} />);
    for (const fold of all(container, '[data-pool] details')) {
      await perform(() => {
        (fold as HTMLDetailsElement).open = true;
        fireEvent(fold, new Event('toggle'));
      });
    }
    const [verdict] = all(container, '.verdict');
    for (const pool of all(container, '[data-pool]')) {
      const name = pool.getAttribute('data-pool') ?? '';
      const isMain = pool.matches('.pool') && verdict !== undefined;
      const text = `${isMain ? seenText(verdict) : ''} ${seenText(pool)}`.replaceAll(/\s+/g, ' ');
      const unexpected = repeated(text).filter((one) => !mayRepeat[name]?.includes(one));
      expect(unexpected, text).toEqual([]);
    }
    const foots = all(container, '.exact-foot').map((one) => one.textContent);
    // That of the pools that were read with the verdict's pool, which the foot of the screen names.
    expect(foots.filter((foot) => /QwenCloud.* 3 (min|分钟)/.test(foot))).toEqual([]);
  },
);
