import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hourClockInForce } from '../../../main/core/hour-clock.ts';
import { formatClock, formatMoment } from '../../../main/core/view/format.ts';
import { clockMinute } from '../../../main/core/view/preferences/clock-minute.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';

it.each([
  ['system', 'en_US.UTF-8', 'h12'],
  ['system', 'en-GB', 'h24'],
  ['system', 'de_DE@euro', 'h24'],
  ['system', 'zh-CN', 'h24'],
  ['system', 'C.UTF-8', 'h24'],
  ['system', 'POSIX', 'h24'],
  ['system', '', 'h24'],
  ['h12', 'de_DE', 'h12'],
  ['h24', 'en_US', 'h24'],
] as const)('%s in %j is %s', (chosen, locale, clock) => {
  expect(hourClockInForce(chosen, locale)).toBe(clock);
});

it('is known for every locale, also one that is none', () => {
  fc.assert(fc.property(fc.string(), (locale) => ['h12', 'h24'].includes(hourClockInForce('system', locale))));
});

it('writes times, also those of quiet hours', () => {
  const atMs = Date.UTC(2026, 10, 21, 14, 5);
  const english = { words: wordsFor('en'), timeZone: 'UTC' };
  const chinese = { words: wordsFor('zh-CN'), timeZone: 'UTC', clock: 'h12' } as const;
  const plain = (text: string) => text.replaceAll('\u202f', ' ');
  expect(formatClock(atMs, atMs, english)).toBe('14:05');
  expect(plain(formatClock(atMs, atMs, { ...english, clock: 'h12' }))).toBe('2:05 PM');
  expect(plain(formatMoment(atMs, atMs, { ...english, clock: 'h12' }))).toBe('Nov 21 2:05 PM');
  expect(formatClock(atMs, atMs, chinese)).toBe('下午2:05');
  expect(clockMinute(8 * 60, english)).toBe('08:00');
  expect(plain(clockMinute(22 * 60 + 30, { ...english, clock: 'h12' }))).toBe('10:30 PM');
});
