import { expect, it } from 'vitest';
import { measureViews } from '../../../bench/view/view-speed.ts';

it('describes 400 models in a few times the time of their bare formatting', () => {
  // It was 70 times as long when each call made a formatter.
  const { quotaMs, trayMs, referenceMs } = measureViews(20);
  expect(quotaMs / referenceMs).toBeLessThan(8);
  expect(trayMs / referenceMs).toBeLessThan(1);
});
