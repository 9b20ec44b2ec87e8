import type { Snapshot } from '../../quota/model.ts';
import { readingOf } from '../../quota/share.ts';
import type { Breakdown, BreakdownProblem, BreakdownRow } from '../../usage/breakdown-model.ts';
import { dateIn, periodOf } from '../../usage/plain-date.ts';
import { explainFailure } from '../explain.ts';
import { formatAge, formatDate, formatMoney, formatNumber, formatShort, type Locale } from '../format.ts';
import { compareNames, dateFormat } from '../formatters.ts';
import { unitName } from '../quota/amount-row.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';

/** A quantity that a chart can show: the cost, or an amount in one of the model's units. */
interface Measure {
  readonly id: string;
  readonly name: string;
}

interface PeriodView {
  readonly period: string;
  readonly text: string;
  /** A number for each measure, in the order of the measures. */
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

export interface BreakdownView {
  readonly model: string;
  readonly fromText: string;
  readonly toText: string;
  readonly measures: readonly Measure[];
  /** Oldest first, up to today. */
  readonly periods: readonly PeriodView[];
  readonly totals: readonly string[];
  /** Shown in place of table and chart if nothing was billed; null otherwise. */
  readonly emptyText: string | null;
  /** The source of the numbers, and their age. */
  readonly originText: string;
}

const costId = 'cost';

/** Describes a breakdown. Periods that have not begun are left out: a zero would say that nothing was used. */
export function breakdownView(breakdown: Breakdown, nowMs: number, locale: Locale): BreakdownView {
  const { words } = locale;
  const { model, total, currency } = breakdown;
  const units = total.usage.map(({ unit }) => unit);
  const measures = [
    ...units.map((unit) => ({ id: unit, name: unitHeading(unit, words) })),
    { id: costId, name: words.history.cost },
  ];
  const textsOf = (row: Omit<BreakdownRow, 'period'>): readonly string[] => [
    ...units.map((unit) => formatNumber(amountIn(row, unit), words)),
    formatCost(row.cost, currency, words),
  ];
  const now = periodOf(dateIn(locale.timeZone, nowMs), breakdown.granularity);
  const periods = breakdown.rows
    .filter(({ period, cost, usage }) => period <= now || cost !== 0 || usage.length > 0)
    .map((row) => ({
      period: row.period,
      text: periodText(row.period, nowMs, locale),
      values: [...units.map((unit) => amountIn(row, unit)), row.cost],
      texts: textsOf(row),
    }));
  const fromText = periodText(breakdown.fromDate, nowMs, locale);
  const toText = periodText(breakdown.toDate, nowMs, locale);
  const empty = total.cost === 0 && units.length === 0;
  const emptyText = empty ? words.history.nothing(model, fromText, toText) : null;
  const originText = originOf(breakdown, nowMs, words);
  return { model, fromText, toText, measures, periods, totals: textsOf(total), emptyText, originText };
}

/** What the chart of a measure shows, with its total and its highest period. */
export function chartLabel(view: BreakdownView, measure: Measure, { history }: Words): string {
  const at = view.measures.indexOf(measure);
  const values = view.periods.map((period) => period.values[at] ?? 0);
  const highest = view.periods[values.indexOf(Math.max(0, ...values))];
  const label = history.chart(measure.name, view.model, view.fromText, view.toText);
  const summary = history.chartHighest(view.totals[at] ?? '', highest?.texts[at] ?? '', highest?.text ?? '');
  return `${label}. ${summary}`;
}

const originOf = ({ sourceId, takenAtMs }: Breakdown, nowMs: number, words: Words): string =>
  [words.quota.from(words.quota.source[sourceId]), words.quota.updated(formatAge(takenAtMs, nowMs, words))].join(' · ');

const amountIn = ({ usage }: Omit<BreakdownRow, 'period'>, unit: string): number =>
  usage.find((one) => one.unit === unit)?.amount ?? 0;

/** Lists the models to choose from, each once: those on the bill by cost, then those of the free tier by name. */
export function offeredModels({ pools }: Snapshot): readonly string[] {
  const readings = pools.map(readingOf);
  const billed = readings.flatMap((reading) => (reading?.pool === 'pay-as-you-go' ? reading.models : []));
  const free = readings.flatMap((reading) => (reading?.pool === 'free-tier' ? reading.models : []));
  const dearest = billed.toSorted((one, other) => other.cost - one.cost).map(({ model }) => model);
  const named = free.map(({ model }) => model).toSorted(compareNames);
  return [...new Set([...dearest, ...named])];
}

/** Names a unit at the head of a column: "tokens" becomes "Tokens". */
function unitHeading(unit: string, words: Words): string {
  const name = unitName(unit, words);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Writes a period: "Nov 3" (with its year unless that is the current one), "Nov 2026" or "2026 Q4". */
export function periodText(period: string, nowMs: number, locale: Locale): string {
  const { words } = locale;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter !== null) return words.history.quarter(quarter[1] ?? '', quarter[2] ?? '');
  const dayMs = Date.parse(`${period.length === 7 ? `${period}-01` : period}T00:00:00Z`);
  if (Number.isNaN(dayMs)) return period;
  if (period.length > 7) return formatDate(dayMs, nowMs, { ...locale, timeZone: 'UTC' });
  return dateFormat(words.language, 'UTC', 'month').format(dayMs);
}

/** Writes a cost with more decimals than usual if it is small: a day of a cheap model costs less than a cent. */
export const formatCost = (cost: number, currency: string, words: Words): string =>
  formatMoney(cost, currency, words, cost !== 0 && Math.abs(cost) < 0.1 ? 'small' : 'cents');

/** Writes a number beside the chart in few characters. */
export const formatTick = (value: number, measure: string, currency: string, words: Words): string =>
  measure === costId ? formatCost(value, currency, words) : formatShort(value, words);

/** The smallest step between the ticks of a chart: amounts are whole numbers, money is not. */
export const smallestStepOf = (measure: string): number => (measure === costId ? 0 : 1);

export function explainBreakdownProblem(problem: BreakdownProblem, words: Words): Explanation {
  switch (problem.kind) {
    case 'period':
      return words.history.periodProblems[problem.reason];
    case 'model-not-found':
      return problem.near.length === 0
        ? words.history.modelNotFound(problem.model)
        : words.history.modelNear(problem.model, words.common.list(problem.near));
    case 'failure':
      return explainFailure(problem.failure, words);
    case 'superseded':
      return words.history.superseded;
  }
}
