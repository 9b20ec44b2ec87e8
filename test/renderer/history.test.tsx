import { describe, expect, it } from 'vitest';
import type { WindowCurve } from '../../main/core/quota/forecast/window-curve.ts';
import { breakdownOf, groupedBy } from '../../main/core/usage/breakdown.ts';
import type { BreakdownProblem, Granularity } from '../../main/core/usage/breakdown-model.ts';
import { languages } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { BreakdownResult } from '../../renderer/history/BreakdownResult.tsx';
import { HistoryPanel } from '../../renderer/history/HistoryPanel.tsx';
import { Answer } from '../../renderer/history/ModelHistory.tsx';
import {
  firstFields,
  fromTo,
  oneMonth,
  periodIn,
  periodOptions,
  someDays,
} from '../../renderer/history/period-choice.ts';
import type { Told } from '../../renderer/history/use-breakdown.ts';
import { Windows } from '../../renderer/history/WindowHistory.tsx';
import { markupOf, placeOf, shownOf, textOf } from './markup.tsx';
import { base, nowMs } from './states.ts';

const hourMs = 3_600_000;
const nothing = (): void => {};
type Language = AppState['language'];
const shownIn = (language: Language) => shownOf({ ...base, language });

const daily = breakdownOf(
  [
    { date: '2026-11-10', cost: 1.25, usage: { unit: 'tokens', amount: 350_000 } },
    { date: '2026-11-19', cost: 3, usage: { unit: 'tokens', amount: 1_200_000 } },
  ],
  {
    model: 'qwen3-coder-plus',
    sourceId: 'qwencloud',
    takenAtMs: nowMs,
    currency: 'USD',
    fromDate: '2026-11-01',
    toDate: '2026-11-21',
  },
);
const result = (language: Language, granularity: Granularity = 'day') =>
  markupOf(<BreakdownResult shown={shownIn(language)} breakdown={groupedBy(daily, granularity)} />);

describe('one model over time', () => {
  it('is a picture that says what it shows, and a table that says it in numbers', () => {
    const markup = result('en');
    expect(markup).toMatch(
      /role="img" aria-label="Tokens of qwen3-coder-plus from Nov 1 to Nov 21\. 1,550,000 in total, at most 1,200,000 \(Nov 19\)"/,
    );
    expect(markup.match(/<rect /g)).toHaveLength(21);
    expect(markup).toContain('<caption class="unseen">qwen3-coder-plus from Nov 1 to Nov 21</caption>');
    expect(markup).toContain('<th scope="row">Nov 19</th><td>1,200,000</td><td>$3.00</td>');
    expect(textOf(markup)).toContain('Show all 21');
    expect(textOf(markup)).toContain('From QwenCloud · Updated just now');
    expect(markup).toContain('<th scope="row">Total</th><td>1,550,000</td><td>$4.25</td>');
  });

  it('speaks Chinese', () => {
    const text = textOf(result('zh-CN'));
    for (const part of ['费用', '合计', '11月19日', '显示全部 21 项', '复制为 JSON']) expect(text).toContain(part);
  });

  it('fits a month or a quarter into one row', () => {
    expect(result('en', 'month').match(/<rect /g)).toHaveLength(1);
    expect(textOf(result('zh-CN', 'quarter'))).toContain('2026 年第 4 季度');
  });

  it('has neither chart nor table where nothing was billed', () => {
    const none = { ...daily, rows: [], total: { cost: 0, usage: [] } };
    const markup = markupOf(<BreakdownResult shown={shownIn('en')} breakdown={none} />);
    expect(markup).not.toMatch(/<svg|<table/);
    expect(textOf(markup)).toBe('Nothing was billed for qwen3-coder-plus from Nov 1 to Nov 21.');
    const today = { ...none, fromDate: '2026-11-21' };
    expect(textOf(markupOf(<BreakdownResult shown={shownIn('en')} breakdown={today} />))).toMatch(/on Nov 21\.$/);
  });
});

const failing = (problem: BreakdownProblem): Told => ({ phase: 'answered', answer: { outcome: 'failed', problem } });

describe.each(languages)('the answer in %s', (language) => {
  const said = (told: Told) => textOf(markupOf(<Answer shown={shownIn(language)} told={told} onSignIn={nothing} />));

  it('comes in words, with a way out', () => {
    const near = said(failing({ kind: 'model-not-found', model: 'qwen-plu', near: ['qwen-plus'] }));
    expect(near).toContain('qwen-plus');
    expect(said(failing({ kind: 'period', reason: 'too-far-back' })).split('\n')).toHaveLength(2);
    expect(said(failing({ kind: 'failure', failure: { kind: 'offline' } })).split('\n')).toHaveLength(2);
    const { signIn } = placeOf(language).words.session;
    expect(
      said(failing({ kind: 'failure', failure: { kind: 'signed-out' } }))
        .split('\n')
        .at(-1),
    ).toBe(signIn);
    expect(said({ phase: 'asking' })).not.toBe('');
    expect(said({ phase: 'refused' })).not.toBe('');
    expect(markupOf(<Answer shown={shownIn(language)} told={{ phase: 'none' }} onSignIn={nothing} />)).toBe('');
  });
});

const curve: WindowCurve = {
  pool: 'coding-plan',
  windowId: 'five-hours',
  certainty: 'exact',
  fromMs: nowMs - 5 * hourMs,
  toMs: nowMs,
  runs: [
    [
      { atMs: nowMs - 5 * hourMs, usedPercent: 12 },
      { atMs: nowMs - 4 * hourMs, usedPercent: 67.9 },
    ],
    [{ atMs: nowMs, usedPercent: 42 }],
  ],
};
const windows = (language: Language, curves: readonly WindowCurve[]) =>
  markupOf(<Windows shown={shownIn(language)} curves={curves} />);

describe('the quota windows', () => {
  it('are lines with words that say the same', () => {
    const markup = windows('en', [curve]);
    expect(markup).toMatch(
      /role="img" aria-label="Coding Plan, 5 hours: used from 06:46 to 11:46\. Now 42%, at most 67%"/,
    );
    expect(markup.match(/<path class="chart-line"/g)).toHaveLength(2);
    expect(textOf(markup)).toContain('Now 42%, at most 67%');
    expect(markup).not.toContain('<select');
  });

  it('are chosen from where there are several, and labelled where they are estimates', () => {
    const week: WindowCurve = { ...curve, windowId: 'week', certainty: 'estimate' };
    expect(windows('en', [week, curve])).toContain(
      '<option value="coding-plan/five-hours">Coding Plan · 5 hours</option>',
    );
    expect(textOf(windows('en', [week, curve]))).toContain('Estimate');
  });

  it.each(languages)('begin with the first reading (%s)', (language) => {
    expect(windows(language, [])).not.toContain('<svg');
    expect(textOf(windows(language, [])).length).toBeGreaterThan(10);
  });
});

describe('the form', () => {
  it.each(languages)('says in %s that a model has to be named first', (language) => {
    const text = textOf(markupOf(<HistoryPanel shown={shownIn(language)} onPanel={nothing} />));
    expect(text).toContain(placeOf(language).words.history.noModel);
  });

  it.each(languages)('has a name for every field in %s', (language) => {
    const markup = markupOf(<HistoryPanel shown={shownIn(language)} onPanel={nothing} />);
    for (const [, id = ''] of markup.matchAll(/<(?:input|select)[^>]* id="([^"]+)"/g)) {
      expect(markup).toContain(`for="${id}"`);
    }
    expect(markup.match(/<option /g)?.length).toBeGreaterThanOrEqual(11);
  });

  it.each([
    ['month', { kind: 'named', name: 'month' }],
    ['90', { kind: 'days', days: 90 }],
    [someDays, null],
    [oneMonth, null],
    [fromTo, null],
  ])('asks %s as %j', (choice, period) => {
    expect(periodIn({ ...firstFields, choice })).toEqual(period);
    expect(periodOptions(placeOf('en').words).map(({ value }) => value)).toContain(choice);
  });

  it.each([
    ['12', 12],
    ['0', 0],
    ['many', 0],
    ['-3', 0],
    ['1.5', 0],
  ])('asks for the last %s days as %d', (typed, days) => {
    expect(periodIn({ ...firstFields, choice: someDays, days: typed })).toEqual({ kind: 'days', days });
  });

  it('asks for a month or from one day on as soon as that is whole', () => {
    expect(periodIn({ ...firstFields, choice: oneMonth, month: '2026-10' })).toEqual({
      kind: 'month',
      month: '2026-10',
    });
    const range = { ...firstFields, choice: fromTo, from: '2026-10-05' };
    expect(periodIn(range)).toEqual({ kind: 'range', from: '2026-10-05', to: null });
    expect(periodIn({ ...range, to: '2026-11-01' })).toEqual({ kind: 'range', from: '2026-10-05', to: '2026-11-01' });
  });
});
