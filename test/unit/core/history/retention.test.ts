import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../main/core/history/month-file.ts';
import { certainNowMs, fitting, retained } from '../../../../main/core/history/retention.ts';
import { dayMs, hourMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import { anyRecord, reading } from './records.ts';

const nowMs = Date.UTC(2026, 10, 15, 12);
const anyHistory = fc.array(anyRecord(nowMs - 800 * dayMs, nowMs), { maxLength: 60 });

describe('what is kept of the history', () => {
  it('is all of seven days, two of a quarter of an hour for 36, two of an hour for 90, two of a day for two years', () => {
    const dense = (ageDays: number) =>
      [0, 1, 2, 3].map((step) => reading(nowMs - ageDays * dayMs + step * 20 * minuteMs, [3, 9, 1, 2][step] ?? 0));
    const kept = (ageDays: number) => retained(dense(ageDays), nowMs).map((record) => 'used' in record && record.used);
    expect(kept(7)).toEqual([3, 9, 1, 2]);
    expect(kept(8)).toEqual([3, 9, 1, 2]);
    expect(kept(36)).toEqual([3, 9, 1, 2]);
    expect(kept(37)).toEqual([9, 1, 2]);
    expect(kept(90)).toEqual([9, 1, 2]);
    expect(kept(91)).toEqual([9, 2]);
    expect(kept(730)).toEqual([9, 2]);
    expect(kept(731)).toEqual([]);
  });

  it('is the same after each of several times as after the last one', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat(200 * dayMs), { maxLength: 4 }), (records, steps) => {
        let atMs = nowMs;
        let inSteps = records;
        for (const step of steps) {
          inSteps = [...retained(inSteps, atMs)];
          atMs += step;
        }
        const last = retained(inSteps, atMs);
        expect(last).toEqual(retained(records, atMs));
        expect(retained(last, atMs)).toBe(last);
      }),
    );
  });

  it('keeps the last reading of every hour and the order of the records', () => {
    fc.assert(
      fc.property(anyHistory, (records) => {
        const kept = retained(records, nowMs);
        expect(records.filter((record) => kept.includes(record))).toEqual(kept);
        for (const record of records) {
          if (record.kind !== 'reading' || nowMs - record.atMs > 89 * dayMs) continue;
          const hour = Math.floor(record.atMs / hourMs);
          const isThere = kept.some(
            (one) =>
              one.kind === 'reading' && one.windowId === record.windowId && Math.floor(one.atMs / hourMs) === hour,
          );
          expect(isThere).toBe(true);
        }
      }),
    );
  });

  it('is not decided by a clock that may be wrong', () => {
    const records = [reading(nowMs - 2 * dayMs), reading(nowMs), reading(nowMs + 900 * dayMs)];
    expect(certainNowMs(records, nowMs + 900 * dayMs)).toBe(nowMs);
    expect(certainNowMs(records.slice(0, 2), nowMs + 900 * dayMs)).toBe(nowMs);
    expect(certainNowMs(records.slice(0, 2), nowMs - dayMs)).toBe(nowMs - dayMs);
  });

  it('is the newest part of what does not fit', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(3000), (records, most) => {
        const kept = fitting(records, most);
        expect(records.slice(records.length - kept.length)).toEqual(kept);
        expect(textOf(kept).length - textOf([]).length).toBeLessThanOrEqual(most);
      }),
    );
    expect(fitting([reading(1)], 1e6)).toHaveLength(1);
  });
});
