import type { BreakdownPeriod, NamedPeriod } from '../../main/core/usage/breakdown-model.ts';
import type { Words } from '../../main/core/view/words/index.ts';

const named: readonly NamedPeriod[] = ['today', 'yesterday', 'week', 'month', 'last-month', 'quarter', 'year'];
const dayCounts = [30, 90];

/** The content of the form's fields. */
export interface PeriodFields {
  /** One of the values of `periodOptions`. */
  readonly choice: string;
  /** A number of days as typed: it may be empty or no number. */
  readonly days: string;
  /** YYYY-MM, or empty. */
  readonly month: string;
  /** YYYY-MM-DD, or empty. */
  readonly from: string;
  readonly to: string;
}

export const someDays = 'some-days';
export const oneMonth = 'one-month';
export const fromTo = 'from-to';
export const firstFields: PeriodFields = { choice: 'month', days: '', month: '', from: '', to: '' };

export const periodOptions = ({ history }: Words): readonly { readonly value: string; readonly name: string }[] => [
  ...named.map((value) => ({ value, name: history.periods[value] })),
  ...dayCounts.map((days) => ({ value: `${days}`, name: history.lastDays(`${days}`) })),
  { value: someDays, name: history.someDays },
  { value: oneMonth, name: history.oneMonth },
  { value: fromTo, name: history.fromTo },
];

/** The period that the fields name; null while a field is missing. Main validates it. */
export function periodIn({ choice, days, month, from, to }: PeriodFields): BreakdownPeriod | null {
  if (choice === someDays) return days === '' ? null : { kind: 'days', days: wholeIn(days) };
  if (choice === oneMonth) return month === '' ? null : { kind: 'month', month };
  if (choice === fromTo) return from === '' ? null : { kind: 'range', from, to: to === '' ? null : to };
  const name = named.find((one) => one === choice);
  return name === undefined ? { kind: 'days', days: Number(choice) } : { kind: 'named', name };
}

/** The number typed; 0 if it is no whole number, which main then refuses. */
const wholeIn = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : 0);
