import { minuteMs } from '../calendar.ts';

const hoursAndMinutes = /GMT(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})/;

/** How far the clock of a time zone (an IANA name) is ahead of UTC at a moment; 0 for a zone that is not known. */
export function utcOffsetMs(timeZone: string, atMs: number): number {
  const format = formatIn(timeZone);
  const name = format?.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const { sign, hours, minutes } = hoursAndMinutes.exec(name)?.groups ?? {};
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
}

/** Making a format takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = newFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}
