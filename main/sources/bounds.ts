import { maskDeep } from '../core/provider/precedence/secret-mask.ts';
import { maskKeys } from '../core/provider/settings-text/mask.ts';
import { canResetAt } from '../core/quota/calendar.ts';
import { type QuotaWindow, type Reading, type ReadingOf, ReadingSchema } from '../core/quota/model.ts';

/** Far more than any account has, and no more than the popover can show. */
const mostModels = 1000;
const mostParts = 100;

/**
 * A reading without more than can be shown: the models that matter most, and how many were left out. Sums stay those of
 * all. A reset further away than its window lasts is removed, and what looks like a key in any text is masked. null: the
 * reading is not valid.
 */
export function boundedReading(reading: Reading): Reading | null {
  const { windows, takenAtMs } = reading;
  const believed = windows.map((window) => withoutImpossibleReset(window, takenAtMs));
  return ReadingSchema.safeParse(maskDeep(boundedLists({ ...reading, windows: believed }), maskKeys)).data ?? null;
}

const withoutImpossibleReset = (window: QuotaWindow, atMs: number): QuotaWindow =>
  window.resetsAtMs === null || canResetAt(window, window.resetsAtMs, atMs)
    ? window
    : { ...window, resetsAtMs: null, resetImpossible: true };

function boundedLists(reading: Reading): Reading {
  switch (reading.pool) {
    case 'free-tier':
      return { ...reading, ...cut(reading.models, byUse) };
    case 'pay-as-you-go': {
      const { models, ...omitted } = cut(reading.models, byCost);
      return {
        ...reading,
        ...omitted,
        models: models.map((one) => ({ ...one, usage: one.usage.slice(0, mostParts) })),
      };
    }
    case 'token-plan-team':
      return {
        ...reading,
        seatTiers: reading.seatTiers.slice(0, mostParts),
        addOns: reading.addOns.slice(0, mostParts),
      };
    default:
      return reading;
  }
}

function cut<Model>(models: readonly Model[], order: (one: Model, other: Model) => number) {
  if (models.length <= mostModels) return { models };
  return { models: models.toSorted(order).slice(0, mostModels), omittedModels: models.length - mostModels };
}

type FreeModel = ReadingOf<'free-tier'>['models'][number];
type BilledModel = ReadingOf<'pay-as-you-go'>['models'][number];

/** The most used first; models without an amount last. */
const byUse = (one: FreeModel, other: FreeModel): number => useOf(other) - useOf(one);

const useOf = ({ quota }: FreeModel): number => (quota === null ? -1 : 1 - quota.remaining / quota.total);

const byCost = (one: BilledModel, other: BilledModel): number => other.cost - one.cost;
