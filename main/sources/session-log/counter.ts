import { fiveHoursMs, monthEndMs, weekEndMs } from '../../core/quota/calendar.ts';
import type { QuotaWindow, ReadingOf } from '../../core/quota/model.ts';
import type { Source } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import type { Attribution } from './attribution.ts';
import { countRequests, type Estimate } from './estimate.ts';
import type { Count } from './habit.ts';
import type { LogReader } from './reading/reader.ts';
import type { QuotaRefusal } from './reading/records.ts';
import { countWindows, type RequestCounts } from './windows.ts';

/** The plan the counts are held against, chosen by the user or learnt from the server's last reading. */
export interface PlanLimits {
  readonly plan: string | null;
  readonly fiveHours: number;
  readonly week: number;
  readonly month: number;
  /** The subscription's day of the month, 1..31; null: not known, and then there is no month window. */
  readonly monthDay: number | null;
}

export interface SessionLogDeps {
  readonly reader: LogReader;
  readonly clock: Clock;
  /** null: no plan known; requests are still counted, but there is no window to hold them against. */
  plan(): PlanLimits | null;
  /** Which requests went to the plan, as it is known now: by the app's own record of switches. */
  attribution(): Attribution;
}

export interface RefusalNews {
  readonly refusal: QuotaRefusal;
  readonly model: string;
  readonly atMs: number;
}

export interface SessionLogSource extends Source {
  /** The user's requests in the plan's windows, known plan or not. Of the last scan. */
  counts(): RequestCounts;
  /** When the last answered request was logged; null: none. */
  lastRequestAtMs(): number | null;
  /** Hears of each refused request once, when it is first seen. Answers the function that ends it. */
  onRefusal(listener: (news: RefusalNews) => void): () => void;
}

/** Counts the user's requests from Qwen Code's own files: no sign-in, no network, always an estimate. */
export function createSessionLogSource(deps: SessionLogDeps): SessionLogSource {
  const listeners = new Set<(news: RefusalNews) => void>();
  let counted: Estimate = { entries: [], habit: null };
  let ofPlan = counted;
  let revision = Number.NaN;

  /** Counts anew if anything was read or forgotten since. */
  function count(): void {
    const ledger = deps.reader.ledger();
    if (ledger.revision() !== revision) counted = countRequests(ledger.seen());
    revision = ledger.revision();
    const wentToPlan = deps.attribution();
    ofPlan = { ...counted, entries: counted.entries.filter(({ atMs, model }) => wentToPlan(atMs, model)) };
  }
  const counts = (): RequestCounts => countWindows(ofPlan, deps.clock.now(), deps.plan()?.monthDay ?? null);

  return {
    id: 'session-log',
    get pools() {
      return deps.plan() === null ? [] : ['coding-plan' as const];
    },
    async fetch(pools, signal) {
      const scan = await deps.reader.scan(signal);
      count();
      for (const { refusal, model, atMs } of scan.newErrors) {
        if (refusal !== null) for (const listener of listeners) listener({ refusal, model, atMs });
      }
      const plan = deps.plan();
      if (plan === null || !pools.includes('coding-plan')) return [];
      const reading = estimatedReading(plan, ofPlan, deps.clock.now());
      // Without a window it would say nothing, yet stand for a plan.
      return reading.windows.length === 0 ? [] : [{ pool: 'coding-plan', outcome: 'reading', reading }];
    },
    counts,
    lastRequestAtMs: () => counted.entries.at(-1)?.atMs ?? null,
    onRefusal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function estimatedReading(plan: PlanLimits, counted: Estimate, nowMs: number): ReadingOf<'coding-plan'> {
  const counts = countWindows(counted, nowMs, plan.monthDay);
  const oldest = counted.entries.find((entry) => entry.atMs > nowMs - fiveHoursMs);
  const windows: QuotaWindow[] = [
    // Nothing is used up front: the first request to come back is the oldest one still counted.
    window('five-hours', counts.fiveHours, plan.fiveHours, oldest === undefined ? null : oldest.atMs + fiveHoursMs),
    window('week', counts.week, plan.week, weekEndMs(nowMs)),
  ];
  if (counts.month !== null && plan.monthDay !== null) {
    windows.push(window('month', counts.month, plan.month, monthEndMs(nowMs, plan.monthDay)));
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

function window(id: QuotaWindow['id'], count: Count, limit: number, resetsAtMs: number | null): QuotaWindow {
  const used = Math.round(count.likely);
  const [from, to] = [Math.floor(count.from), count.to === null ? null : Math.ceil(count.to)];
  const known = { id, unit: 'requests', used, limit, resetsAtMs, certainty: 'estimate' } as const;
  return from === to ? known : { ...known, usedBetween: { from, to } };
}
