import { expect, it } from 'vitest';
import { modelRow } from '../../../../../main/core/view/quota/free-tier-rows.ts';
import { type QuotaView, quotaView } from '../../../../../main/core/view/quota/quota-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import {
  base,
  codingPlan,
  currentOption,
  everyPool,
  fresh,
  nowMs,
  readable,
  snapshotOf,
  threeWindows,
} from '../../../../renderer/states.ts';

const locale = { words: wordsFor('en'), timeZone: 'UTC' };
const on = (baseUrl: string) => ({ ...readable, options: [{ ...currentOption, baseUrl }] });
const tight = snapshotOf(
  fresh(codingPlan(threeWindows(4_680, 42_700, 90_000))),
  ...everyPool.pools.filter(({ pool }) => pool !== 'coding-plan'),
);
const view = (baseUrl: string, over: object = {}): QuotaView =>
  quotaView({ ...base, snapshot: tight, settings: on(baseUrl), nowMs, locale, ...over });

/** Every level in the rows of the pools, opened ones too. */
const levelsOf = ({ pools }: QuotaView) =>
  pools.map(({ pool, windows, details }) => [
    pool,
    [
      ...windows.map(({ level }) => level),
      ...(details.kind === 'credits' || details.kind === 'bill' ? details.rows.map(({ level }) => level) : []),
      ...(details.kind === 'free-tier'
        ? details.models.map((model) => modelRow(model, details.isCalm, nowMs, locale).level)
        : []),
    ].filter((level) => level !== 'calm'),
  ]);
const loud = (quota: QuotaView) =>
  levelsOf(quota)
    .filter(([, levels]) => levels?.length !== 0)
    .map(([pool]) => pool);

it('shows nothing amber or red of a pool that is not in use', () => {
  expect(loud(view('https://openrouter.ai/api/v1'))).toEqual([]);
  expect(loud(view('https://coding-intl.dashscope.aliyuncs.com/v1'))).toEqual(['coding-plan']);
  expect(loud(view('https://dashscope-intl.aliyuncs.com/compatible-mode/v1'))).toEqual(['free-tier']);
  expect(loud(view('', { settings: { state: 'unknown' } }))).toEqual(['coding-plan']);
});

it('still says in words how full a window is that is not in use', () => {
  const [coding] = view('https://openrouter.ai/api/v1').pools;
  expect(coding?.windows.map(({ levelText }) => levelText)).toEqual(['getting low', 'nearly used up', 'used up']);
});

it('is as loud about a window as the verdict, and marks one that will not last', () => {
  const runOuts = [
    { pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs: nowMs + 19 * 60_000, likelihood: 0.9, between: null },
    { pool: 'coding-plan', windowId: 'week', runsOutAtMs: nowMs + 9 * 3_600_000, likelihood: 0.9, between: null },
  ] as const;
  const snapshot = snapshotOf(fresh(codingPlan(threeWindows(2_520, 12_880, 31_040))));
  const [coding] = view('https://coding-intl.dashscope.aliyuncs.com/v1', { snapshot, runOuts }).pools;
  expect(coding?.windows.map(({ level }) => level)).toEqual(['red', 'amber', 'calm']);
});
