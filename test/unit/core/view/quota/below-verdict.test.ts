import { expect, it } from 'vitest';
import { belowVerdict } from '../../../../../main/core/view/quota/below-verdict.ts';
import { type QuotaInput, quotaView } from '../../../../../main/core/view/quota/quota-view.ts';
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

/** The pool of the verdict, as it is shown below it. */
function below(over: Partial<QuotaInput>) {
  const { verdict, pools } = quotaView({ ...base, nowMs, locale, ...over });
  const main = pools.find(({ pool }) => pool === verdict?.pool);
  if (main === undefined || verdict === null) throw new Error('nothing is said');
  return belowVerdict(main, verdict);
}
const rows = (...used: readonly [number, number, number]) =>
  below({ snapshot: snapshotOf(fresh(codingPlan(threeWindows(...used)))) }).windows.map(
    ({ shortLeftText, whenText }) => [shortLeftText, whenText],
  );

it('leaves out of the row of the verdict what it says, and nothing of the others', () => {
  const others = [
    ['32,120 left', 'resets Sun 16:00'],
    ['58,960 left', 'resets Dec 3 15:46'],
  ];
  expect(rows(2_520, 12_880, 31_040)).toEqual([['3,480 left', 'back from 14:00'], ...others]);
  expect(rows(5_640, 12_880, 31_040)).toEqual([['360 left', ''], ...others]);
  expect(rows(6_000, 12_880, 31_040)).toEqual([[null, ''], ...others]);
  expect(rows(2_520, 45_000, 31_040)[1]).toEqual([null, '']);
});

it('leaves the end to the verdict, and keeps what the verdict does not say', () => {
  const runOuts = [
    { pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs: nowMs + 19 * 60_000, likelihood: 0.9, between: null },
  ] as const;
  const snapshot = snapshotOf(fresh(codingPlan(threeWindows(5_640, 12_880, 31_040))));
  expect(below({ snapshot, runOuts }).windows[0]).toMatchObject({
    shortLeftText: '360 left',
    outcomeText: null,
    whenText: '',
  });
});

it('names a reset once: by its time and how long it is until then', () => {
  const snapshot = snapshotOf(fresh(codingPlan(threeWindows(0, 42_700, 0))));
  const [, week] = below({ snapshot }).windows;
  expect(week?.exactTexts).toEqual(['42,700 used of 45,000 requests']);
});

it('leaves the total of a bill to the verdict', () => {
  const bill = everyPool.pools
    .filter(({ pool }) => pool === 'pay-as-you-go')
    .map((status) => (status.state === 'fresh' ? fresh({ ...status.reading, windows: [] }) : status));
  const settings = {
    ...readable,
    options: [{ ...currentOption, baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' }],
  };
  const { details, sourceText } = below({ snapshot: snapshotOf(...bill), settings });
  expect(details).toMatchObject({ kind: 'bill', totalText: null, periodText: 'Nov 1 to Nov 21' });
  expect(sourceText).toBeNull();
});
