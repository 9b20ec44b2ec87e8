import type { DayOfHours } from '../../history/week-hours.ts';

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
