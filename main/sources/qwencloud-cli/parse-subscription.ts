import type { ReadingOf } from '../../core/quota/model.ts';
import { firstRefreshMs, readCredits } from '../quota-windows.ts';
import { at, isObject, type JsonObject, readAmount, readFlag, readText, readTimeMs } from '../values.ts';

type TeamReading = ReadingOf<'token-plan-team'>;
type SeatTier = TeamReading['seatTiers'][number];
type AddOn = TeamReading['addOns'][number];

/** Of one plan's kind: the other kind would lend its period to the team's. */
export const subscriptionArgs = ['subscription', 'status', '--plan', 'token', '--format', 'json'] as const;

/**
 * A team's reading with what `subscription status` knows beyond the summary (from 1.1 on;
 * docs/facts/qwencloud-protocol.md §4.8): the seats tier by tier, when their Credits come back, the renewal, and the
 * packs one by one. How much is left stays as the summary told it. What it did not tell changes nothing, and of an
 * account without seats only the packs are believed: of a bought amount of Credits it makes a nameless tier whose
 * refresh is the plan's end, and does not print its own renewal (1.4.1).
 */
export function withSubscription(reading: TeamReading, printed: unknown): TeamReading {
  const bySeats = at(printed, 'isGray') === true;
  const seatTiers = bySeats ? seatTiersIn(at(printed, 'seatTiers')) : [];
  const packs = packsIn(at(printed, 'creditPacks'));
  const resetsAtMs = firstRefreshMs(seatTiers);
  return {
    ...reading,
    windows: reading.windows.map((window) => ({ ...window, resetsAtMs: resetsAtMs ?? window.resetsAtMs })),
    endsAtMs: reading.endsAtMs ?? (bySeats ? readTimeMs(at(printed, 'period', 'end')) : null),
    autoRenews: reading.autoRenews ?? (bySeats ? readFlag(at(printed, 'autoRenew')) : null),
    seatTiers,
    addOns: packs.length === 0 ? reading.addOns : packs,
  };
}

/** All tiers, or none: a part of them would look like all. */
function seatTiersIn(list: unknown): readonly SeatTier[] {
  const tiers = objectsIn(list).map(seatTierOf);
  return tiers.every((tier) => tier !== null) ? tiers : [];
}

function seatTierOf(entry: JsonObject): SeatTier | null {
  const tier = readText(entry['specType']);
  const credits = readCredits(entry['totalCredits'], entry['remainingCredits']);
  if (tier === null || credits === null) return null;
  return {
    tier,
    seats: readAmount(entry['seats']) ?? 0,
    assigned: null,
    usedCredits: credits.used,
    totalCredits: credits.limit,
    refreshesAtMs: readTimeMs(entry['nextCycleFlushTime']),
  };
}

/** The program lists those that are valid alone, and puts 0 for an amount that it could not read. */
const packsIn = (list: unknown): readonly AddOn[] =>
  objectsIn(list).flatMap((entry) => {
    const remainingCredits = readAmount(entry['remainingCredits']);
    const totalCredits = readAmount(entry['totalCredits']) || null;
    if (remainingCredits === null || (totalCredits === null && remainingCredits === 0)) return [];
    return [{ totalCredits, remainingCredits, endsAtMs: readTimeMs(entry['expiresAt']) }];
  });

const objectsIn = (list: unknown): readonly JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : []);
