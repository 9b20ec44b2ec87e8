import { sumWriters } from './client-versions.ts';
import { groupBy } from './group-by.ts';
import { type EndedRun, type Habit, learnHabit } from './habit.ts';
import type { SeenRequests, SeenResponse, SessionTotal } from './ledger.ts';

/** All requests of one session, or of one run of it, to one model. */
interface CountedRun {
  /** The time of its first request. */
  readonly fromMs: number;
  readonly seen: number;
  /** Its own logged sum; null: the run is still open, or ended without a sum. */
  readonly requests: number | null;
  /** Whether its client version writes sums. The habit is learned from such clients and applies only to them. */
  readonly writesSums: boolean;
  /** How many {@link CountedRequests} it is made of. */
  readonly entries: number;
}

/** Requests at one moment; `requests` may be a fraction where a run's sum was spread over its answers. */
export interface CountedRequests {
  readonly atMs: number;
  readonly sessionId: string;
  readonly model: string;
  readonly seen: number;
  readonly requests: number;
  readonly run: CountedRun;
}

export interface Estimate {
  /** In order of time. */
  readonly entries: readonly CountedRequests[];
  /** null: not known yet. */
  readonly habit: Habit | null;
}

/** The sum may hold answers that are logged a moment after its time. */
const inSumMs = 2_000;
/** An answer that was under way when the session ended is logged some seconds after the sum, which does not hold it. */
const lateMs = 10_000;

/** A run that ended with a sum. Answers until `untilMs` belong to it. */
interface ClosedRun extends SessionTotal {
  readonly untilMs: number;
}

/**
 * Estimates how many requests were answered, from what the logs show.
 *
 * Qwen Code leaves its internal calls (titles, suggestions, permission checks) out of the transcript but counts them
 * in the sum it writes when a session ends. So a closed run's answers are scaled up to its sum, and an open run is
 * estimated from the closed ones (`habit.ts`). The sum includes refused requests, which are subtracted. The sum of a
 * resumed session is cumulative: it also counts the answers replayed from the transcript (seen with 0.24.4: sums of 2, 4
 * and 6 for three runs of two requests). A sum smaller than the replayed answers counts its run alone. A session that
 * branched off another starts from that session's answers in the same way (seen with 0.24.4's `--fork-session`): these
 * are the `copies`. Calls that the client broke off are in no log and no sum.
 */
export function countRequests({ responses, copies, failures, totals }: SeenRequests): Estimate {
  const [seen, copied, failed] = [
    groupBy(responses, sessionOf),
    groupBy(copies, sessionOf),
    groupBy(failures, sessionOf),
  ];
  const totalsBySession = groupBy(totals, sessionOf);
  const entries: CountedRequests[] = [];
  const open: SeenResponse[] = [];
  const ended: EndedRun[] = [];
  const clientsWithSums = new Set<string>();
  for (const sessionId of new Set([...seen.keys(), ...totalsBySession.keys()])) {
    const visible = seen.get(sessionId) ?? [];
    const closed = new Set<SeenResponse>();
    for (const total of closedRuns(totalsBySession.get(sessionId) ?? [])) {
      const run = visible.filter((response) => isWithin(response, total) && !closed.has(response));
      for (const response of run) closed.add(response);
      for (const { client } of run) clientsWithSums.add(client);
      const before = [...visible, ...(copied.get(sessionId) ?? [])];
      const requests = requestsOf(total, run, before, failed.get(sessionId) ?? []);
      ended.push({ seen: seenIn(run), requests: [...requests.values()].reduce((sum, each) => sum + each, 0) });
      entries.push(...spread(total, run, requests));
    }
    open.push(...visible.filter((response) => !closed.has(response)));
  }
  const writesSums = sumWriters([...clientsWithSums]);
  for (const response of open) entries.push(openEntry(response, writesSums(response.client)));
  return { entries: entries.sort((a, b) => a.atMs - b.atMs), habit: learnHabit(ended) };
}

const openEntry = ({ atMs, sessionId, model, count }: SeenResponse, writesSums: boolean): CountedRequests => ({
  atMs,
  sessionId,
  model,
  seen: count,
  requests: count,
  run: { fromMs: atMs, seen: count, requests: null, writesSums, entries: 1 },
});

/**
 * Returns a session's ended runs in order, without a sum that another one contains. Without a file of sums, `/stats` writes
 * one from each transcript, even of an open session, whose own sum later holds the same requests (0.24.4,
 * `rebuildFromSessionJsonl`).
 */
function closedRuns(totals: readonly SessionTotal[]): readonly ClosedRun[] {
  const runs = totals.filter(
    (total) => !totals.some((other) => other !== total && other.startMs < total.startMs && other.endMs >= total.endMs),
  );
  return runs.map((run, index) => ({
    ...run,
    untilMs: Math.min(run.endMs + lateMs, (runs[index + 1]?.startMs ?? Number.POSITIVE_INFINITY) - 1),
  }));
}

/** A run's own requests by model: its sum without replayed and refused requests. */
function requestsOf(
  total: ClosedRun,
  run: readonly SeenResponse[],
  session: readonly SeenResponse[],
  failures: readonly SeenResponse[],
): ReadonlyMap<string, number> {
  const before = session.filter(({ atMs }) => atMs < total.startMs);
  const failedBefore = failures.filter(({ atMs }) => atMs < total.startMs);
  const failed = failures.filter((failure) => isWithin(failure, total));
  const late = run.filter(({ atMs }) => atMs > total.endMs + inSumMs);
  const models = new Set([...Object.keys(total.requestsByModel), ...run.map(({ model }) => model)]);
  const amounts = [...models].map((model) => {
    const of = <Item extends { readonly model: string; readonly count: number }>(items: readonly Item[]): number =>
      seenIn(items.filter((item) => item.model === model));
    const summed = total.requestsByModel[model] ?? 0;
    return { model, summed: summed - of(failed) + of(late), seen: of(run), replayed: of(before) + of(failedBefore) };
  });
  const cumulative = amounts.every(({ summed, seen, replayed }) => summed >= replayed + seen);
  return new Map(
    amounts.map(({ model, summed, seen, replayed }) => [model, Math.max(seen, summed - (cumulative ? replayed : 0))]),
  );
}

/** Spreads a closed run's requests evenly over its answers. Those to a model without visible answers go to the other models' answers. */
function spread(
  total: SessionTotal,
  run: readonly SeenResponse[],
  requests: ReadonlyMap<string, number>,
): readonly CountedRequests[] {
  const { sessionId } = total;
  return [...requests].flatMap(([model, own]) => {
    if (own === 0) return [];
    const answers = run.filter((response) => response.model === model);
    const seen = seenIn(answers);
    const over = seen > 0 ? answers : run;
    const counted: CountedRun = {
      fromMs: over[0]?.atMs ?? total.startMs,
      seen,
      requests: own,
      writesSums: true,
      entries: Math.max(1, over.length),
    };
    if (over.length === 0) return [{ atMs: total.endMs, sessionId, model, seen: 0, requests: own, run: counted }];
    const all = seenIn(over);
    return over.map(({ atMs, count }) => ({
      atMs,
      sessionId,
      model,
      seen: seen > 0 ? count : 0,
      requests: (count * own) / all,
      run: counted,
    }));
  });
}

const isWithin = ({ atMs }: { readonly atMs: number }, { startMs, untilMs }: ClosedRun): boolean =>
  atMs >= startMs && atMs <= untilMs;

const sessionOf = ({ sessionId }: { readonly sessionId: string }): string => sessionId;

const seenIn = (items: readonly { readonly count: number }[]): number =>
  items.reduce((sum, { count }) => sum + count, 0);
