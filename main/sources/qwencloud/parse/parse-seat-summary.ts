import type { QuotaWindow, ReadingOf } from '../../../core/quota/model.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { creditsUsed, exactWindow, firstRefreshMs } from '../../quota-windows.ts';
import { at, isObject, type JsonObject, readAmount, readText, readTimeMs } from '../../values.ts';

type TeamReading = ReadingOf<'token-plan-team'>;
type SeatTier = TeamReading['seatTiers'][number];

const where = 'GetSeatSubscriptionSummary';

/**
 * Reads a team's seats (docs/facts/qwencloud-protocol.md §4.4); the payload is `data.Data` or `data` itself. Units:
 * Credits, ms. The window is the sum over all tiers and is refreshed at the earliest `NextCycleFlushTime`; `EndTime` is
 * the plan's end, not a refresh. No seats at all → not subscribed. One unreadable tier → unknown shape, because the sum
 * would be wrong.
 */
export function parseSeatSummary(data: unknown, origin: Origin): Parsed<'token-plan-team'> {
  const inner = at(data, 'Data');
  const summary = isObject(inner) ? inner : data;
  if (!isObject(summary)) return unknownShape(where);
  const groups = summary['SubscriptionGroupList'];
  if (groups === undefined || groups === null) return withoutGroups(summary, inner, origin.takenAtMs);
  if (!Array.isArray(groups)) return unknownShape(`${where}.SubscriptionGroupList`);
  const tiers: SeatTier[] = [];
  for (const group of groups) {
    const tier = isObject(group) ? tierOf(group) : null;
    if (tier === null) return unknownShape(`${where}.SubscriptionGroupList`);
    if (tier.seats > 0 || tier.totalCredits > 0) tiers.push(tier);
  }
  if (tiers.length === 0) return { outcome: 'not-subscribed' };
  const reading: TeamReading = {
    pool: 'token-plan-team',
    ...origin,
    windows: windowsOf(tiers),
    endsAtMs: readTimeMs(summary['EndTime']),
    autoRenews: null,
    plan: readText(summary['PlanName']),
    status: readText(summary['Status']),
    seatTiers: tiers,
    addOns: [],
  };
  return { outcome: 'reading', reading };
}

/** An account without seats gets an empty `Data` (public reports), or one that names only the account. */
function withoutGroups(summary: JsonObject, inner: unknown, nowMs: number): Parsed<'token-plan-team'> {
  const named = Object.hasOwn(summary, 'ProductCode') || Object.hasOwn(summary, 'Uid');
  const empty = isObject(inner) && Object.keys(inner).length === 0;
  return (named && !namesPlan(summary, nowMs)) || empty ? { outcome: 'not-subscribed' } : unknownShape(where);
}

/** Whether the summary names a plan although it has no readable seats. */
function namesPlan(summary: JsonObject, nowMs: number): boolean {
  const endsAtMs = readTimeMs(summary['EndTime']);
  if (endsAtMs !== null) return endsAtMs > nowMs;
  if (readText(summary['PlanName']) !== null) return true;
  return ['RemainingDays', 'TotalValue'].some((key) => (readAmount(summary[key]) ?? 0) > 0);
}

function tierOf(group: JsonObject): SeatTier | null {
  const equity = creditsOf(group['EquityList']);
  const total = readAmount(equity?.['TotalValue']) ?? readAmount(group['TotalValue']);
  const surplus = readAmount(equity?.['SurplusValue']) ?? readAmount(group['SurplusValue']);
  const seats = readAmount(group['SubscriptionTotalNumber']);
  if (total === null || surplus === null) return null;
  return {
    tier: readText(group['SpecType']) ?? '',
    seats: seats ?? 0,
    assigned: readAmount(group['SubscriptionAssignedNumber']),
    usedCredits: creditsUsed(total, surplus),
    totalCredits: total,
    refreshesAtMs: readTimeMs(group['NextCycleFlushTime']),
  };
}

/** The list entry for Credits; so far the list has held only this entry. */
function creditsOf(list: unknown): JsonObject | undefined {
  const entries: readonly JsonObject[] = Array.isArray(list) ? list.filter(isObject) : [];
  return entries.find((entry) => entry['EquityCode'] === 'credit_value') ?? entries[0];
}

function windowsOf(tiers: readonly SeatTier[]): readonly QuotaWindow[] {
  const window = exactWindow(
    { id: 'credits', unit: 'credits', renewal: 'calendar' },
    {
      used: tiers.reduce((sum, { usedCredits }) => sum + usedCredits, 0),
      limit: tiers.reduce((sum, { totalCredits }) => sum + totalCredits, 0),
      resetsAt: firstRefreshMs(tiers),
    },
  );
  return window === null ? [] : [window];
}
