import { fiveHoursMs, monthStartMs, weekStartMs } from '../../core/quota/calendar.ts';
import type { SeenResponse, SessionTotal } from './ledger.ts';

/** One or more requests at one moment; `requests` may be a fraction where a session's sum was spread over its answers. */
export interface CountedRequests {
  readonly atMs: number;
  readonly model: string;
  readonly requests: number;
  /** The lower bound: what the logs show one by one. */
  readonly atLeast: number;
}

export interface RequestCounts {
  /** Per window: the likely number and the one that is certain. */
  readonly fiveHours: Count;
  readonly week: Count;
  /** null where the day of the month is not known. */
  readonly month: Count | null;
}
export interface Count {
  readonly likely: number;
  readonly atLeast: number;
}

/** Answers may be logged a moment after the session's sum was taken. */
const endToleranceMs = 2_000;
/** A user's own ratio is not believed beyond this: a damaged log must not invent an empty plan. */
const highestRatio = 4;

/**
 * Turns what the logs show into requests sent.
 *
 * Qwen Code leaves its internal calls (titles, suggestions, permission checks) out of the transcript but counts them
 * in the sum it writes when a session ends. So a closed run's answers are scaled up to its sum; an open run's by the
 * ratio this user's closed runs had. The sum of a resumed session is cumulative: it starts from the answers replayed
 * from the transcript (seen with 0.24.4: sums of 2, 4 and 6 for three runs of two requests). A sum too small to hold
 * the replayed answers stands for its run alone. A session that branched off another starts from that one's answers in
 * the same way (seen with 0.24.4's `--fork-session`): `copies`.
 */
export function countRequests(
  responses: readonly SeenResponse[],
  totals: readonly SessionTotal[],
  copies: readonly SeenResponse[] = [],
): readonly CountedRequests[] {
  const bySession = groupBySession(responses);
  const copiesBySession = groupBySession(copies);
  const totalsBySession = groupBySession(totals);
  const counted: CountedRequests[] = [];
  const open: SeenResponse[] = [];
  const ratio = { own: 0, visible: 0 };
  for (const sessionId of new Set([...bySession.keys(), ...totalsBySession.keys()])) {
    const visible = bySession.get(sessionId) ?? [];
    const closed = new Set<SeenResponse>();
    for (const total of totalsBySession.get(sessionId) ?? []) {
      const run = visible.filter((response) => isWithin(response, total) && !closed.has(response));
      for (const response of run) closed.add(response);
      const part = countRun(total, run, [...visible, ...(copiesBySession.get(sessionId) ?? [])]);
      counted.push(...part);
      ratio.own += sum(part, (entry) => entry.requests);
      ratio.visible += sum(run, (response) => response.count);
    }
    open.push(...visible.filter((response) => !closed.has(response)));
  }
  const openRatio = ratio.visible === 0 ? 1 : Math.min(highestRatio, Math.max(1, ratio.own / ratio.visible));
  for (const { atMs, model, count } of open) {
    counted.push({ atMs, model, requests: count * openRatio, atLeast: count });
  }
  return counted.sort((a, b) => a.atMs - b.atMs);
}

/** The counts in the three windows at `nowMs`; `monthDay` is the subscription's day, 1..31. */
export function countWindows(
  counted: readonly CountedRequests[],
  nowMs: number,
  monthDay: number | null,
): RequestCounts {
  const since = (fromMs: number): Count => {
    const inside = counted.filter((entry) => entry.atMs > fromMs && entry.atMs <= nowMs);
    return { likely: sum(inside, (entry) => entry.requests), atLeast: sum(inside, (entry) => entry.atLeast) };
  };
  return {
    fiveHours: since(nowMs - fiveHoursMs),
    week: since(weekStartMs(nowMs) - 1),
    month: monthDay === null ? null : since(monthStartMs(nowMs, monthDay) - 1),
  };
}

/** One closed run: its own requests spread over its visible answers, model by model. */
function countRun(
  total: SessionTotal,
  run: readonly SeenResponse[],
  session: readonly SeenResponse[],
): readonly CountedRequests[] {
  const before = session.filter((response) => response.atMs < total.startMs);
  const models = new Set([...Object.keys(total.requestsByModel), ...run.map((response) => response.model)]);
  const shown = (list: readonly SeenResponse[], model: string): number =>
    sum(
      list.filter((response) => response.model === model),
      (response) => response.count,
    );
  const said = (model: string): number => total.requestsByModel[model] ?? 0;
  const cumulative = [...models].every((model) => said(model) >= shown(before, model) + shown(run, model));
  return [...models].flatMap((model) => {
    const visible = shown(run, model);
    const own = Math.max(visible, said(model) - (cumulative ? shown(before, model) : 0));
    if (visible === 0) return own === 0 ? [] : [{ atMs: total.endMs, model, requests: own, atLeast: own }];
    return run
      .filter((response) => response.model === model)
      .map(({ atMs, count }) => {
        const requests = (count * own) / visible;
        return { atMs, model, requests, atLeast: requests };
      });
  });
}

const isWithin = (response: SeenResponse, total: SessionTotal): boolean =>
  response.atMs >= total.startMs && response.atMs <= total.endMs + endToleranceMs;

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

function groupBySession<Item extends { readonly sessionId: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.sessionId);
    if (group === undefined) groups.set(item.sessionId, [item]);
    else group.push(item);
  }
  return groups;
}
