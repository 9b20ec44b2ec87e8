import fc from 'fast-check';
import type { HistoryRecord, ReadingRecord } from '../../../../main/core/history/record.ts';

export const reading = (atMs: number, used = 1, more: Partial<ReadingRecord> = {}): ReadingRecord => ({
  ...{ kind: 'reading', atMs, pool: 'coding-plan', windowId: 'week', certainty: 'exact' },
  ...{ used, limit: 100, resetsAtMs: null },
  ...more,
});

const timeMs = (fromMs: number, toMs: number) => fc.integer({ min: fromMs, max: toMs });

/** Records of any kind, with times in any order. */
export const anyRecord = (fromMs: number, toMs: number): fc.Arbitrary<HistoryRecord> =>
  fc.oneof(
    fc
      .tuple(timeMs(fromMs, toMs), fc.integer({ min: 0, max: 120 }), fc.constantFrom('week' as const, 'month' as const))
      .map(([atMs, used, windowId]) => reading(atMs, used, { windowId })),
    fc
      .tuple(timeMs(fromMs, toMs), fc.string({ unit: 'binary' }))
      .map(([atMs, model]): HistoryRecord => ({ kind: 'switch', atMs, providerId: null, model })),
  );
