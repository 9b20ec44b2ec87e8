import type { Snapshot } from '../../quota/model.ts';
import { readingOf } from '../../quota/share.ts';
import type { Breakdown, BreakdownProblem, BreakdownRow } from '../../usage/breakdown-model.ts';
import { dateIn, periodOf } from '../../usage/plain-date.ts';
import { explainFailure } from '../explain.ts';
import { formatAge, formatDate, formatMoney, formatNumber, formatShort, type Locale } from '../format.ts';
import { dateFormat } from '../formatters.ts';
import { unitName } from '../quota/amount-row.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';

/** What a chart can show: the cost, or one of the model's units. */
export interface Measure {
  readonly id: string;
  readonly name: string;
}

interface PeriodView {
  readonly period: string;
  readonly text: string;
  /** One number a measure, in the order of the measures. */
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
  /** In place of table and chart, where nothing was billed. */
  readonly emptyText: string | null;
  /** Whose numbers these are, and their age. */
  readonly originText: string;
}

const costId = 'cost';

/** A breakdown in words. Periods that have not begun yet are on no chart: a zero would say that nothing was used. */
export function breakdownView(breakdown: Breakdown, nowMs: number, place: Locale): BreakdownView {
  const { words } = place;
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
  const now = periodOf(dateIn(place.timeZone, nowMs), breakdown.granularity);
  const periods = breakdown.rows
    .filter(({ period, cost, usage }) => period <= now || cost !== 0 || usage.length > 0)
    .map((row) => ({
      period: row.period,
      text: periodText(row.period, nowMs, place),
      values: [...units.map((unit) => amountIn(row, unit)), row.cost],
      texts: textsOf(row),
    }));
  const fromText = periodText(breakdown.fromDate, nowMs, place);
  const toText = periodText(breakdown.toDate, nowMs, place);
  const empty = total.cost === 0 && units.length === 0;
  const emptyText = empty ? words.history.nothing(model, fromText, toText) : null;
  const originText = originOf(breakdown, nowMs, words);
  return { model, fromText, toText, measures, periods, totals: textsOf(total), emptyText, originText };
}

const originOf = ({ sourceId, takenAtMs }: Breakdown, nowMs: number, words: Words): string =>
  [words.quota.from(words.quota.source[sourceId]), words.quota.updated(formatAge(takenAtMs, nowMs, words))].join(' · ');

const amountIn = ({ usage }: Omit<BreakdownRow, 'period'>, unit: string): number =>
  usage.find((one) => one.unit === unit)?.amount ?? 0;

/** The models to choose from: what was billed first, dearest on top, then the free tier's by name. Each once. */
export function offeredModels({ pools }: Snapshot): readonly string[] {
  const readings = pools.map(readingOf);
  const billed = readings.flatMap((reading) => (reading?.pool === 'pay-as-you-go' ? reading.models : []));
  const free = readings.flatMap((reading) => (reading?.pool === 'free-tier' ? reading.models : []));
  const dearest = billed.toSorted((one, other) => other.cost - one.cost).map(({ model }) => model);
  const named = free.map(({ model }) => model).toSorted((one, other) => one.localeCompare(other, 'en'));
  return [...new Set([...dearest, ...named])];
}

/** "tokens" → "Tokens", at the head of a column. */
function unitHeading(unit: string, words: Words): string {
  const name = unitName(unit, words);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** "Nov 3", "Nov 2026", "2026 Q4", with the year of a day where it is not this one. Calendar days know no zone. */
export function periodText(period: string, nowMs: number, place: Locale): string {
  const { words } = place;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter !== null) return words.history.quarter(quarter[1] ?? '', quarter[2] ?? '');
  const dayMs = Date.parse(`${period.length === 7 ? `${period}-01` : period}T00:00:00Z`);
  if (Number.isNaN(dayMs)) return period;
  if (period.length > 7) return formatDate(dayMs, nowMs, { ...place, timeZone: 'UTC' });
  return dateFormat(words.language, 'UTC', 'month').format(dayMs);
}

/** Money of which cents say too little: a cheap model's day costs less than one. */
export const formatCost = (cost: number, currency: string, words: Words): string =>
  formatMoney(cost, currency, words, cost !== 0 && Math.abs(cost) < 0.1 ? 'small' : 'cents');

/** A number beside the chart, in few characters. */
export const formatTick = (value: number, measure: string, currency: string, words: Words): string =>
  measure === costId ? formatCost(value, currency, words) : formatShort(value, words);

/** Amounts are whole; only money comes in parts. */
export const smallestStepOf = (measure: string): number => (measure === costId ? 0 : 1);

/** Why there is no breakdown, and the way out. */
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
