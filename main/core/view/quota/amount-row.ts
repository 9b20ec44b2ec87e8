import type { QuotaWindow } from '../../quota/model.ts';
import { shownPercent } from '../../quota/share.ts';
import { formatDate, formatPercent, formatShort, type Locale } from '../format.ts';
import { type Level, levelOf } from '../level.ts';
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

/** What is used of how much; null: there is no limit to measure against. */
export type Measured = Pick<QuotaWindow, 'used' | 'limit'> | null;

/** What is used if `left` is left of `total`. */
export const measuredBy = (left: number, total: number): Measured =>
  total > 0 ? { used: Math.max(0, total - left), limit: total } : null;

export function meterOf(measured: Measured, words: Words): Pick<AmountRow, 'percent' | 'percentText' | 'level'> {
  if (measured === null) return { percent: null, percentText: '', level: 'calm' };
  const percent = shownPercent(measured.used, measured.limit);
  return { percent, percentText: formatPercent(percent, words), level: levelOf(measured) };
}

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
