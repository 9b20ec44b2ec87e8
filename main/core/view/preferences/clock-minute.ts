import type { Locale } from '../format.ts';
import { dateFormat } from '../formatters.ts';

/** A minute of the day as a time: "22:30". */
export const clockMinute = (minute: number, { words, clock = 'h24' }: Omit<Locale, 'timeZone'>): string =>
  dateFormat(words.language, 'UTC', clock).format(minute * 60_000);
