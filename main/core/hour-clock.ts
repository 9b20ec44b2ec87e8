import type { Preferences } from './preferences.ts';

/** How many hours the clock of a time counts to. */
export const hourClocks = ['h12', 'h24'] as const;
export type HourClock = (typeof hourClocks)[number];

/**
 * The clock in force: the user's choice, or for `system` that of the locale, a BCP 47 tag or a POSIX name such as
 * "en_US.UTF-8". 24 hours where the locale is unknown, as in "C".
 */
export function hourClockInForce(chosen: Preferences['clock'], locale: string): HourClock {
  if (chosen !== 'system') return chosen;
  const tag = locale.replace(/[.@].*$/s, '').replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]+)*$/i.test(tag)) return 'h24';
  try {
    return new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions().hour12 === true ? 'h12' : 'h24';
  } catch {
    // It only looks like a tag, so nothing is known of it.
    return 'h24';
  }
}
