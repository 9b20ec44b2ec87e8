import type { ReadingOf } from '../../quota/model.ts';
import { hasFreeTierEnded } from '../../quota/plan-status.ts';
import { isFull, usedShare } from '../../quota/share.ts';
import type { Locale } from '../format.ts';
import { compareNames } from '../formatters.ts';
import { levelOf } from '../level.ts';
import type { Words } from '../words/index.ts';
import { type AmountRow, endNote, leftOfTotal, type Measured, measuredBy, meterOf } from './amount-row.ts';
import { statusName } from './plan-name.ts';

type Model = ReadingOf<'free-tier'>['models'][number];

/** A model of the free tier with the values by which it is sorted. Its texts are made for what is drawn, by {@link modelRow}. */
export interface RankedModel {
  readonly key: string;
  readonly name: string;
  readonly measured: Measured;
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
  /** Whether no model may be amber or red. */
  readonly isCalm: boolean;
}

export function freeTierDetails(
  reading: Pick<ReadingOf<'free-tier'>, 'models' | 'omittedModels'>,
  nowMs: number,
  { words }: Locale,
): FreeTierDetails {
  const models = reading.models.map((model, index): RankedModel => {
    const { quota, endsAtMs } = model;
    const measured = quota === null ? null : measuredBy(quota.remaining, quota.total);
    const rank = rankOf(measured, hasFreeTierEnded(model, nowMs));
    return { key: `${index}-${model.model}`, name: model.model, measured, rank, endsAtMs, model };
  });
  const nearEnd = models.filter(({ measured, rank }) => rank === 0 && measured !== null && levelOf(measured) === 'red');
  const usedUp = models.filter(({ rank }) => rank === 1);
  const { omittedModels: omitted } = reading;
  const summary = [
    words.quota.models(models.length),
    ...(nearEnd.length > 0 ? [words.quota.modelsNearEnd(nearEnd.length)] : []),
    ...(usedUp.length > 0 ? [words.quota.modelsUsedUp(usedUp.length)] : []),
    ...(omitted === undefined ? [] : [words.quota.modelsOmitted(omitted)]),
  ];
  return {
    kind: 'free-tier',
    summary: summary.join(' · '),
    models,
    count: models.length + (omitted ?? 0),
    isCalm: false,
  };
}

export function modelRow(
  { key, name, measured, endsAtMs, model }: RankedModel,
  isCalm: boolean,
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
    ...meterOf(measured, words),
    ...(isCalm && { level: 'calm' }),
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
function rankOf(measured: Measured, over: boolean): number {
  if (over) return 4;
  if (measured === null) return 3;
  if (isFull(measured)) return 1;
  return measured.used > 0 ? 0 : 2;
}

export type ModelOrder = 'used' | 'name' | 'ends';

/** The models whose name contains `query`, in the given order. Does not change `models`. */
export function sortModels(models: readonly RankedModel[], order: ModelOrder, query: string): readonly RankedModel[] {
  const wanted = query.trim().toLowerCase();
  const found = wanted === '' ? models : models.filter((model) => model.name.toLowerCase().includes(wanted));
  const byName = (left: RankedModel, right: RankedModel): number => compareNames(left.name, right.name);
  const orders: Record<ModelOrder, (left: RankedModel, right: RankedModel) => number> = {
    used: (left, right) => left.rank - right.rank || shareOf(right) - shareOf(left) || byName(left, right),
    name: byName,
    ends: (left, right) => endKey(left) - endKey(right) || byName(left, right),
  };
  return [...found].sort(orders[order]);
}

const shareOf = ({ measured }: RankedModel): number => (measured === null ? 0 : usedShare(measured));

const endKey = (model: RankedModel): number => model.endsAtMs ?? Number.MAX_SAFE_INTEGER;
