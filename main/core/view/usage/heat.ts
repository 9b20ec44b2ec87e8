import type { DayOfHours } from '../../history/week-hours.ts';
import { formatNumber, formatPercent } from '../format.ts';
import type { Words } from '../words/index.ts';

export interface BusiestHour {
  readonly dateMs: number;
  readonly hour: number;
  readonly percent: number;
}

/** The hour in which most was used; null: nothing was. */
export const busiestHour = (week: readonly DayOfHours[]): BusiestHour | null =>
  week
    .flatMap(({ dateMs, hours }) => hours.map((percent, hour) => ({ dateMs, hour, percent: percent ?? 0 })))
    .reduce<BusiestHour | null>((most, one) => (one.percent > (most?.percent ?? 0) ? one : most), null);

/** Writes a part of a limit, given as 0..100: whole percents, and two digits of what is less than one. */
export function partText(percent: number, words: Words): string {
  if (percent >= 1) return formatPercent(Math.round(percent), words);
  return percent > 0 && percent < 0.01 ? '< 0.01%' : `${formatNumber(percent, words)}%`;
}
