import type { ReadingOf } from '../../../core/quota/model.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { type Credits, exactWindow, firstRefreshMs, readCredits, sumOfTiers } from '../../quota-windows.ts';
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
  if (!isObject(summary)) return unknownShape(where, data);
  const groups = summary['SubscriptionGroupList'];
  if (groups === undefined || groups === null) return withoutGroups(summary, inner, origin);
  if (!Array.isArray(groups)) return unknownShape(`${where}.SubscriptionGroupList`, groups);
  const tiers: SeatTier[] = [];
  for (const group of groups) {
    const tier = isObject(group) ? tierOf(group) : null;
    if (tier === null) return unknownShape(`${where}.SubscriptionGroupList`, group);
    if (tier.seats > 0 || tier.totalCredits > 0) tiers.push(tier);
  }
  if (tiers.length === 0) return { outcome: 'not-subscribed' };
  return readingOf(summary, tiers, { ...sumOfTiers(tiers), resetsAt: firstRefreshMs(tiers) }, origin);
}

/**
 * The reading with what is known of its renewal. Of a plan that is not renewed the service names the plan's end as the
 * next refresh, which nothing follows (docs/facts/qwencloud-protocol.md §4.4). Earlier refreshes remain.
 */
export function withRenewal(reading: TeamReading, autoRenews: boolean | null): TeamReading {
  if (autoRenews !== false) return { ...reading, autoRenews };
  const { endsAtMs } = reading;
  const refreshOf = (atMs: number | null) => (atMs !== null && endsAtMs !== null && atMs < endsAtMs ? atMs : null);
  return {
    ...reading,
    autoRenews,
    windows: reading.windows.map((window) => ({ ...window, resetsAtMs: refreshOf(window.resetsAtMs) })),
    seatTiers: reading.seatTiers.map((tier) => ({ ...tier, refreshesAtMs: refreshOf(tier.refreshesAtMs) })),
  };
}

function readingOf(
  summary: JsonObject,
  seatTiers: readonly SeatTier[],
  sum: Credits & { readonly resetsAt: number | null },
  origin: Origin,
): Parsed<'token-plan-team'> {
  const window = exactWindow({ id: 'credits', unit: 'credits', renewal: 'calendar' }, sum);
  const reading: TeamReading = {
    pool: 'token-plan-team',
    ...origin,
    windows: window === null ? [] : [window],
    endsAtMs: endOf(summary),
    autoRenews: null,
    plan: readText(summary['PlanName']),
    status: readText(summary['Status']),
    seatTiers,
    addOns: [],
  };
  return { outcome: 'reading', reading };
}

/**
 * An account without seats gets an empty `Data` (public reports), one with a count of 0, or one that names only the
 * account. Without groups, the sum of all seats is read if it is there.
 */
function withoutGroups(summary: JsonObject, inner: unknown, origin: Origin): Parsed<'token-plan-team'> {
  const credits = creditsIn(summary);
  if (credits !== null && credits.limit > 0) return readingOf(summary, [], { ...credits, resetsAt: null }, origin);
  const named = Object.hasOwn(summary, 'ProductCode') || Object.hasOwn(summary, 'Uid');
  const counts = readAmount(summary['TotalCount']) === 0;
  const empty = isObject(inner) && Object.keys(inner).length === 0;
  const isNone = empty || ((named || counts) && !namesPlan(summary, origin.takenAtMs));
  return isNone ? { outcome: 'not-subscribed' } : unknownShape(where, summary);
}

/** The official client reads both names. */
const endOf = (summary: JsonObject): number | null => readTimeMs(summary['EndTime'] ?? summary['PeriodEnd']);

/** Whether the summary names a plan although it has no readable seats. */
function namesPlan(summary: JsonObject, nowMs: number): boolean {
  const endsAtMs = endOf(summary);
  if (endsAtMs !== null) return endsAtMs > nowMs;
  if (readText(summary['PlanName']) !== null) return true;
  return ['RemainingDays', 'TotalValue'].some((key) => (readAmount(summary[key]) ?? 0) > 0);
}

function tierOf(group: JsonObject): SeatTier | null {
  const credits = creditsIn(equityIn(group['EquityList'])) ?? creditsIn(group);
  if (credits === null) return null;
  return {
    tier: readText(group['SpecType']) ?? '',
    seats: readAmount(group['SubscriptionTotalNumber']) ?? 0,
    assigned: readAmount(group['SubscriptionAssignedNumber']),
    usedCredits: credits.used,
    totalCredits: credits.limit,
    refreshesAtMs: readTimeMs(group['NextCycleFlushTime']),
  };
}

/** The Credits under the names of the cycle, or else of the whole term: one name of each would not fit together. */
function creditsIn(holder: JsonObject | undefined): Credits | null {
  if (holder === undefined) return null;
  const isCycle = Object.hasOwn(holder, 'CycleTotalValue') || Object.hasOwn(holder, 'CycleSurplusValue');
  const total = holder[isCycle ? 'CycleTotalValue' : 'TotalValue'];
  const left = isCycle ? holder['CycleSurplusValue'] : (holder['SurplusValue'] ?? holder['TotalSurplusValue']);
  return readCredits(total, left);
}

/** The list entry for Credits; so far the list has held only this entry. */
function equityIn(list: unknown): JsonObject | undefined {
  const entries: readonly JsonObject[] = Array.isArray(list) ? list.filter(isObject) : [];
  return entries.find((entry) => entry['EquityCode'] === 'credit_value') ?? entries[0];
}
