import { expect, it } from 'vitest';
import { measureViews } from '../../../bench/view/view-speed.ts';

it('makes no formatter twice: 400 models take no more than a few times their bare formatting', () => {
  // With a formatter made at every call it was 70 times.
  const { quotaMs, trayMs, referenceMs } = measureViews(20);
  expect(quotaMs / referenceMs).toBeLessThan(8);
  expect(trayMs / referenceMs).toBeLessThan(1);
});
