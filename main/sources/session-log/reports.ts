import type { RefusedRequest, RequestLog, RequestLogEvents, SourceAnswer } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';

interface Followed extends Pick<RequestLog, 'localCounts' | 'lastRequestAtMs'> {
  readonly clock: Clock;
  hasPlan(): boolean;
}

/** An estimate also changes without new requests, because old requests leave the five-hour window. */
const reportEveryMs = 60_000;

/** Reports the answers of each scan unless nothing has changed. */
export function createReporter(
  { clock, hasPlan, localCounts, lastRequestAtMs }: Followed,
  events: RequestLogEvents,
): (answers: readonly SourceAnswer[]) => void {
  let known = JSON.stringify([null, null]);
  let hadPlan = true;
  let reportedAtMs = Number.NEGATIVE_INFINITY;
  let reportedRequestAtMs: number | null = null;

  return (answers) => {
    const lastAtMs = lastRequestAtMs();
    const now = JSON.stringify([localCounts(), lastAtMs]);
    if (now !== known) events.onChange();
    known = now;
    const isDue = lastAtMs !== reportedRequestAtMs || !hadPlan || clock.now() - reportedAtMs >= reportEveryMs;
    if (hadPlan && !hasPlan()) events.onWithdrawn();
    hadPlan = hasPlan();
    if (answers.length === 0 || !isDue) return;
    reportedAtMs = clock.now();
    reportedRequestAtMs = lastAtMs;
    events.onAnswers(answers);
  };
}

/** A refused client retries for many minutes; these retries count as the same refusal. */
const quietMs = 30 * 60_000;

/** Accepts the first refusal of each kind, and another one only after a quiet time without any of that kind. */
export function createRefusalFilter(): (refused: RefusedRequest) => boolean {
  const lastAtMs = new Map<string, number>();
  return ({ refusal, window, atMs }) => {
    const kind = `${refusal}/${window}`;
    const before = lastAtMs.get(kind);
    lastAtMs.set(kind, Math.max(atMs, before ?? atMs));
    return before === undefined || atMs - before > quietMs;
  };
}
