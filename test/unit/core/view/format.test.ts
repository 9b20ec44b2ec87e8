import { describe, expect, it } from 'vitest';
import * as format from '../../../../main/core/view/format.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';

const en = wordsFor('en');
const zh = wordsFor('zh-CN');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Saturday, 2026-11-21, 11:46 UTC. */
const now = Date.UTC(2026, 10, 21, 11, 46);
const inBerlin = { words: en, timeZone: 'Europe/Berlin' };
const inShanghai = { words: zh, timeZone: 'Asia/Shanghai' };

describe('durations', () => {
  it.each([
    [-5, 'under 1 min', '不到 1 分钟'],
    [59_999, 'under 1 min', '不到 1 分钟'],
    [minute, '1 min', '1 分钟'],
    [hour, '1 h', '1 小时'],
    [2 * hour + 14 * minute + 59_000, '2 h 14 min', '2 小时 14 分钟'],
    [day, '1 d', '1 天'],
    [3 * day + 4 * hour + 59 * minute, '3 d 4 h', '3 天 4 小时'],
    [Number.NaN, 'under 1 min', '不到 1 分钟'],
  ])('%d ms', (ms, english, chinese) => {
    expect(format.formatDuration(ms, en)).toBe(english);
    expect(format.formatDuration(ms, zh)).toBe(chinese);
  });

  it.each([
    [0, '0:00'],
    [-1, '0:00'],
    [1, '0:01'],
    [60_000, '1:00'],
    [581_000, '9:41'],
  ])('counts %d ms down', (ms, text) => {
    expect(format.formatTimer(ms)).toBe(text);
  });

  it('writes an age, and a time in the future as just now', () => {
    expect(format.formatAge(now - 3 * minute, now, en)).toBe('3 min ago');
    expect(format.formatAge(now - 3 * minute, now, zh)).toBe('3 分钟前');
    expect(format.formatAge(now - 59_000, now, en)).toBe('just now');
    expect(format.formatAge(now + hour, now, zh)).toBe('刚刚');
  });
});

describe('dates and times', () => {
  it('shows the time today, the weekday this week, and the date beyond', () => {
    expect(format.formatClock(now + hour, now, inBerlin)).toBe('13:46');
    expect(format.formatClock(Date.UTC(2026, 10, 22, 23), now, inBerlin)).toBe('Mon 00:00');
    expect(format.formatClock(now + 20 * day, now, inBerlin)).toBe('Dec 11 12:46');
    expect(format.formatClock(now + 60 * day, now, inBerlin)).toBe('Jan 20, 2027 12:46');
  });

  it('shows the weekday up to six days before and after, since a week later it would mean another day', () => {
    const sixDays = 6 * day;
    expect(format.formatClock(now + sixDays - 1, now, inBerlin)).toBe('Fri 12:45');
    expect(format.formatClock(now - sixDays + 1, now, inBerlin)).toBe('Sun 12:46');
    expect(format.formatClock(now + sixDays, now, inBerlin)).toBe('Nov 27 12:46');
    expect(format.formatClock(now - sixDays, now, inBerlin)).toBe('Nov 15 12:46');
  });

  it('writes Chinese, in the given time zone', () => {
    expect(format.formatClock(Date.UTC(2026, 10, 22, 16), now, inShanghai)).toBe('周一 00:00');
    expect(format.formatClock(now + 20 * day, now, inShanghai)).toBe('12月11日 19:46');
  });

  it('writes midnight as 00:00', () => {
    expect(format.formatClock(Date.UTC(2026, 10, 21, 23), now, inBerlin)).toBe('Sun 00:00');
  });

  it('is right at the change to winter time', () => {
    const before = Date.UTC(2026, 9, 24, 21);
    expect(format.formatClock(Date.UTC(2026, 9, 25, 2, 30), before, inBerlin)).toBe('Sun 03:30');
  });

  it.each([Number.NaN, 9e15, -9e15])('writes %d, which is no time, as unknown', (time) => {
    expect(format.formatClock(time, now, inBerlin)).toBe('unknown');
    expect(format.formatDate(time, now, inShanghai)).toBe('未知');
  });
});

describe('amounts', () => {
  it('are grouped, and large ones rounded', () => {
    expect(format.formatNumber(3480, en)).toBe('3,480');
    expect(format.formatNumber(3480.6, en)).toBe('3,481');
    expect(format.formatNumber(0.125, en)).toBe('0.13');
  });

  it('are never rounded up in their short form', () => {
    expect(format.formatShort(999_999, en)).toBe('999.9K');
    expect(format.formatShort(1_000_000, en)).toBe('1M');
    expect(format.formatShort(1_000_000, zh)).toBe('100万');
  });

  it('are shown as percent if they are shares', () => {
    expect(format.formatPercent(42, en)).toBe('42%');
    expect(format.formatAmount(0.699, 'share', 'USD', en)).toBe('70%');
  });

  it('are written with their currency, an unknown one behind the number', () => {
    expect(format.formatMoney(12.4, 'USD', en)).toBe('$12.40');
    expect(format.formatMoney(12.4, 'CNY', zh)).toBe('¥12.40');
    expect(format.formatMoney(12.4, 'Credits!', en)).toBe('12.4 Credits!');
    expect(format.formatMoney(12.4, '', en)).toBe('12.4');
  });
});
