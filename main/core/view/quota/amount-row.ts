import { percentDown } from '../../quota/share.ts';
import { formatDate, formatPercent, formatShort, type Locale } from '../format.ts';
import { type Level, levelOfPercent } from '../level.ts';
import type { Words } from '../words/index.ts';

/** A named amount with its meter. `percent` is null without a limit to measure against. */
export interface AmountRow {
  readonly key: string;
  readonly name: string;
  readonly percent: number | null;
  readonly percentText: string;
  readonly level: Level;
  readonly amountText: string;
  readonly noteText: string | null;
}

export const percentOf = (used: number, total: number): number => (total > 0 ? percentDown(used, total) : 0);

export const meterOf = (
  percent: number | null,
  words: Words,
): Pick<AmountRow, 'percent' | 'percentText' | 'level'> => ({
  percent,
  percentText: percent === null ? '' : formatPercent(percent, words),
  level: levelOfPercent(percent ?? 0),
});

export function leftOfTotal(left: number, total: number, unit: string, words: Words): string {
  return words.quota.leftOf(formatShort(left, words), `${formatShort(total, words)} ${unitName(unit, words)}`.trim());
}

export function unitName(unit: string, words: Words): string {
  const known = Object.entries(words.quota.unitNames).find(([name]) => name === unit.toLowerCase());
  return known?.[1] ?? unit;
}

export function endNote(endsAtMs: number | null, nowMs: number, locale: Locale): string | null {
  if (endsAtMs === null) return null;
  const dateText = formatDate(endsAtMs, nowMs, locale);
  return endsAtMs > nowMs ? locale.words.quota.endsOn(dateText) : locale.words.quota.endedOn(dateText);
}
