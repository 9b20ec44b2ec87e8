import { fiveHoursMs, monthEndMs, weekEndMs } from '../../core/quota/calendar.ts';
import type { OwnRequests } from '../../core/quota/forecast/own-requests.ts';
import type { QuotaWindow, ReadingOf } from '../../core/quota/model.ts';
import type { LoggedRequests } from '../../core/usage/local-use.ts';
import type { RefusedRequest, Source } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import type { Attribution } from './attribution.ts';
import { type CountedRequests, countRequests, type Estimate } from './estimate.ts';
import { type Count, countOf } from './habit.ts';
import type { LogReader } from './reading/reader.ts';
import { countBetween, type RequestCounts } from './windows.ts';

/** The limits that counts are compared with: the chosen plan's, or those of the server's last reading. */
export interface PlanLimits {
  readonly plan: string | null;
  readonly fiveHours: number;
  readonly week: number;
  readonly month: number;
  /** The subscription's day of the month, 1..31; null: not known, and then there is no month window. */
  readonly monthDay: number | null;
}

export interface RequestCounterDeps {
  readonly reader: LogReader;
  readonly clock: Clock;
  /** Null: no plan is known; requests are still counted, but no window is estimated. */
  plan(): PlanLimits | null;
  /** Decides which requests went to the plan, based on the app's own record of switches. */
  attribution(): Attribution;
  /** Decides which requests went to Alibaba, whatever paid for them. */
  ofAlibaba(): Attribution;
}

export interface RequestCounter extends Source {
  /** The user's requests in the plan's windows at the last scan, whether or not a plan is known. */
  counts(): RequestCounts;
  /** When the last answered request was logged; null: none. */
  lastRequestAtMs(): number | null;
  /** The requests known to have gone to the plan, oldest first, with those that are in no log by the learned ratio. */
  planRequests(): OwnRequests;
  /** See {@link RequestLog.answersBetween}. */
  answersBetween(fromMs: number, toMs: number): number;
  /** All requests of the last 32 days, whoever paid, oldest first, with those that are in no log by the learned ratio. */
  logged(): readonly LoggedRequests[];
  /** Reports each refused request once, when it is first seen. Returns the function that unsubscribes. */
  onRefusal(listener: (refused: RefusedRequest) => void): () => void;
}

/** Whether the clock is set. A machine without a battery starts in 1970; Qwen Code is younger than 2025. */
export const isClockSet = (nowMs: number): boolean => nowMs >= Date.UTC(2025, 0, 1);

/** Counts the user's requests in Qwen Code's own files. It needs no sign-in and no network; the result is always an estimate. */
export function createRequestCounter(deps: RequestCounterDeps): RequestCounter {
  const listeners = new Set<(refused: RefusedRequest) => void>();
  let counted: Estimate = { entries: [], habit: null };
  let ofPlan = { certain: counted, possible: counted };
  let planRequests: OwnRequests = [];
  let revision = Number.NaN;

  /** Counts again if anything was read or forgotten since. */
  function count(): void {
    const ledger = deps.reader.ledger();
    if (ledger.revision() !== revision) counted = countRequests(ledger.seen());
    revision = ledger.revision();
    const destinationOf = deps.attribution();
    const { habit } = counted;
    const possible = counted.entries.filter(({ atMs, model }) => destinationOf(atMs, model) !== 'other');
    const certain = possible.filter(({ atMs, model }) => destinationOf(atMs, model) === 'plan');
    ofPlan = { certain: { habit, entries: certain }, possible: { habit, entries: possible } };
    planRequests = certain.map((one) => ({ atMs: one.atMs, requests: likelyOf(one) }));
  }
  function likelyOf({ requests, run }: CountedRequests): number {
    const { habit } = counted;
    const isOpen = run.requests === null && run.writesSums && habit !== null;
    return isOpen ? countOf(requests, habit).likely : requests;
  }
  const counts = (): RequestCounts =>
    countBetween(ofPlan.certain, ofPlan.possible, deps.clock.now(), deps.plan()?.monthDay ?? null);

  return {
    id: 'session-log',
    get pools() {
      return deps.plan() === null ? [] : ['coding-plan' as const];
    },
    async fetch(pools, signal) {
      const scan = await deps.reader.scan(signal);
      count();
      for (const { refusal, window, resetsAtMs, model, atMs } of scan.newErrors) {
        if (refusal === null) continue;
        for (const listener of listeners) listener({ refusal, window, resetsAtMs, model, atMs });
      }
      const plan = deps.plan();
      // Without a clock no window is known: the last estimate remains.
      if (plan === null || !pools.includes('coding-plan') || !isClockSet(deps.clock.now())) return [];
      const oldest = ofPlan.possible.entries.find(({ atMs }) => atMs > deps.clock.now() - fiveHoursMs);
      const reading = estimatedReading(plan, counts(), oldest?.atMs ?? null, deps.clock.now());
      // A reading without a window would show a plan without any numbers.
      return reading.windows.length === 0 ? [] : [{ pool: 'coding-plan', outcome: 'reading', reading }];
    },
    counts,
    lastRequestAtMs: () => counted.entries.at(-1)?.atMs ?? null,
    planRequests: () => planRequests,
    answersBetween(fromMs, toMs) {
      const destinationOf = deps.ofAlibaba();
      return counted.entries
        .filter(({ atMs, model }) => atMs > fromMs && atMs <= toMs && destinationOf(atMs, model) !== 'other')
        .reduce((sum, { seen }) => sum + seen, 0);
    },
    logged() {
      const projectOf = deps.reader.projects();
      return counted.entries.map((one) => ({
        atMs: one.atMs,
        model: one.model,
        project: projectOf(one.sessionId),
        requests: likelyOf(one),
      }));
    },
    onRefusal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `oldestAtMs` is the time of the oldest request in the five-hour window; null: there is none. */
function estimatedReading(
  plan: PlanLimits,
  counts: RequestCounts,
  oldestAtMs: number | null,
  nowMs: number,
): ReadingOf<'coding-plan'> {
  const windows: QuotaWindow[] = [
    // The five-hour window slides: quota comes back when its oldest request leaves the window.
    window(
      'five-hours',
      'rolling',
      counts.fiveHours,
      plan.fiveHours,
      oldestAtMs === null ? null : oldestAtMs + fiveHoursMs,
    ),
    window('week', 'calendar', counts.week, plan.week, weekEndMs(nowMs)),
  ];
  if (counts.month !== null && plan.monthDay !== null) {
    windows.push(window('month', 'calendar', counts.month, plan.month, monthEndMs(nowMs, plan.monthDay)));
  }
  return {
    pool: 'coding-plan',
    sourceId: 'session-log',
    takenAtMs: nowMs,
    windows: windows.filter(({ limit }) => limit > 0),
    endsAtMs: null,
    autoRenews: null,
    plan: plan.plan,
    status: null,
  };
}

function window(
  id: QuotaWindow['id'],
  renewal: QuotaWindow['renewal'],
  count: Count,
  limit: number,
  resetsAtMs: number | null,
): QuotaWindow {
  const used = Math.round(count.likely);
  const known = { id, unit: 'requests', used, limit, resetsAtMs, renewal, certainty: 'estimate' } as const;
  return used === 0 ? known : { ...known, usedBetween: { from: Math.floor(count.from), to: null } };
}
