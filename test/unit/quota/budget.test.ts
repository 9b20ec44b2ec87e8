import { expect, it } from 'vitest';
import { decideAlerts } from '../../../main/core/quota/alerts.ts';
import { withBudget } from '../../../main/core/quota/budget.ts';
import type { Snapshot } from '../../../main/core/quota/model.ts';
import { monthToDate } from '../../../main/sources/qwencloud/parse-bill.ts';

const billAt = (takenAtMs: number, totalCost: number): Snapshot => ({
  pools: [
    {
      pool: 'pay-as-you-go',
      state: 'fresh',
      reading: {
        pool: 'pay-as-you-go',
        sourceId: 'qwencloud',
        takenAtMs,
        windows: [],
        ...monthToDate(takenAtMs),
        currency: 'USD',
        totalCost,
        models: [],
      },
      disagreements: [],
    },
  ],
  polling: false,
  nextPollAtMs: null,
});
const resetOf = (snapshot: Snapshot): unknown =>
  snapshot.pools.flatMap((status) => (status.state === 'fresh' ? status.reading.windows : []))[0]?.resetsAtMs;

// The bill's days are counted in UTC (§4.1), and so must its month's end be.
it('starts anew when the bill does, and not before', () => {
  const lastEvening = Date.UTC(2026, 9, 31, 20);
  const midnight = Date.UTC(2026, 10, 1);
  expect(resetOf(withBudget(billAt(lastEvening, 90), 100))).toBe(midnight);
  expect(resetOf(withBudget(billAt(midnight, 0), 100))).toBe(Date.UTC(2026, 11, 1));
  expect(resetOf(withBudget(billAt(Date.UTC(2026, 11, 31, 23, 59), 1), 100))).toBe(Date.UTC(2027, 0, 1));
});

it('is announced once a month, on its last evening too', () => {
  const preferences = { notices: true, warnAtUsedPercent: 80 };
  const decide = (atMs: number, cost: number, remembered: Parameters<typeof decideAlerts>[2]) =>
    decideAlerts(withBudget(billAt(atMs, cost), 100), preferences, remembered, atMs);
  const first = decide(Date.UTC(2026, 9, 20), 95, []);
  expect(first.due).toEqual([]);
  const evening = decide(Date.UTC(2026, 9, 31, 17), 96, first.remembered);
  expect(evening.due).toEqual([]);
  const next = decide(Date.UTC(2026, 10, 1, 1), 0, evening.remembered);
  expect(decide(Date.UTC(2026, 10, 9), 85, next.remembered).due).toHaveLength(1);
});
