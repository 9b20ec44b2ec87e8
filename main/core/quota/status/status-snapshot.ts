import type { OtherAccount } from '../../accounts.ts';
import type { Session } from '../../session.ts';
import type { RunningOut } from '../forecast/forecast.ts';
import type { Recovery } from '../forecast/recovery.ts';
import type { LocalCounts } from '../local-counts.ts';
import type { AddOns, PoolId, PoolStatus, QuotaWindow, Reading, ReadingOf, Snapshot, WindowId } from '../model.ts';
import type { Outlook } from '../outlook/outlook.ts';
import type { WhatIf } from '../outlook/what-if.ts';
import type { PoolInUse } from '../pool-in-use.ts';
import { renewalOfOlder } from '../renewal.ts';
import type { GaugePool, Status, StatusOfOther } from './status-schema.ts';

/** The content of `status.json` in the form from which views are derived. */
export interface KnownStatus {
  readonly snapshot: Snapshot;
  readonly session: Session;
  readonly inUse: PoolInUse;
  readonly localCounts: LocalCounts | null;
  readonly recoveries: readonly Recovery[];
  readonly runOuts: readonly RunningOut[];
  readonly outlooks: readonly Outlook[];
  readonly whatIfs: readonly WhatIf[];
}

/**
 * Turns a parsed `status.json` back into a snapshot. Two things are not in the file and so not in the result: where
 * sources disagree, and the seats of a team's plan.
 */
export function knownFromStatus(status: Status): KnownStatus {
  const { pools, polling, next_poll_at, counted_requests: counted } = status.qwen_gauge;
  return {
    snapshot: {
      pools: pools.map((pool) => poolStatus(pool, status)),
      polling,
      nextPollAtMs: timeOrNull(next_poll_at),
    },
    session: sessionFrom(status.qwen_gauge),
    inUse: inUseFrom(status.qwen_gauge.in_use_pool),
    localCounts: counted && { fiveHours: counted.last_5h, week: counted.week, month: counted.month },
    recoveries: pools.flatMap(({ pool, windows }) =>
      windows.flatMap(({ window: windowId, comes_back: back }) =>
        back === null ? [] : [{ pool, windowId, amount: back.amount, byMs: timeOf(back.by) }],
      ),
    ),
    runOuts: pools.flatMap(({ pool, windows }) =>
      windows.flatMap(({ window, runs_out: end }) => (end === null ? [] : [runOutFrom(pool, window, end)])),
    ),
    outlooks: pools.flatMap(({ pool, windows }) =>
      windows.flatMap(({ window, outlook }) => (outlook === null ? [] : [outlookFrom(pool, window, outlook)])),
    ),
    whatIfs: pools.flatMap(({ pool, what_if }) => (what_if === null ? [] : [whatIfFrom(pool, what_if)])),
  };
}

/** The accounts that Qwen Code does not use. */
export const othersFromStatus = ({ qwen_gauge, period }: Status): readonly OtherAccount[] =>
  (qwen_gauge.other_accounts ?? []).map((other) => ({
    ...{ id: `account-${other.number}`, number: other.number, name: other.name, session: sessionOfOther(other) },
    snapshot: {
      pools: other.pools.map((pool) =>
        poolStatus(pool, { ...other, period: other.period ?? period, token_plan: null }),
      ),
      polling: false,
      nextPollAtMs: null,
    },
  }));

function sessionOfOther({ session, pools }: StatusOfOther): Session {
  const read = sessionFrom({ session, pools });
  return read.state === 'signed-out' && session.cause !== null ? { ...read, cause: session.cause } : read;
}

function inUseFrom(name: Status['qwen_gauge']['in_use_pool']): PoolInUse {
  if (name === null) return { kind: 'unknown' };
  return name === 'elsewhere' ? { kind: 'elsewhere' } : { kind: 'known', pool: name };
}

type Kept<Name extends keyof GaugePool['windows'][number]> = NonNullable<GaugePool['windows'][number][Name]>;

function runOutFrom(
  pool: PoolId,
  windowId: WindowId,
  { at, likelihood, from, to, score }: Kept<'runs_out'>,
): RunningOut {
  const between = from === null ? null : { fromMs: timeOf(from), toMs: timeOrNull(to) };
  return { pool, windowId, runsOutAtMs: timeOf(at), likelihood, between, score };
}

const outlookFrom = (pool: PoolId, windowId: WindowId, kept: Kept<'outlook'>): Outlook => ({
  ...{ pool, windowId },
  leftAtReset: kept.left_at_reset,
  highestAheadPercent: kept.highest_ahead_percent,
  halfBackAtMs: timeOrNull(kept.half_back_at),
  perHour: kept.per_hour,
  fiveHoursLeft: kept.five_hours_left,
  stopsFirst: kept.stops_first,
});

const whatIfFrom = (pool: PoolId, { days, plans }: NonNullable<GaugePool['what_if']>): WhatIf => ({
  ...{ pool, days },
  plans: plans.map(({ plan, full }) => ({
    plan,
    full: full.map(({ window: windowId, times }) => ({ windowId, times })),
  })),
});

/** What the file holds of an account in the official client's format. */
type Official = Pick<Status, 'period' | 'free_tier' | 'token_plan' | 'pay_as_you_go'>;

function poolStatus(pool: GaugePool, status: Official): PoolStatus {
  const loading: PoolStatus = { pool: pool.pool, state: 'loading' };
  const { failure } = pool;
  const failedAtMs = timeOf(pool.failed_at);
  const reading = readingFrom(pool, status);
  switch (pool.state) {
    case 'loading':
      return loading;
    case 'not-subscribed':
      return { pool: pool.pool, state: 'not-subscribed', checkedAtMs: timeOf(pool.taken_at) };
    case 'failed':
      return failure === null ? loading : { pool: pool.pool, state: 'failed', failure, failedAtMs };
    case 'fresh':
    case 'stale': {
      if (reading === null) return loading;
      const known = { pool: pool.pool, reading, disagreements: [] };
      return pool.state === 'stale' && failure !== null
        ? { ...known, state: 'stale', failure, failedAtMs }
        : { ...known, state: 'fresh' };
    }
  }
}

function readingFrom(pool: GaugePool, status: Official): Reading | null {
  if (pool.source === null) return null;
  const common = {
    sourceId: pool.source,
    takenAtMs: timeOf(pool.taken_at),
    windows: pool.windows.map((window) => windowFrom(pool.pool, window)),
    ...(pool.unreadable_windows.length > 0 && { unreadableWindows: pool.unreadable_windows }),
  };
  const omitted = pool.omitted_models > 0 ? { omittedModels: pool.omitted_models } : {};
  const term = { endsAtMs: timeOrNull(pool.plan_ends_at), autoRenews: pool.plan_renews, status: pool.plan_status };
  switch (pool.pool) {
    case 'coding-plan':
      return { pool: 'coding-plan', ...common, ...term, plan: pool.plan };
    case 'token-plan-personal':
      return { pool: 'token-plan-personal', ...common, ...term, tier: pool.plan, addOns: addOnsIn(pool, status) };
    case 'token-plan-team':
      return {
        pool: 'token-plan-team',
        ...common,
        ...term,
        plan: pool.plan,
        seatTiers: [],
        addOns: addOnsIn(pool, status),
      };
    case 'free-tier':
      return { pool: 'free-tier', ...common, models: freeModelsIn(status), ...omitted };
    case 'pay-as-you-go':
      return { pool: 'pay-as-you-go', ...common, ...billIn(status), ...omitted };
  }
}

const windowFrom = (pool: PoolId, window: GaugePool['windows'][number]): QuotaWindow => ({
  id: window.window,
  unit: window.unit,
  used: window.used,
  limit: window.limit,
  resetsAtMs: timeOrNull(window.resets_at),
  renewal: window.renewal ?? renewalOfOlder(pool, window.window),
  certainty: window.certainty,
  ...(window.reset_impossible && { resetImpossible: true }),
  ...(window.used_between !== null && { usedBetween: window.used_between }),
});

function addOnsIn({ pool, add_ons: packs }: GaugePool, { token_plan: plan }: Official): AddOns {
  if (packs !== null) {
    return packs.map(({ total, remaining, ends_at }) => ({
      totalCredits: total,
      remainingCredits: remaining,
      endsAtMs: timeOrNull(ends_at),
    }));
  }
  const sum = pool === 'token-plan-team' && plan?.subscribed === true ? plan.addonRemaining : undefined;
  return sum === undefined ? [] : [{ totalCredits: null, remainingCredits: sum, endsAtMs: null }];
}

const freeModelsIn = ({ free_tier: models }: Official): ReadingOf<'free-tier'>['models'] =>
  (models ?? []).map(({ model_id, quota, afterwards }) => ({
    model: model_id,
    quota: quota && { remaining: quota.remaining, total: quota.total, unit: quota.unit },
    status: quota?.status ?? null,
    endsAtMs: timeOrNull(quota?.resetDate ?? null),
    ...(afterwards && { afterwards }),
  }));

type Bill = Omit<ReadingOf<'pay-as-you-go'>, 'pool' | 'sourceId' | 'takenAtMs' | 'windows'>;

function billIn({ pay_as_you_go: bill, period }: Official): Bill {
  return {
    fromDate: period.from,
    toDate: period.to,
    currency: bill?.total.currency ?? 'USD',
    totalCost: bill?.total.cost ?? 0,
    models: (bill?.models ?? []).map(({ model_id, usage, cost }) => ({
      model: model_id,
      usage: Object.entries(usage).map(([unit, amount]) => ({ unit, amount })),
      cost,
    })),
  };
}

/** The session, without account and without the end of the last sign-in, which the file does not hold. */
function sessionFrom({ session, pools }: Pick<Status['qwen_gauge'], 'session' | 'pools'>): Session {
  const { state, region } = session;
  if (state === 'signed-out') {
    const hasExpired = pools.some(({ failure }) => failure?.kind === 'session-expired');
    return { state, lastEnd: null, cause: hasExpired ? 'expired' : 'signed-out' };
  }
  if (state === 'unknown' || region === null) return { state: 'unknown' };
  if (state !== 'signed-in') return { state: 'starting', region };
  return { state, region, account: null, expiresAtMs: timeOrNull(session.expires_at), storage: { kind: 'memory' } };
}

/** Milliseconds since 1970; null for null and for what is no time. */
function timeOrNull(text: string | null): number | null {
  const atMs = Date.parse(text ?? '');
  return Number.isNaN(atMs) ? null : atMs;
}

const timeOf = (text: string | null): number => timeOrNull(text) ?? 0;
