import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type HourClock, hourClockInForce, hourClocks } from '../core/hour-clock.ts';
import type { Shell } from './context.ts';

/**
 * The clock that the user chose in the app, otherwise that of the terminal's locale, by LC_ALL, LC_TIME and LANG. Reads one
 * name of the preferences: their schema would take as long to load as all of a status.
 */
export function hourClockOf({ environment, dataFolder }: Shell, systemLocale: () => string): HourClock {
  const locale = environment['LC_ALL'] || environment['LC_TIME'] || environment['LANG'] || systemLocale();
  const chosen = clockIn(path.join(dataFolder, 'preferences.json'));
  return hourClockInForce(hourClocks.find((clock) => clock === chosen) ?? 'system', locale);
}

function clockIn(file: string): unknown {
  try {
    // A pipe in its place would be waited for.
    const value: unknown = statSync(file).isFile() ? JSON.parse(readFileSync(file, 'utf8')) : null;
    return typeof value === 'object' && value !== null && 'clock' in value ? value.clock : null;
  } catch {
    return null; // There is none, or it cannot be understood: doctor says so.
  }
}
