import type { Failure } from '../../core/failure.ts';
import type { PoolId, QuotaWindow, ReadingOf, WindowId } from '../../core/quota/model.ts';
import { type Origin, type Parsed, unknownShape } from '../parsed.ts';
import { exactWindow, firstRefreshMs, readCredits, shareWindow, sumOfTiers, withUnreadable } from '../quota-windows.ts';
import {
  at,
  fieldOf,
  isObject,
  type JsonObject,
  readAmount,
  readCode,
  readFlag,
  readText,
  readTimeMs,
} from '../values.ts';

export const program = 'qianwen';

export type QianwenPool = Extract<PoolId, 'token-plan-personal' | 'token-plan-team'>;

type SeatTier = ReadingOf<'token-plan-team'>['seatTiers'][number];

/** The position of each plan in the output. */
const editions: Readonly<Record<QianwenPool, string>> = {
  'token-plan-personal': 'individual',
  'token-plan-team': 'team',
};

/**
 * Reads one plan of `subscription tokenplan status --format json` (docs/facts/qwencloud-protocol.md §4.9). Unlike its
 * international twin the program tells "not subscribed" from "unknown", so its word is taken.
 */
export function parseStatus(pool: QianwenPool, output: unknown, origin: Origin): Parsed<QianwenPool> {
  const edition = at(output, editions[pool]);
  if (!isObject(edition)) return unknownShape(editions[pool], output);
  switch (edition['status']) {
    case 'not_subscribed':
      return { outcome: 'not-subscribed' };
    case 'active':
      return pool === 'token-plan-personal' ? personalPlan(edition, origin) : teamPlan(edition, origin);
    case 'unknown':
      return { outcome: 'failed', failure: failureIn(edition['diagnostics']) };
    default:
      return unknownShape(`${editions[pool]}.status`, edition);
  }
}

const termOf = (edition: JsonObject) => ({
  endsAtMs: readTimeMs(at(edition, 'period', 'end')),
  autoRenews: readFlag(at(edition, 'autoRenew', 'enabled')),
  status: 'VALID',
});

const windowFields = [
  { id: 'five-hours', renewal: 'fixed', field: 'fiveHourCredits' },
  { id: 'week', renewal: 'fixed', field: 'weeklyCredits' },
  { id: 'month', renewal: 'calendar', field: 'monthlyCredits' },
] as const;

/** A running plan without a window is a reading without windows: its use is missing for the moment. */
function personalPlan(edition: JsonObject, origin: Origin): Parsed<'token-plan-personal'> {
  const windows: QuotaWindow[] = [];
  const unreadable: WindowId[] = [];
  for (const { id, renewal, field } of windowFields) {
    const credits = edition[field];
    const percent = fieldOf(credits, 'usedPct') ?? null;
    if (percent === null) continue;
    const resetsAtMs = readTimeMs(at(credits, 'resetTime'));
    const share = typeof percent === 'number' && isObject(credits) ? percent / 100 : null;
    const window = shareWindow({ id, renewal, resetsAtMs }, share, readAmount(at(credits, 'total')) || undefined);
    if (window === null) unreadable.push(id);
    else windows.push(window);
  }
  if (windows.length === 0 && unreadable.length > 0) return unknownShape('individual', edition);
  const tier = readText(edition['specCode']) ?? readText(edition['name']);
  const read = withUnreadable(windows, unreadable);
  const reading = { pool: 'token-plan-personal', ...origin, ...read, ...termOf(edition), tier, addOns: [] } as const;
  return { outcome: 'reading', reading };
}

/** The seats give the numbers, or else their sum. Without either the plan is there and its numbers are not. */
function teamPlan(edition: JsonObject, origin: Origin): Parsed<'token-plan-team'> {
  const summary = edition['seatSummary'];
  const groups = at(summary, 'groups');
  const tiers = Array.isArray(groups) ? groups.map((group: unknown) => (isObject(group) ? tierOf(group) : null)) : [];
  const seatTiers = tiers.every((tier) => tier !== null) ? tiers : [];
  const sum = readCredits(at(summary, 'total', 'totalValue'), at(summary, 'total', 'surplusValue'));
  const credits = seatTiers.length > 0 ? sumOfTiers(seatTiers) : sum;
  const kind = { id: 'credits', unit: 'credits', renewal: 'calendar' } as const;
  const window = credits === null ? null : exactWindow(kind, { ...credits, resetsAt: firstRefreshMs(seatTiers) });
  const reading = {
    pool: 'token-plan-team',
    ...origin,
    ...withUnreadable(window === null ? [] : [window], credits === null && isObject(summary) ? ['credits'] : []),
    ...termOf(edition),
    plan: readText(edition['name']),
    seatTiers,
    addOns: [],
  } as const;
  return { outcome: 'reading', reading };
}

function tierOf(group: JsonObject): SeatTier | null {
  const credits = readCredits(group['totalValue'], group['surplusValue']);
  if (credits === null) return null;
  return {
    tier: readText(group['specType']) ?? '',
    seats: readAmount(group['seats']) ?? 0,
    assigned: readAmount(group['assigned']),
    usedCredits: credits.used,
    totalCredits: credits.limit,
    refreshesAtMs: readTimeMs(group['nextCycleFlushTime']),
  };
}

/** Why a plan is unknown, in the small vocabulary of the program's diagnostics. */
function failureIn(diagnostics: unknown): Failure {
  const codes = Array.isArray(diagnostics) ? diagnostics.map((one: unknown) => at(one, 'errorCode')) : [];
  if (codes.includes('AUTH_REQUIRED')) return { kind: 'session-expired' };
  if (codes.includes('NETWORK_ERROR')) return { kind: 'offline' };
  if (codes.includes('Timeout')) return { kind: 'timeout' };
  return { kind: 'program-failed', program, code: readCode(codes[0]) };
}
