import { expect, it } from 'vitest';
import { measureViews } from '../../../bench/view/view-speed.ts';

it('describes 400 models in a few times the time of their bare formatting', () => {
  // It was 70 times as long when each call made a formatter. A busy machine disturbs most rounds, hence so many.
  const { quotaMs, trayMs, referenceMs } = measureViews(100);
  expect(quotaMs / referenceMs).toBeLessThan(8);
  expect(trayMs / referenceMs).toBeLessThan(1);
});
