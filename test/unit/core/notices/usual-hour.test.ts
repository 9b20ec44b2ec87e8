import { expect, it } from 'vitest';
import { usualHour } from '../../../../main/core/notices/usual-hour.ts';
import { codingPlan, noonMs } from '../../../support/readings.ts';

const hourMs = 3_600_000;

it('is the median of the hours in which something was used', () => {
  const reading = codingPlan();
  const [fiveHours] = reading.windows;
  if (fiveHours === undefined) throw new Error('no window');
  const used = [0, 10, 40, 40, 40, 60];
  const points = used.map((amount, index) => ({ atMs: noonMs + index * hourMs, used: amount, limit: 9000 }));
  const series = (windowId: 'week' | 'month') =>
    ({ pool: 'coding-plan', windowId, certainty: 'exact', points }) as const;
  expect(usualHour(reading, fiveHours, [series('week'), series('month')])).toBe(20);
  expect(usualHour(reading, fiveHours, [])).toBeNull();
});
