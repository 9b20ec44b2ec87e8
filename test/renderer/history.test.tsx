// @vitest-environment happy-dom
import { cleanup, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { weekOfHours } from '../../main/core/history/week-hours.ts';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { breakdownOf, groupedBy } from '../../main/core/usage/breakdown.ts';
import type { BreakdownProblem, Granularity } from '../../main/core/usage/breakdown-model.ts';
import type { LocalUse as Use } from '../../main/core/usage/local-use.ts';
import { languages } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { BreakdownResult } from '../../renderer/history/BreakdownResult.tsx';
import { HistoryPanel } from '../../renderer/history/HistoryPanel.tsx';
import { BreakdownAnswerView, type BreakdownRequest } from '../../renderer/history/ModelHistory.tsx';
import {
  firstFields,
  fromTo,
  oneMonth,
  periodIn,
  periodOptions,
  someDays,
} from '../../renderer/history/period-choice.ts';
import { Windows } from '../../renderer/history/WindowHistory.tsx';
import type { PanelContext } from '../../renderer/panel-context.ts';
import { all, draw, fakeMain, linesOf, perform, picture, placeOf, press, shownOf, shownWith } from './dom.tsx';
import { base, everyPool, nowMs } from './states.ts';

const hourMs = 3_600_000;
afterEach(cleanup);
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
const rowsOf = (screen: Element) =>
  all(screen, 'tr').map((row) => [...row.children].map(({ textContent }) => textContent));
const result = (language: Language, granularity: Granularity = 'day') =>
  picture(<BreakdownResult context={shownIn(language)} breakdown={groupedBy(daily, granularity)} />);

describe('one model over time', () => {
  it('is shown as a chart with a text alternative and a table with the numbers', () => {
    const screen = result('en');
    expect(within(screen).getByRole('img').getAttribute('aria-label')).toBe(
      'Tokens of qwen3-coder-plus from Nov 1 to Nov 21. 1,550,000 in total, at most 1,200,000 (Nov 19)',
    );
    expect(all(screen, 'rect')).toHaveLength(21);
    expect(screen.querySelector('caption')?.textContent).toBe('qwen3-coder-plus from Nov 1 to Nov 21');
    expect(rowsOf(screen)).toContainEqual(['Nov 19', '1,200,000', '$3.00']);
    expect(rowsOf(screen)).toContainEqual(['Total', '1,550,000', '$4.25']);
    expect(linesOf(screen)).toContain('Show all 21');
    expect(linesOf(screen)).toContain('From QwenCloud · Updated just now');
  });

  it('is shown in Chinese', () => {
    const text = linesOf(result('zh-CN'));
    for (const part of ['费用', '合计', '11月19日', '显示全部 21 项', '复制为 JSON']) expect(text).toContain(part);
  });

  it('fits a month or a quarter into one row', () => {
    expect(all(result('en', 'month'), 'rect')).toHaveLength(1);
    expect(linesOf(result('zh-CN', 'quarter'))).toContain('2026 年第 4 季度');
  });

  it('is shown without chart and table if nothing was billed', () => {
    const none = { ...daily, rows: [], total: { cost: 0, usage: [] } };
    const screen = picture(<BreakdownResult context={shownIn('en')} breakdown={none} />);
    expect(all(screen, 'svg, table')).toEqual([]);
    expect(linesOf(screen)).toBe('Nothing was billed for qwen3-coder-plus from Nov 1 to Nov 21.');
    const today = { ...none, fromDate: '2026-11-21' };
    expect(linesOf(picture(<BreakdownResult context={shownIn('en')} breakdown={today} />))).toMatch(/on Nov 21\.$/);
  });
});

const failing = (problem: BreakdownProblem): BreakdownRequest => ({
  phase: 'answered',
  answer: { outcome: 'failed', problem },
});

describe.each(languages)('the answer in %s', (language) => {
  const said = (told: BreakdownRequest) =>
    linesOf(picture(<BreakdownAnswerView context={shownIn(language)} request={told} onSignIn={nothing} />));

  it('explains each problem and what to do about it', () => {
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
    expect(said({ phase: 'none' })).toBe('');
  });
});

const curve: WindowPicture = {
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
  cycle: null,
  ahead: [0, 2, 5].map((hours) => ({
    atMs: nowMs + hours * hourMs,
    ...{ ifStopped: 42 - 8 * hours, low: 42, likely: 42 + 4 * hours, high: 42 + 9 * hours },
  })),
  week: weekOfHours(
    [0, 10, 25].map((used, index) => ({ atMs: nowMs - (3 - index) * hourMs, used, limit: 100 })),
    true,
    nowMs,
    () => 0,
  ),
};
const windows = (language: Language, pictures: readonly WindowPicture[]) =>
  picture(<Windows context={shownIn(language)} pictures={pictures} />);

describe('the quota windows', () => {
  it('are shown as charts with a text alternative and a table', () => {
    const screen = windows('en', [curve]);
    expect(all(screen, '[role=img]').map((chart) => chart.getAttribute('aria-label'))).toEqual([
      'Coding Plan, 5 hours: used from 06:46 to 16:46. Now 42%, highest 68%',
      'Use by hour. Busiest hour: Nov 21 10:00, 12% of the limit',
    ]);
    // One for each stretch of readings, and that of the legend.
    expect(all(screen, 'path.chart-line')).toHaveLength(3);
    expect(all(screen, 'path.chart-band')).toHaveLength(1);
    expect(linesOf(screen)).toContain('Now 42%, highest 68%');
    expect(rowsOf(screen)).toContainEqual(['06:46', '12%', '']);
    expect(rowsOf(screen)).toContainEqual(['13:46', '', '26%', '42% to 60%']);
    expect(all(screen, 'select')).toEqual([]);
  });

  it('are shown against the even pace until their reset', () => {
    const cycle = { fromMs: nowMs - 3 * 24 * hourMs, toMs: nowMs + 4 * 24 * hourMs };
    const screen = windows('zh-CN', [{ ...curve, windowId: 'week', cycle, ahead: [] }]);
    expect(all(screen, 'path.chart-even').length).toBe(2);
    const [chart] = all(screen, '[role=img]');
    expect(chart?.getAttribute('aria-label')).toMatch(/11月\d+日.*11月\d+日/);
    expect(all(screen, 'path.chart-band, path.chart-likely')).toEqual([]);
    expect(linesOf(screen)).toContain('匀速用至重置');
  });

  it('can be chosen if there are several, and are labelled if they are estimates', () => {
    const week: WindowPicture = { ...curve, windowId: 'week', certainty: 'estimate' };
    const screen = windows('en', [week, curve]);
    const choices = all(screen, 'option').map((option) => [option.getAttribute('value'), option.textContent]);
    expect(choices).toContainEqual(['coding-plan/five-hours', 'Coding Plan · 5 hours']);
    expect(linesOf(screen)).toContain('Estimate');
  });

  it('name the hours by the clock in force: axis, speech and table', () => {
    const context: PanelContext = { ...shownIn('en'), locale: { ...placeOf('en'), clock: 'h12' } };
    const screen = picture(<Windows context={context} pictures={[curve]} />);
    expect(all(screen, 'svg text').map(({ textContent }) => textContent?.replace(/\s/g, ' '))).toEqual(
      expect.arrayContaining(['12:00 AM', '6:00 PM']),
    );
    expect(all(screen, '[role=img]')[1]?.getAttribute('aria-label')).toMatch(/Nov 21 10:00\sAM/);
    expect(rowsOf(screen).map(([when]) => when?.replace(/\s/g, ' '))).toContain('Nov 21 10:00 AM');
  });

  it('have no picture of the hours as long as nobody saw them used', () => {
    const unused = weekOfHours([{ atMs: nowMs, used: 7, limit: 100 }], true, nowMs, () => 0);
    const screen = windows('en', [{ ...curve, week: unused }]);
    expect(all(screen, '[role=img]')).toHaveLength(1);
    expect(linesOf(screen)).not.toContain('Use by hour');
  });

  it.each(languages)('begin with the first reading (%s)', (language) => {
    expect(all(windows(language, []), 'svg')).toEqual([]);
    expect(linesOf(windows(language, [])).length).toBeGreaterThan(10);
  });
});

describe('the use in the logs', () => {
  const use: Use = {
    fromDate: '2026-10-22',
    toDate: '2026-11-21',
    rows: [
      { date: '2026-11-20', model: 'qwen-max', project: 'app', requests: 30 },
      { date: '2026-11-21', model: 'qwen3-coder-plus', project: null, requests: 90.4 },
    ],
  };
  const panel = async (context: PanelContext) => {
    const { container } = draw(<HistoryPanel context={context} onPanel={nothing} />);
    await perform(nothing);
    return container;
  };

  it('is shown by day, model and project', async () => {
    const screen = await panel(shownWith(fakeMain({ 'history:get': () => [], 'history:use': () => use }).bridge));
    expect(within(screen).getByRole('img').getAttribute('aria-label')).toBe(
      'Requests by day from Oct 22 to Nov 21. 120 in total',
    );
    expect(rowsOf(screen)).toContainEqual(['Nov 21', '90', '75%']);
    await press(within(screen).getByRole('radio', { name: 'Model' }));
    expect(rowsOf(screen).slice(1, 3)).toEqual([
      ['qwen3-coder-plus', '90', '75%'],
      ['qwen-max', '30', '25%'],
    ]);
    await press(within(screen).getByRole('radio', { name: 'Project' }));
    expect(rowsOf(screen).slice(1, 3)).toEqual([
      ['Not known', '90', '75%'],
      ['app', '30', '25%'],
    ]);
  });

  it('puts the bill behind one click for who pays nothing by use', async () => {
    const folded = async (over: Partial<AppState>, found: Use | null) => {
      const main = fakeMain({
        'history:get': () => [],
        'history:use': () => found,
        'breakdown:get': () => ({ outcome: 'failed', problem: { kind: 'superseded' } }),
      });
      const screen = await panel(shownWith(main.bridge, over));
      const { byModel } = placeOf('en').words.history;
      return all(screen, 'summary').some(({ textContent }) => textContent === byModel);
    };
    expect(await folded({}, use)).toBe(true);
    expect(await folded({}, null)).toBe(true);
    expect(await folded({}, { ...use, rows: [] })).toBe(true);
    expect(await folded({ snapshot: everyPool }, use)).toBe(false);
  });

  it.each(languages)('says in %s where it comes from, and that there is none', async (language) => {
    const { words } = placeOf(language);
    const main = (rows: Use['rows']) => fakeMain({ 'history:get': () => [], 'history:use': () => ({ ...use, rows }) });
    expect(linesOf(await panel(shownWith(main(use.rows).bridge, { language })))).toContain(words.history.use.origin);
    expect(linesOf(await panel(shownWith(main([]).bridge, { language })))).toContain(words.history.use.none);
  });
});

describe('the form', () => {
  it.each(languages)('asks in %s for a model first', (language) => {
    const text = linesOf(picture(<HistoryPanel context={shownIn(language)} onPanel={nothing} />));
    expect(text).toContain(placeOf(language).words.history.noModel);
  });

  it.each(languages)('has a name for every field in %s', (language) => {
    const screen = picture(<HistoryPanel context={shownIn(language)} onPanel={nothing} />);
    const fields = all(screen, 'input[id], select[id]');
    expect(fields.length).toBeGreaterThan(0);
    for (const { id } of fields) expect(all(screen, `label[for="${id}"]`)).toHaveLength(1);
    expect(all(screen, 'option').length).toBeGreaterThanOrEqual(11);
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

  it('asks for a month or a first day as soon as that is complete', () => {
    expect(periodIn({ ...firstFields, choice: oneMonth, month: '2026-10' })).toEqual({
      kind: 'month',
      month: '2026-10',
    });
    const range = { ...firstFields, choice: fromTo, from: '2026-10-05' };
    expect(periodIn(range)).toEqual({ kind: 'range', from: '2026-10-05', to: null });
    expect(periodIn({ ...range, to: '2026-11-01' })).toEqual({ kind: 'range', from: '2026-10-05', to: '2026-11-01' });
  });
});
