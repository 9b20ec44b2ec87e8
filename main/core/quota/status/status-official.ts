import type { AddOns, PoolId, PoolStatus, QuotaWindow, Reading, ReadingOf, Snapshot } from '../model.ts';
import { leftOf, percentDown, readingOf } from '../share.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Status } from './status-schema.ts';

/** The parts of `status.json` in the official client's format. Unknown is null, and nothing is guessed. */

const statusOf = (snapshot: Snapshot, pool: PoolId): PoolStatus | undefined =>
  snapshot.pools.find((status) => status.pool === pool);

function readingFor<Pool extends PoolId>(snapshot: Snapshot, pool: Pool): ReadingOf<Pool> | null {
  const status = statusOf(snapshot, pool);
  const reading = status === undefined ? null : readingOf(status);
  return reading !== null && isOf(reading, pool) ? reading : null;
}

const isOf = <Pool extends PoolId>(reading: Reading, pool: Pool): reading is ReadingOf<Pool> => reading.pool === pool;

/** The dates of the bill; without one this month so far, as the official client asks for. */
export function periodOf(snapshot: Snapshot, nowMs: number): Status['period'] {
  const reading = readingFor(snapshot, 'pay-as-you-go');
  if (reading !== null) return { from: reading.fromDate, to: reading.toDate };
  const today = iso(nowMs).slice(0, 10);
  return { from: `${today.slice(0, 7)}-01`, to: today };
}

export function freeTier(snapshot: Snapshot): Status['free_tier'] {
  const reading = readingFor(snapshot, 'free-tier');
  if (reading === null) return statusOf(snapshot, 'free-tier')?.state === 'not-subscribed' ? [] : null;
  return reading.models.map(({ model, quota, status, endsAtMs, afterwards }) => ({
    model_id: model,
    ...(afterwards && { afterwards }),
    quota: quota && {
      remaining: quota.remaining,
      total: quota.total,
      unit: quota.unit,
      used_pct: percentDown(quota.total - quota.remaining, quota.total, 100),
      status,
      resetDate: isoOrNull(endsAtMs),
    },
  }));
}

export function codingPlan(snapshot: Snapshot): Status['coding_plan'] {
  const reading = readingFor(snapshot, 'coding-plan');
  if (reading === null) return notSubscribedOrUnknown(snapshot, ['coding-plan']);
  if (hasEnded(reading)) return { subscribed: false };
  const windows: { per_5h?: OfficialWindow; weekly?: OfficialWindow; monthly?: OfficialWindow } = {};
  for (const window of reading.windows) {
    if (window.id === 'five-hours') windows.per_5h = officialWindow(window);
    if (window.id === 'week') windows.weekly = officialWindow(window);
    if (window.id === 'month') windows.monthly = officialWindow(window);
  }
  return { subscribed: true, plan: reading.plan, ...priceOf(reading), included_models: [], windows };
}

/** What the official client prints as a month's price of the plans that the international site sold, in US dollars. */
const monthlyPrices: ReadonlyMap<string | null, number> = new Map([
  ['starter', 10],
  ['pro', 50],
]);

/** The price of a plan that is known to be of the international site. */
function priceOf({ plan, sourceId }: ReadingOf<'coding-plan'>) {
  const isInternational = sourceId === 'qwencloud' || sourceId === 'qwencloud-cli';
  const amount = isInternational ? monthlyPrices.get(plan) : undefined;
  return amount === undefined ? {} : { price: { amount, currency: 'USD', cycle: 'monthly' } as const };
}

/** The team's plan, as the official client prints it; otherwise the personal one, which that client does not know. */
export function tokenPlan(snapshot: Snapshot): Status['token_plan'] {
  const team = readingFor(snapshot, 'token-plan-team');
  if (team !== null && !hasEnded(team)) return teamPlan(team);
  const personal = readingFor(snapshot, 'token-plan-personal');
  if (personal !== null && !hasEnded(personal)) {
    const [window] = personal.windows.toSorted((one, other) => other.used / other.limit - one.used / one.limit);
    return {
      subscribed: true,
      ...(personal.tier !== null && { planName: personal.tier }),
      ...(personal.status !== null && { status: personal.status }),
      ...(window !== undefined && { usedPct: percentOf(window), ...resetDate(window) }),
      ...addonRemaining(personal),
    };
  }
  if (team !== null || personal !== null) return { subscribed: false };
  return notSubscribedOrUnknown(snapshot, ['token-plan-team', 'token-plan-personal']);
}

function teamPlan(team: ReadingOf<'token-plan-team'>): Status['token_plan'] {
  const credits = team.windows.find((window) => window.id === 'credits');
  return {
    subscribed: true,
    ...(team.plan !== null && { planName: team.plan }),
    ...(team.status !== null && { status: team.status }),
    ...(credits !== undefined && {
      totalCredits: credits.limit,
      remainingCredits: leftOf(credits),
      usedPct: percentOf(credits),
      ...resetDate(credits),
    }),
    ...addonRemaining(team),
  };
}

function addonRemaining({ addOns }: { readonly addOns: AddOns }): { addonRemaining?: number } {
  const left = addOns.reduce((sum, { remainingCredits }) => sum + remainingCredits, 0);
  return left > 0 ? { addonRemaining: left } : {};
}

export function bill(snapshot: Snapshot): Status['pay_as_you_go'] {
  const reading = readingFor(snapshot, 'pay-as-you-go');
  if (reading === null) return null;
  const { currency } = reading;
  return {
    models: reading.models.map(({ model, usage, cost }) => ({
      model_id: model,
      usage: Object.fromEntries(usage.map(({ unit, amount }) => [unit, Math.round(amount)])),
      cost: cents(cost),
      currency,
    })),
    total: { cost: cents(reading.totalCost), currency },
  };
}

/** Says "not subscribed" only if the service said so of each of these pools; null otherwise. */
function notSubscribedOrUnknown(snapshot: Snapshot, pools: readonly PoolId[]): { subscribed: false } | null {
  const asked = pools.flatMap((pool) => statusOf(snapshot, pool) ?? []);
  const areAllDenied = asked.length > 0 && asked.every((status) => status.state === 'not-subscribed');
  return areAllDenied ? { subscribed: false } : null;
}

/** A plan that is over has a status and no windows. The official client calls every status but VALID not subscribed. */
const hasEnded = (reading: { windows: readonly QuotaWindow[]; status: string | null }): boolean =>
  reading.windows.length === 0 && reading.status !== null && reading.status.toUpperCase() !== 'VALID';

type OfficialWindow = { remaining: number; total: number; used_pct: number; next_reset_at: string };

const officialWindow = (window: QuotaWindow): OfficialWindow => ({
  remaining: leftOf(window),
  total: window.limit,
  used_pct: percentOf(window),
  next_reset_at: isoOrNull(window.resetsAtMs) ?? '',
});

const percentOf = (window: QuotaWindow): number => (window.used / window.limit) * 100;

const resetDate = (window: QuotaWindow): { resetDate?: string } =>
  window.resetsAtMs === null ? {} : { resetDate: iso(window.resetsAtMs) };

/** Rounds money as the official client does, to four decimals. */
const cents = (cost: number): number => Math.round(cost * 10_000) / 10_000;
