import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quietUntilMs } from '../../../../main/core/notices/quiet-hours.ts';
import { utcOffsetsOf } from '../../../../main/core/quota/outlook/local-time.ts';

const night = { fromMinute: 22 * 60, toMinute: 8 * 60 };
const noon = { fromMinute: 12 * 60, toMinute: 13 * 60 };
const until = (quiet: Parameters<typeof quietUntilMs>[0], at: string, zone: string): string | null => {
  const endMs = quietUntilMs(quiet, Date.parse(at), utcOffsetsOf(zone));
  return endMs === null ? null : new Date(endMs).toISOString().slice(0, 16);
};

it.each([
  [null, '2026-11-21T23:00:00Z', 'UTC', null],
  [night, '2026-11-21T21:59:59Z', 'UTC', null],
  [night, '2026-11-21T22:00:00Z', 'UTC', '2026-11-22T08:00'],
  [night, '2026-11-22T07:59:30Z', 'UTC', '2026-11-22T08:00'],
  [night, '2026-11-22T08:00:00Z', 'UTC', null],
  [noon, '2026-11-21T04:30:00Z', 'Asia/Shanghai', '2026-11-21T05:00'],
  // The night in which clocks go back an hour, and the one in which they go forward.
  [night, '2026-10-24T21:00:00Z', 'Europe/Berlin', '2026-10-25T07:00'],
  [night, '2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T06:00'],
  [night, '2026-11-01T03:00:00Z', 'America/New_York', '2026-11-01T13:00'],
  [{ fromMinute: 60, toMinute: 60 }, '2026-11-21T01:00:00Z', 'UTC', null],
] as const)('%j at %s in %s last until %s', (quiet, at, zone, expected) => {
  expect(until(quiet, at, zone)).toBe(expected);
});

it('end later than now, and no later than a day and the hour of a changed clock', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const time = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const offsets = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'].map(utcOffsetsOf);
  fc.assert(
    fc.property(minute, minute, time, fc.constantFrom(...offsets), (fromMinute, toMinute, nowMs, offset) => {
      const endMs = quietUntilMs({ fromMinute, toMinute }, nowMs, offset);
      if (endMs === null) return;
      expect(endMs).toBeGreaterThan(nowMs);
      expect(endMs - nowMs).toBeLessThanOrEqual(25 * 3_600_000);
    }),
  );
});
