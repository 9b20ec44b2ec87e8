import type { Reading, ReadingOf } from '../quota/model.ts';
import {
  formatClock,
  formatDate,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShort,
  type Place,
} from './format.ts';
import { type Level, levelOfPercent } from './format-level.ts';
import type { Words } from './words.ts';

/** A named amount with its meter; `percent` null where there is no limit to measure against. */
export interface RowView {
  readonly key: string;
  readonly name: string;
  readonly percent: number | null;
  readonly percentText: string;
  readonly level: Level;
  readonly amountText: string;
  readonly noteText: string | null;
}

/** A free-tier row with what it is sorted by. */
export interface ModelRow extends RowView {
  readonly rank: number;
  readonly endsAtMs: number | null;
}

/** What a pool shows below its windows. */
export type PoolDetails =
  | { readonly kind: 'none' }
  | { readonly kind: 'team'; readonly rows: readonly RowView[] }
  | { readonly kind: 'free-tier'; readonly summary: string; readonly models: readonly ModelRow[] }
  | {
      readonly kind: 'bill';
      readonly totalText: string;
      readonly periodText: string;
      readonly rows: readonly RowView[];
      readonly emptyText: string | null;
    };

export function detailsOf(reading: Reading, nowMs: number, place: Place): PoolDetails {
  switch (reading.pool) {
    case 'coding-plan':
    case 'token-plan-personal':
      return { kind: 'none' };
    case 'token-plan-team':
      return teamDetails(reading, nowMs, place);
    case 'free-tier':
      return freeTierDetails(reading, nowMs, place);
    case 'pay-as-you-go':
      return billDetails(reading, nowMs, place);
  }
}

const percentOf = (used: number, total: number): number =>
  total > 0 ? Math.floor(Math.min(1, Math.max(0, used / total)) * 100) : 0;

/** "pro" → "Pro": the services write names in lower case. */
export const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function leftOfTotal(left: number, total: number, unit: string, words: Words): string {
  return words.quota.leftOf(formatShort(left, words), `${formatShort(total, words)} ${unitName(unit, words)}`.trim());
}

export function unitName(unit: string, words: Words): string {
  const known = Object.entries(words.quota.unitNames).find(([name]) => name === unit.toLowerCase());
  return known?.[1] ?? unit;
}

function teamDetails(reading: ReadingOf<'token-plan-team'>, nowMs: number, place: Place): PoolDetails {
  const { words } = place;
  const tiers = reading.seatTiers.map((tier, index): RowView => {
    const seats =
      tier.assigned === null ? words.quota.seats(tier.seats) : words.quota.seatsAssigned(tier.assigned, tier.seats);
    const refresh =
      tier.refreshesAtMs === null ? [] : [words.quota.refreshes(formatClock(tier.refreshesAtMs, nowMs, place))];
    const left = Math.max(0, tier.totalCredits - tier.usedCredits);
    return {
      key: `tier-${index}`,
      name: titled(tier.tier),
      ...meterOf(tier.totalCredits > 0 ? percentOf(tier.usedCredits, tier.totalCredits) : null, words),
      amountText: leftOfTotal(left, tier.totalCredits, 'credits', words),
      noteText: words.common.list([seats, ...refresh]),
    };
  });
  const packs = reading.addOns.map((pack, index): RowView => {
    const total = pack.totalCredits;
    const known = total !== null && total > 0;
    return {
      key: `pack-${index}`,
      name: words.quota.addOn,
      ...meterOf(known ? percentOf(total - pack.remainingCredits, total) : null, words),
      amountText: known
        ? leftOfTotal(pack.remainingCredits, total, 'credits', words)
        : words.quota.left(`${formatShort(pack.remainingCredits, words)} ${words.quota.unitNames.credits}`),
      noteText: endNote(pack.endsAtMs, nowMs, place),
    };
  });
  return tiers.length + packs.length === 0 ? { kind: 'none' } : { kind: 'team', rows: [...tiers, ...packs] };
}

const meterOf = (percent: number | null, words: Words): Pick<RowView, 'percent' | 'percentText' | 'level'> => ({
  percent,
  percentText: percent === null ? '' : formatPercent(percent, words),
  level: levelOfPercent(percent ?? 0),
});

function endNote(endsAtMs: number | null, nowMs: number, place: Place): string | null {
  if (endsAtMs === null) return null;
  const dateText = formatDate(endsAtMs, nowMs, place);
  return endsAtMs > nowMs ? place.words.quota.endsOn(dateText) : place.words.quota.endedOn(dateText);
}

function freeTierDetails(reading: ReadingOf<'free-tier'>, nowMs: number, place: Place): PoolDetails {
  const { words } = place;
  const models = reading.models.map((model, index): ModelRow => {
    const { quota } = model;
    const percent = quota === null ? null : percentOf(quota.total - quota.remaining, quota.total);
    const status = model.status === null ? null : statusName(model.status, words);
    const notes = [status, endNote(model.endsAtMs, nowMs, place)].filter((note) => note !== null);
    const ended = model.endsAtMs !== null && model.endsAtMs <= nowMs;
    return {
      key: `${index}-${model.model}`,
      name: model.model,
      ...meterOf(percent, words),
      amountText:
        quota === null ? words.quota.withoutAmount : leftOfTotal(quota.remaining, quota.total, quota.unit, words),
      noteText: notes.length === 0 ? null : words.common.list(notes),
      rank: rankOf(percent, ended || /^expire/i.test(model.status ?? '')),
      endsAtMs: model.endsAtMs,
    };
  });
  const nearEnd = models.filter((model) => model.level !== 'calm' && model.rank === 0).length;
  const summary = [words.quota.models(models.length), ...(nearEnd > 0 ? [words.quota.modelsNearEnd(nearEnd)] : [])];
  return { kind: 'free-tier', summary: summary.join(' · '), models };
}

/** What matters first: in use, used up, untouched, without an amount, over. */
function rankOf(percent: number | null, over: boolean): number {
  if (over) return 4;
  if (percent === null) return 3;
  if (percent >= 100) return 1;
  return percent > 0 ? 0 : 2;
}

/** A state of a plan or model in words; null where all is well. */
export function statusName(status: string, words: Words): string | null {
  const plain = status.trim().toLowerCase();
  if (plain === '' || plain === 'valid' || plain === 'normal' || plain === 'active') return null;
  return Object.entries(words.quota.statusNames).find(([name]) => name === plain)?.[1] ?? status;
}

export type ModelOrder = 'used' | 'name' | 'ends';

/** The models that match, in the order asked for. Never changes what it was given. */
export function sortModels(models: readonly ModelRow[], order: ModelOrder, query: string): readonly ModelRow[] {
  const wanted = query.trim().toLowerCase();
  const found = wanted === '' ? models : models.filter((model) => model.name.toLowerCase().includes(wanted));
  const byName = (left: ModelRow, right: ModelRow): number => left.name.localeCompare(right.name, 'en');
  const orders: Record<ModelOrder, (left: ModelRow, right: ModelRow) => number> = {
    used: (left, right) => left.rank - right.rank || (right.percent ?? 0) - (left.percent ?? 0) || byName(left, right),
    name: byName,
    ends: (left, right) => endKey(left) - endKey(right) || byName(left, right),
  };
  return [...found].sort(orders[order]);
}

const endKey = (model: ModelRow): number => model.endsAtMs ?? Number.MAX_SAFE_INTEGER;

function billDetails(reading: ReadingOf<'pay-as-you-go'>, nowMs: number, place: Place): PoolDetails {
  const { words } = place;
  const rows = [...reading.models]
    .sort((left, right) => right.cost - left.cost)
    .map(
      (model, index): RowView => ({
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
    periodText: words.quota.monthToDate(
      billedDate(reading.fromDate, nowMs, place),
      billedDate(reading.toDate, nowMs, place),
    ),
    rows,
    emptyText: rows.length === 0 ? words.quota.noCost : null,
  };
}

/** A billing day is a calendar day, not a moment: read and shown in UTC. */
function billedDate(date: string, nowMs: number, place: Place): string {
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(dayMs) ? date : formatDate(dayMs, nowMs, { ...place, timeZone: 'UTC' });
}
