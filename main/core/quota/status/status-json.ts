import type { OtherAccount } from '../../accounts.ts';
import type { Preferences } from '../../preferences.ts';
import type { SettingsView } from '../../provider/model.ts';
import type { Session } from '../../session.ts';
import { countsToShow } from '../counts-to-show.ts';
import type { RunningOut } from '../forecast/forecast.ts';
import type { Recovery } from '../forecast/recovery.ts';
import type { LocalCounts } from '../local-counts.ts';
import type { PoolStatus, QuotaWindow, Reading, Snapshot } from '../model.ts';
import type { Outlook } from '../outlook/outlook.ts';
import type { WhatIf } from '../outlook/what-if.ts';
import { addOnsOf } from '../packs.ts';
import { type PoolInUse, poolInUse } from '../pool-in-use.ts';
import { reachedPercent, readingOf, tightestWindow } from '../share.ts';
import { iso, isoOrNull } from './iso.ts';
import { bill, codingPlan, freeTier, periodOf, tokenPlan } from './status-official.ts';
import type { GaugePool, Status, StatusOfOther } from './status-schema.ts';

export interface StatusInput {
  readonly snapshot: Snapshot;
  /** How much of each rolling window comes back; left out if that is not known here. */
  readonly recoveries?: readonly Recovery[];
  readonly runOuts?: readonly RunningOut[];
  readonly outlooks?: readonly Outlook[];
  readonly whatIfs?: readonly WhatIf[];
  readonly session: Session;
  /** The accounts that Qwen Code does not use; left out: there are none. */
  readonly others?: readonly OtherAccount[];
  /** Of Qwen Code; left out if they are not known here. */
  readonly settings?: SettingsView;
  readonly preferences: Pick<Preferences, 'warnAtUsedPercents'>;
  /** Requests counted on this computer while the size of the plan is unknown. */
  readonly localCounts: LocalCounts | null;
  readonly demo: boolean;
  readonly nowMs: number;
}

/** Builds the content of `status.json`. It holds no secret, and no address of an account. */
export function statusJson(input: StatusInput): Status {
  const { snapshot, session, settings, preferences, localCounts, others = [], demo, nowMs } = input;
  const counts = countsToShow(localCounts, snapshot);
  const tightest = tightestWindow(snapshot, nowMs);
  return {
    period: periodOf(snapshot, nowMs),
    free_tier: freeTier(snapshot),
    coding_plan: codingPlan(snapshot),
    token_plan: tokenPlan(snapshot),
    pay_as_you_go: bill(snapshot),
    qwen_gauge: {
      schema: 1,
      written_at: iso(nowMs),
      demo,
      polling: snapshot.polling,
      next_poll_at: isoOrNull(snapshot.nextPollAtMs),
      warn_at_used_pct: Math.min(100, ...preferences.warnAtUsedPercents),
      session: sessionOf(session),
      tightest: tightest && {
        pool: tightest.status.pool,
        window: tightest.window.id,
        used_pct: reachedPercent(tightest.window),
      },
      in_use_pool: inUseName(poolInUse(settings, snapshot, nowMs)),
      pools: snapshot.pools.map((status) => gaugePool(status, input)),
      counted_requests: counts && { last_5h: counts.fiveHours, week: counts.week, month: counts.month },
      ...(others.length > 0 && { other_accounts: others.map((other) => otherAccount(other, nowMs)) }),
    },
  };
}

const otherAccount = ({ number, name, session, snapshot }: OtherAccount, nowMs: number): StatusOfOther => ({
  ...{ number, name },
  session: { ...sessionOf(session), cause: session.state === 'signed-out' ? session.cause : null },
  pools: snapshot.pools.map((status) => gaugePool(status, {})),
  period: periodOf(snapshot, nowMs),
  free_tier: freeTier(snapshot),
  pay_as_you_go: bill(snapshot),
});

const inUseName = (inUse: PoolInUse): Status['qwen_gauge']['in_use_pool'] => {
  if (inUse.kind === 'known') return inUse.pool;
  return inUse.kind === 'elsewhere' ? 'elsewhere' : null;
};

type Expected = Pick<StatusInput, 'recoveries' | 'runOuts' | 'outlooks' | 'whatIfs'>;

function gaugePool(
  status: PoolStatus,
  { recoveries = [], runOuts = [], outlooks = [], whatIfs = [] }: Expected,
): GaugePool {
  const of = <One extends { readonly pool: string; readonly windowId: string }>(
    all: readonly One[],
    { id }: QuotaWindow,
  ): One | undefined => all.find(({ pool, windowId }) => pool === status.pool && windowId === id);
  const reading = readingOf(status);
  const failing = status.state === 'stale' || status.state === 'failed' ? status : null;
  const checkedAtMs = status.state === 'not-subscribed' ? status.checkedAtMs : null;
  const estimated = reading?.windows.some((window) => window.certainty === 'estimate');
  return {
    pool: status.pool,
    state: status.state,
    source: reading?.sourceId ?? null,
    certainty: reading && (estimated ? 'estimate' : 'exact'),
    taken_at: isoOrNull(reading?.takenAtMs ?? checkedAtMs),
    ...planOf(reading),
    failure: failing?.failure ?? null,
    failed_at: isoOrNull(failing?.failedAtMs ?? null),
    windows: (reading?.windows ?? []).map((window) => ({
      window: window.id,
      unit: window.unit,
      used: window.used,
      limit: window.limit,
      used_pct: reachedPercent(window),
      resets_at: isoOrNull(window.resetsAtMs),
      reset_impossible: window.resetsAtMs === null && window.resetImpossible === true,
      renewal: window.renewal,
      certainty: window.certainty,
      used_between: window.usedBetween ?? null,
      comes_back: comesBack(of(recoveries, window)),
      runs_out: runsOut(of(runOuts, window)),
      outlook: outlookJson(of(outlooks, window)),
    })),
    what_if: whatIfJson(whatIfs.find(({ pool }) => pool === status.pool)),
    unreadable_windows: [...(reading?.unreadableWindows ?? [])],
    omitted_models: (reading && 'omittedModels' in reading && reading.omittedModels) || 0,
    add_ons: addOnsOf(reading).map(({ totalCredits, remainingCredits, endsAtMs }) => ({
      total: totalCredits,
      remaining: remainingCredits,
      ends_at: isoOrNull(endsAtMs),
    })),
  };
}

const comesBack = (recovery: Recovery | undefined): GaugePool['windows'][number]['comes_back'] =>
  recovery === undefined ? null : { amount: recovery.amount, by: iso(recovery.byMs) };

const runsOut = (end: RunningOut | undefined): GaugePool['windows'][number]['runs_out'] =>
  end === undefined
    ? null
    : {
        ...{ at: iso(end.runsOutAtMs), likelihood: end.likelihood },
        ...{ from: isoOrNull(end.between?.fromMs ?? null), to: isoOrNull(end.between?.toMs ?? null) },
        score: end.score ?? null,
      };

const outlookJson = (outlook: Outlook | undefined): GaugePool['windows'][number]['outlook'] =>
  outlook === undefined
    ? null
    : {
        left_at_reset: outlook.leftAtReset,
        highest_ahead_percent: outlook.highestAheadPercent,
        half_back_at: isoOrNull(outlook.halfBackAtMs),
        per_hour: outlook.perHour,
        five_hours_left: outlook.fiveHoursLeft,
        stops_first: outlook.stopsFirst,
      };

const whatIfJson = (whatIf: WhatIf | undefined): GaugePool['what_if'] =>
  whatIf === undefined
    ? null
    : {
        days: whatIf.days,
        plans: whatIf.plans.map(({ plan, full }) => ({
          plan,
          full: full.map(({ windowId, times }) => ({ window: windowId, times })),
        })),
      };

const noPlan = { plan: null, plan_status: null, plan_ends_at: null, plan_renews: null } as const;

function planOf(reading: Reading | null): Pick<GaugePool, keyof typeof noPlan> {
  if (reading === null || !('endsAtMs' in reading)) return noPlan;
  const plan = reading.pool === 'token-plan-personal' ? reading.tier : reading.plan;
  const { status, endsAtMs, autoRenews } = reading;
  return { plan, plan_status: status, plan_ends_at: isoOrNull(endsAtMs), plan_renews: autoRenews };
}

function sessionOf(session: Session): Status['qwen_gauge']['session'] {
  // While signed out, the region is only the one preselected for the next sign-in.
  const region = session.state === 'unknown' || session.state === 'signed-out' ? null : session.region;
  const expiresAtMs = session.state === 'signed-in' ? session.expiresAtMs : null;
  return { state: session.state, region, expires_at: isoOrNull(expiresAtMs) };
}
