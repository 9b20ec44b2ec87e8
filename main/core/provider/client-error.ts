/** The errors of Qwen Code's requests that the services document. The first three name the exhausted quota window. */
export type ClientErrorKind =
  | 'five-hours'
  | 'week'
  | 'month'
  | 'rate-limit'
  | 'access-token'
  | 'key-of-other-endpoint'
  | 'key-missing'
  | 'model-unknown'
  | 'wrong-path'
  | 'connection'
  | 'input-too-long';

/** The documented texts; narrower patterns come before wider ones (docs/facts/plans.md). */
const documentedTexts: readonly (readonly [RegExp, ClientErrorKind])[] = [
  [/\bhour\s+allocated\s+quota\s+exceeded/i, 'five-hours'],
  [/\bweek\s+allocated\s+quota\s+exceeded/i, 'week'],
  [/\bmonth\s+allocated\s+quota\s+exceeded/i, 'month'],
  [/API rate limit reached/i, 'rate-limit'],
  [/No API-key provided/i, 'key-missing'],
  [/invalid access token or token expired/i, 'access-token'],
  [/403 invalid api-key|Incorrect API key provided|Invalid API-key provided/i, 'key-of-other-endpoint'],
  [/model .{1,200} (is not supported|not found)/i, 'model-unknown'],
  [/404 status code \(no body\)/i, 'wrong-path'],
  [/Range of input length should be/i, 'input-too-long'],
  [/Connection error/i, 'connection'],
];

/**
 * Identifies the documented error in a text of Qwen Code or its server; null for any other text. An undocumented 429
 * counts as a rate limit: too many requests at once, possibly with quota left. Reads at most the first 4,096
 * characters.
 */
export function clientErrorIn(text: string, statusCode = 0): ClientErrorKind | null {
  const start = text.slice(0, 4096);
  const documented = documentedTexts.find(([pattern]) => pattern.test(start));
  return documented?.[1] ?? (statusCode === 429 ? 'rate-limit' : null);
}

/** Whether the error means that a quota window is used up. */
export const isUsedUp = (kind: ClientErrorKind): kind is 'five-hours' | 'week' | 'month' =>
  kind === 'five-hours' || kind === 'week' || kind === 'month';
