import { hasCome } from '../../quota/calendar.ts';
import type { ReadingOf } from '../../quota/model.ts';
import { givesNothing } from '../../quota/plan-status.ts';
import type { Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { type AmountRow, endNote, leftOfTotal, meterOf, percentOf } from './amount-row.ts';
import { statusName } from './plan-name.ts';

type Model = ReadingOf<'free-tier'>['models'][number];

/** A row of the free tier with the values it is sorted by. */
export interface ModelRow extends AmountRow {
  readonly rank: number;
  readonly endsAtMs: number | null;
}

export interface FreeTierDetails {
  readonly kind: 'free-tier';
  readonly summary: string;
  readonly models: readonly ModelRow[];
}

export function freeTierDetails(
  reading: Pick<ReadingOf<'free-tier'>, 'models'>,
  nowMs: number,
  place: Locale,
): FreeTierDetails {
  const { words } = place;
  const models = reading.models.map((model, index): ModelRow => {
    const { quota } = model;
    const percent = quota === null ? null : percentOf(quota.total - quota.remaining, quota.total);
    const status = model.status === null ? null : statusName(model.status, words);
    const billed = model.afterwards === 'billed' ? words.quota.thenBilled : null;
    const notes = [status, endNote(model.endsAtMs, nowMs, place), billed].filter((note) => note !== null);
    return {
      key: `${index}-${model.model}`,
      name: model.model,
      ...meterOf(percent, words),
      amountText: amountOf(model, words),
      noteText: notes.length === 0 ? null : words.common.list(notes),
      rank: rankOf(percent, hasCome(model.endsAtMs, nowMs) || givesNothing(model.status)),
      endsAtMs: model.endsAtMs,
    };
  });
  const nearEnd = models.filter((model) => model.level !== 'calm' && model.rank === 0).length;
  const summary = [words.quota.models(models.length), ...(nearEnd > 0 ? [words.quota.modelsNearEnd(nearEnd)] : [])];
  return { kind: 'free-tier', summary: summary.join(' · '), models };
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

/** Returns the models whose name contains `query`, in the given order. Does not change `models`. */
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
