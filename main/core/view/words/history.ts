import type { Granularity, NamedPeriod, PeriodProblem } from '../../usage/breakdown-model.ts';
import type { Explanation } from './problems.ts';

/** The words of what was used before now. Arguments named `…Text` arrive formatted. */
export interface HistoryWords {
  readonly windows: string;
  readonly windowsEmpty: string;
  readonly windowsHint: string;
  readonly curve: (poolText: string, windowText: string, fromText: string, toText: string) => string;
  readonly curveNow: (percentText: string, highestText: string) => string;
  readonly byModel: string;
  readonly onlyBilled: string;
  readonly model: string;
  readonly modelHint: string;
  /** While no model is named. */
  readonly noModel: string;
  readonly period: string;
  readonly periods: Readonly<Record<NamedPeriod, string>>;
  readonly lastDays: (daysText: string) => string;
  /** Any number of days, entered beside it. */
  readonly someDays: string;
  readonly days: string;
  readonly oneMonth: string;
  readonly fromTo: string;
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly granularity: string;
  readonly granularities: Readonly<Record<Granularity, string>>;
  readonly quarter: (yearText: string, quarterText: string) => string;
  readonly asking: string;
  readonly nothing: (modelText: string, fromText: string, toText: string) => string;
  readonly measure: string;
  readonly cost: string;
  readonly total: string;
  /** The heading of the column of days, months or quarters. */
  readonly when: string;
  readonly table: (modelText: string, fromText: string, toText: string) => string;
  readonly chart: (measureText: string, modelText: string, fromText: string, toText: string) => string;
  readonly chartHighest: (totalText: string, highestText: string, whenText: string) => string;
  readonly copyJson: string;
  readonly copyCsv: string;
  readonly copied: string;
  readonly periodProblems: Readonly<Record<PeriodProblem, Explanation>>;
  readonly modelNotFound: (modelText: string) => Explanation;
  readonly modelNear: (modelText: string, nearText: string) => Explanation;
  readonly superseded: Explanation;
}
