import type { Reading, ReadingOf } from '../../quota/model.ts';
import { usablePacks } from '../../quota/packs.ts';
import { formatClock, formatDate, formatMoney, formatNumber, formatShort, type Locale } from '../format.ts';
import { type AmountRow, endNote, leftOfTotal, measuredBy, meterOf, unitName } from './amount-row.ts';
import { type FreeTierDetails, freeTierDetails } from './free-tier-rows.ts';
import { capitalized } from './plan-name.ts';

/** What a pool shows below its windows: seats and add-ons, the models of the free tier, or the bill. */
export type PoolDetails =
  | { readonly kind: 'none' }
  | { readonly kind: 'credits'; readonly rows: readonly AmountRow[] }
  | FreeTierDetails
  | {
      readonly kind: 'bill';
      /** null: the verdict says it. */
      readonly totalText: string | null;
      readonly periodText: string;
      readonly rows: readonly AmountRow[];
      readonly emptyText: string | null;
    };

export function detailsOf(reading: Reading, nowMs: number, locale: Locale): PoolDetails {
  switch (reading.pool) {
    case 'coding-plan':
      return { kind: 'none' };
    case 'token-plan-personal':
      return creditDetails(packRows(reading, nowMs, locale));
    case 'token-plan-team':
      return creditDetails([...tierRows(reading, nowMs, locale), ...packRows(reading, nowMs, locale)]);
    case 'free-tier':
      return freeTierDetails(reading, nowMs, locale);
    case 'pay-as-you-go':
      return billDetails(reading, nowMs, locale);
  }
}

const creditDetails = (rows: readonly AmountRow[]): PoolDetails =>
  rows.length === 0 ? { kind: 'none' } : { kind: 'credits', rows };

function tierRows(reading: ReadingOf<'token-plan-team'>, nowMs: number, locale: Locale): readonly AmountRow[] {
  const { words } = locale;
  // The row of all Credits says when these refresh.
  const wholeAtMs = reading.windows[0]?.resetsAtMs;
  return reading.seatTiers.map((tier, index): AmountRow => {
    const seats =
      tier.assigned === null ? words.quota.seats(tier.seats) : words.quota.seatsAssigned(tier.assigned, tier.seats);
    const refresh =
      tier.refreshesAtMs === null || tier.refreshesAtMs === wholeAtMs
        ? []
        : [words.quota.refreshes(formatClock(tier.refreshesAtMs, nowMs, locale))];
    const left = Math.max(0, tier.totalCredits - tier.usedCredits);
    return {
      key: `tier-${index}`,
      name: capitalized(tier.tier),
      ...meterOf(measuredBy(tier.totalCredits - tier.usedCredits, tier.totalCredits), words),
      amountText: leftOfTotal(left, tier.totalCredits, 'credits', words),
      noteText: words.common.list([seats, ...refresh]),
    };
  });
}

/** The packs in the order in which they are used. */
function packRows(reading: Reading, nowMs: number, locale: Locale): readonly AmountRow[] {
  const { words } = locale;
  return usablePacks(reading, nowMs).map((pack, index): AmountRow => {
    const total = pack.totalCredits ?? 0;
    return {
      key: `pack-${index}`,
      name: words.quota.addOn,
      ...meterOf(measuredBy(pack.remainingCredits, total), words),
      amountText:
        total > 0
          ? leftOfTotal(pack.remainingCredits, total, 'credits', words)
          : words.quota.left(`${formatShort(pack.remainingCredits, words)} ${words.quota.unitNames.credits}`),
      noteText: endNote(pack.endsAtMs, nowMs, locale),
    };
  });
}

function billDetails(reading: ReadingOf<'pay-as-you-go'>, nowMs: number, locale: Locale): PoolDetails {
  const { words } = locale;
  const rows = [...reading.models]
    .sort((left, right) => right.cost - left.cost)
    .map(
      (model, index): AmountRow => ({
        key: `${index}-${model.model}`,
        name: model.model,
        ...meterOf(null, words),
        amountText: formatMoney(model.cost, reading.currency, words),
        noteText:
          words.common.list(
            model.usage.map((use) => `${formatNumber(use.amount, words)} ${unitName(use.unit, words)}`),
          ) || null,
      }),
    );
  return {
    kind: 'bill',
    totalText: formatMoney(reading.totalCost, reading.currency, words),
    periodText: [
      words.quota.monthToDate(billedDate(reading.fromDate, nowMs, locale), billedDate(reading.toDate, nowMs, locale)),
      ...(reading.omittedModels === undefined ? [] : [words.quota.modelsOmitted(reading.omittedModels)]),
    ].join(' · '),
    rows,
    emptyText: rows.length === 0 ? words.quota.noCost : null,
  };
}

/** Writes a day of the bill, which is a calendar day and not a moment: it is read and shown in UTC. */
export function billedDate(date: string, nowMs: number, locale: Locale): string {
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(dayMs) ? date : formatDate(dayMs, nowMs, { ...locale, timeZone: 'UTC' });
}
