import { expect, it } from 'vitest';
import { type Decision, withDecision } from '../../../../main/core/notices/decision.ts';

const decision = (atMs: number, over: Partial<Decision> = {}): Decision => ({
  atMs,
  kind: 'threshold',
  pool: 'coding-plan',
  windowId: 'week',
  thresholdPercent: 90,
  outcome: 'stale',
  ...over,
});

it('keeps a repeated decision once, until another one about the same thing follows', () => {
  const all = [
    decision(1),
    decision(2),
    decision(3, { windowId: 'month' }),
    decision(4),
    decision(5, { outcome: 'shown' }),
    decision(6),
    decision(7, { outcome: 'shown' }),
    decision(8, { outcome: 'shown' }),
    decision(9, { outcome: 'passed-over' }),
    decision(10, { outcome: 'passed-over' }),
  ];
  expect(all.reduce<readonly Decision[]>(withDecision, []).map(({ atMs }) => atMs)).toEqual([1, 3, 5, 6, 7, 8, 9, 10]);
});

it('keeps the last 500', () => {
  const all = Array.from({ length: 600 }, (_, atMs) => decision(atMs, { outcome: 'shown' }));
  const kept = all.reduce<readonly Decision[]>(withDecision, []);
  expect([kept.length, kept[0]?.atMs]).toEqual([500, 100]);
});
