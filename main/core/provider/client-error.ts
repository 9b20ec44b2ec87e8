import { canResetAt, dayMs, minuteMs } from '../quota/calendar.ts';

/** The errors of Qwen Code's requests that the services document. The first three name an empty Coding Plan window. */
export const clientErrorKinds = [
  'five-hours',
  'week',
  'month',
  'token-plan',
  'unpurchased',
  'free-tier-only',
  'rate-limit',
  'access-token',
  'key-of-other-endpoint',
  'key-missing',
  'model-unknown',
  'wrong-path',
  'connection',
  'input-too-long',
] as const;
export type ClientErrorKind = (typeof clientErrorKinds)[number];

export const usedUpWindows = ['five-hours', 'week', 'month'] as const;
export type UsedUpWindow = (typeof usedUpWindows)[number];

/** What a refusal says. `window` and `resetsAtMs` (ms since 1970) are null where the text does not name them. */
export interface Refusal {
  readonly kind: ClientErrorKind;
  readonly window: UsedUpWindow | null;
  readonly resetsAtMs: number | null;
}

const allocated = /\b(hour|week|month)\s+allocated\s+quota\s+exceeded/i;
const exhausted =
  /\byour\s+(?:token[-\s]?plan\s+)?(?:(\d+[-\s]?(?:hour|day|week|month))s?\s+)?quota\s+has\s+been\s+exhausted/i;

/** The documented texts; narrower patterns come before wider ones (docs/facts/plans.md §4). */
const documentedTexts: readonly (readonly [RegExp, ClientErrorKind])[] = [
  [/AccessDenied\.Unpurchased|Access to model denied/i, 'unpurchased'],
  [/AllocationQuota\.FreeTierOnly|free tier of the model has been exhausted/i, 'free-tier-only'],
  [/API rate limit reached|insufficient_quota|Throttling\.(AllocationQuota|RateQuota)/i, 'rate-limit'],
  [/No API-key provided/i, 'key-missing'],
  [/invalid access token or token expired/i, 'access-token'],
  [/invalid api[- ]key|Incorrect API key provided/i, 'key-of-other-endpoint'],
  [/model .{1,200} (is not supported|not found)/i, 'model-unknown'],
  [/404 status code \(no body\)/i, 'wrong-path'],
  [/Range of input length should be/i, 'input-too-long'],
  [/Connection error/i, 'connection'],
];

/**
 * Identifies the documented error in a text of Qwen Code or its server; null for any other text. An undocumented 429
 * counts as a rate limit: too many requests at once, possibly with quota left. `atMs` is when the refusal came, from
 * which the year of a reset without one is worked out. Reads at most the first 4,096 characters.
 */
export function refusalIn(text: string, statusCode: number, atMs: number): Refusal | null {
  const start = text.slice(0, 4096);
  const coding = windowCalled(allocated.exec(start)?.[1] ?? '');
  if (coding !== null) return { kind: coding, window: coding, resetsAtMs: resetNamedIn(start, coding, atMs) };
  const spent = exhausted.exec(start);
  if (spent !== null) {
    const window = windowCalled(spent[1] ?? '');
    return { kind: 'token-plan', window, resetsAtMs: resetNamedIn(start, window, atMs) };
  }
  const documented = documentedTexts.find(([pattern]) => pattern.test(start))?.[1];
  const kind = documented ?? (statusCode === 429 ? 'rate-limit' : null);
  return kind === null ? null : { kind, window: null, resetsAtMs: null };
}

/** What texts call the windows, "5-hour" and "1-month" among them; any other length is no window of a plan. */
const windowNames: readonly (readonly [RegExp, UsedUpWindow])[] = [
  [/hour/i, 'five-hours'],
  [/week|^7\D*day/i, 'week'],
  [/month|^(28|29|30|31)\D*day/i, 'month'],
];

const windowCalled = (name: string): UsedUpWindow | null =>
  windowNames.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** A refusal that does not pass by itself: something has to be put right. */
export type FaultKind = Exclude<ClientErrorKind, UsedUpWindow | 'token-plan' | 'rate-limit'>;

/** Whether the error means that a quota window is used up. */
export const isUsedUp = (kind: ClientErrorKind): kind is UsedUpWindow | 'token-plan' =>
  kind === 'five-hours' || kind === 'week' || kind === 'month' || kind === 'token-plan';

/** A clock that is a little wrong must not move a reset by a year. */
const mostClockErrorMs = dayMs;

const reset =
  /reset\s+(?:at|on)\s+(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*\(?(UTC|GMT|Z)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?/i;

/**
 * The reset that a refusal names, as "07-27 09:25:00 UTC" (docs/facts/plans.md §4), in ms since 1970. The text has no
 * year: it is the one that puts the reset next after `atMs`, when the refusal came. null: no reset is named, it has no
 * time zone, or it lies further ahead than the refused window lasts, which is a month at most.
 */
function resetNamedIn(text: string, window: UsedUpWindow | null, atMs: number): number | null {
  const match = reset.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', , sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const offsetMs = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * minuteMs;
  const now = new Date(atMs).getUTCFullYear();
  const years = year === undefined ? [now - 1, now, now + 1] : [Number(year)];
  const moments = years.flatMap((one) => {
    const date = [one, Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
    const utcMs = momentOf(date);
    return utcMs === null ? [] : [utcMs - offsetMs];
  });
  const next = moments.find((moment) => moment >= atMs - mostClockErrorMs);
  return next !== undefined && canResetAt({ id: window ?? 'month' }, next, atMs) ? next : null;
}

/** null for a date that does not exist, such as 29 February of most years. */
function momentOf([year, month, day, hour, minute, second]: readonly [number, number, number, number, number, number]):
  | number
  | null {
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment.getTime() : null;
}
