import type { ReadingOf } from '../../quota/model.ts';
import { hasFreeTierEnded } from '../../quota/plan-status.ts';
import type { Locale } from '../format.ts';
import { compareNames } from '../formatters.ts';
import { levelOfPercent } from '../level.ts';
import type { Words } from '../words/index.ts';
import { type AmountRow, endNote, leftOfTotal, meterOf, percentOf } from './amount-row.ts';
import { statusName } from './plan-name.ts';

type Model = ReadingOf<'free-tier'>['models'][number];

/** A model of the free tier with the values by which it is sorted. Its texts are made for what is drawn, by {@link modelRow}. */
export interface RankedModel {
  readonly key: string;
  readonly name: string;
  readonly percent: number | null;
  readonly rank: number;
  readonly endsAtMs: number | null;
  readonly model: Model;
}

export interface FreeTierDetails {
  readonly kind: 'free-tier';
  readonly summary: string;
  readonly models: readonly RankedModel[];
  /** How many models the account has, also those that are not listed. */
  readonly count: number;
}

export function freeTierDetails(
  reading: Pick<ReadingOf<'free-tier'>, 'models' | 'omittedModels'>,
  nowMs: number,
  { words }: Locale,
): FreeTierDetails {
  const models = reading.models.map((model, index): RankedModel => {
    const { quota, endsAtMs } = model;
    const percent = quota === null ? null : percentOf(quota.total - quota.remaining, quota.total);
    const rank = rankOf(percent, hasFreeTierEnded(model, nowMs));
    return { key: `${index}-${model.model}`, name: model.model, percent, rank, endsAtMs, model };
  });
  const nearEnd = models.filter(({ percent, rank }) => rank === 0 && levelOfPercent(percent ?? 0) !== 'calm').length;
  const { omittedModels: omitted } = reading;
  const summary = [
    words.quota.models(models.length),
    ...(nearEnd > 0 ? [words.quota.modelsNearEnd(nearEnd)] : []),
    ...(omitted === undefined ? [] : [words.quota.modelsOmitted(omitted)]),
  ];
  return { kind: 'free-tier', summary: summary.join(' · '), models, count: models.length + (omitted ?? 0) };
}

export function modelRow(
  { key, name, percent, endsAtMs, model }: RankedModel,
  nowMs: number,
  locale: Locale,
): AmountRow {
  const { words } = locale;
  const status = model.status === null ? null : statusName(model.status, words);
  const billed = model.afterwards === 'billed' ? words.quota.thenBilled : null;
  const notes = [status, endNote(endsAtMs, nowMs, locale), billed].filter((note) => note !== null);
  return {
    key,
    name,
    ...meterOf(percent, words),
    amountText: amountOf(model, words),
    noteText: notes.length === 0 ? null : words.common.list(notes),
  };
}

/**
 * Without a status the account has no instance of the model, which is then free without an amount; with one, the amount
 * is unknown.
 */
function amountOf({ quota, status }: Model, words: Words): string {
  if (quota !== null) return leftOfTotal(quota.remaining, quota.total, quota.unit, words);
  return status === null ? words.quota.withoutAmount : words.quota.amountNotTold;
}

/** Ranks models: in use, used up, untouched, without an amount, ended. */
function rankOf(percent: number | null, over: boolean): number {
  if (over) return 4;
  if (percent === null) return 3;
  if (percent >= 100) return 1;
  return percent > 0 ? 0 : 2;
}

export type ModelOrder = 'used' | 'name' | 'ends';

/** The models whose name contains `query`, in the given order. Does not change `models`. */
export function sortModels(models: readonly RankedModel[], order: ModelOrder, query: string): readonly RankedModel[] {
  const wanted = query.trim().toLowerCase();
  const found = wanted === '' ? models : models.filter((model) => model.name.toLowerCase().includes(wanted));
  const byName = (left: RankedModel, right: RankedModel): number => compareNames(left.name, right.name);
  const orders: Record<ModelOrder, (left: RankedModel, right: RankedModel) => number> = {
    used: (left, right) => left.rank - right.rank || (right.percent ?? 0) - (left.percent ?? 0) || byName(left, right),
    name: byName,
    ends: (left, right) => endKey(left) - endKey(right) || byName(left, right),
  };
  return [...found].sort(orders[order]);
}

const endKey = (model: RankedModel): number => model.endsAtMs ?? Number.MAX_SAFE_INTEGER;
