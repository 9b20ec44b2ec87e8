import type { QuotaWindow } from '../../quota/model.ts';
import { shownPercent } from '../../quota/share.ts';
import { formatAmount } from '../format.ts';
import type { WindowInput } from './window-view.ts';

/** What is used as it is shown, so that used and left add up to the limit: an amount is rounded down. */
function amountUsed({ used, limit, unit }: QuotaWindow): number {
  if (unit === 'share') return shownPercent(used, limit) / 100;
  const steps = unit === 'money' || limit < 100 ? 100 : 1;
  return Math.floor(used * steps + 1e-6) / steps;
}

export const amountLeft = (window: QuotaWindow): number =>
  Math.max(0, Math.round((window.limit - amountUsed(window)) * 100) / 100);

export const amountText = (amount: number, { window, currency, locale }: WindowInput): string =>
  formatAmount(amount, window.unit, currency, locale.words);

export const withUnit = (amount: number, input: WindowInput): string =>
  input.locale.words.quota.amount[input.window.unit](amount, amountText(amount, input));

/** An estimate with a range shows the range; what is left is computed from its likely value. */
export function usedSentence(input: WindowInput): string {
  const { window, locale } = input;
  const { quota } = locale.words;
  if (window.unit === 'share') return '';
  if (window.usedBetween === undefined) return quota.used(amountText(amountUsed(window), input));
  const { from, to } = window.usedBetween;
  return quota.usedBetween(amountText(from, input), to === null ? null : amountText(to, input));
}

export function leftSentence(input: WindowInput): string {
  const { window, locale } = input;
  const { quota } = locale.words;
  const left = amountText(amountLeft(window), input);
  return window.unit === 'share' ? quota.percentLeft(left) : quota.leftOf(left, withUnit(window.limit, input));
}
