import type { NoticeSubject, SingleSubject } from '../../main/core/notices/subject.ts';
import { base, codingPlan, fresh, nowMs, snapshotOf, threeWindows, windowOf } from '../renderer/states.ts';
import { pastOf, withForecast } from './answers.ts';
import type { Screen } from './table.ts';

const hourMs = 3_600_000;
const [fiveHours, week] = threeWindows(5640, 12_880, 31_040);
const about = {
  pool: 'coding-plan',
  window: fiveHours ?? windowOf('five-hours', 1, 2, null),
  currency: 'USD',
} as const;
const weekly = { ...about, window: { ...(week ?? about.window), used: 41_000 } };
const threshold: SingleSubject = { kind: 'threshold', ...about, thresholdPercent: 90 };
const runningOut: SingleSubject = { kind: 'running-out', ...weekly, runsOutAtMs: nowMs + 2 * hourMs };
const spill = {
  kind: 'spill',
  pool: 'coding-plan',
  sinceMs: nowMs - 3 * hourMs,
  requests: 64,
  cost: 0.42,
  currency: 'USD',
} as const;
const refused = { kind: 'refused', model: 'qwen3.7-plus' } as const;

const subjects: Readonly<Record<string, NoticeSubject>> = {
  threshold,
  'running-out': runningOut,
  returned: { kind: 'returned', ...about, window: { ...about.window, used: 3000 } },
  'plan-ending': { kind: 'plan-ending', pool: 'token-plan-team', endsAtMs: nowMs + 71 * hourMs, models: 0 },
  'session-ending': { kind: 'session-ending', endsAtMs: nowMs + 0.5 * hourMs },
  'new-version': { kind: 'new-version', version: '0.2.0' },
  'other-provider': { kind: 'other-provider', model: 'glm-5' },
  refused: { ...refused, refusal: { kind: 'token-plan', window: 'week', resetsAtMs: nowMs + 30 * hourMs } },
  'wrong-key': { ...refused, model: null, refusal: { kind: 'key-of-other-endpoint', window: null, resetsAtMs: null } },
  spill,
  several: { kind: 'several', meanwhile: false, subjects: [threshold, runningOut] },
  digest: {
    kind: 'several',
    meanwhile: true,
    subjects: [runningOut, { kind: 'session-ended' }, spill],
  },
};

/** The requests used of five hours and week, where a notice is about them. */
const used: Readonly<Record<string, readonly [fiveHours: number, week: number]>> = {
  threshold: [5640, 12_880],
  'running-out': [2520, 41_000],
  several: [5640, 41_000],
  digest: [2520, 41_000],
};

/** Each kind of notice, as the popover shows it. */
export const noticeScreens: readonly Screen[] = Object.entries(subjects).map(([name, notice]) => {
  const [five, ofWeek] = used[name] ?? [2520, 12_880];
  const snapshot = snapshotOf(fresh(codingPlan(threeWindows(five, ofWeek, 31_040))));
  const state = withForecast({ ...base, snapshot });
  return { name: `notices-${name}`, state, notice, answers: pastOf(state) };
});
