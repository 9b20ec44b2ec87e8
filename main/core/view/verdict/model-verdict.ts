import type { Reading, ReadingOf } from '../../quota/model.ts';
import { hasFreeTierEnded } from '../../quota/plan-status.ts';
import { shownLeftPercent } from '../../quota/share.ts';
import { dateIn, monthFirst } from '../../usage/plain-date.ts';
import { formatMoney, formatPercent } from '../format.ts';
import { levelOf } from '../level.ts';
import { type Measured, measuredBy } from '../quota/amount-row.ts';
import { billedDate } from '../quota/pool-details.ts';
import type { Said, Speaker } from './verdict-model.ts';

/** The verdict on a pool without windows: the free amount of the model in use, or what is billed so far. */
export function verdictOfModels({ input, reading }: Speaker): Said | null {
  switch (reading.pool) {
    case 'free-tier':
      return freeTierVerdict(input, reading);
    case 'pay-as-you-go': {
      const { words } = input.locale;
      const sentence = billedSentence(input, reading);
      const said = { strongText: null, line: words.verdict.noLimit, level: 'calm', windowId: null, told: [] } as const;
      return { ...said, sentence, kind: 'billed' };
    }
    case 'coding-plan':
    case 'token-plan-personal':
    case 'token-plan-team':
      return null;
  }
}

/** What is billed; a bill of another month names its days, which are counted in UTC. */
function billedSentence({ nowMs, locale }: Speaker['input'], reading: ReadingOf<'pay-as-you-go'>): string {
  const { verdict } = locale.words;
  const { fromDate, toDate } = reading;
  const amount = formatMoney(reading.totalCost, reading.currency, locale.words);
  if (monthFirst(toDate) === monthFirst(dateIn('UTC', nowMs))) return verdict.billed(amount);
  return verdict.billedIn(amount, billedDate(fromDate, nowMs, locale), billedDate(toDate, nowMs, locale));
}

function freeTierVerdict({ settings, locale, nowMs }: Speaker['input'], reading: ReadingOf<'free-tier'>): Said | null {
  const { words } = locale;
  const model = modelInUse(reading, settings);
  const amount = amountInUse(reading, settings);
  if (model === undefined || amount === null || hasFreeTierEnded(model, nowMs)) return null;
  const percentText = formatPercent(shownLeftPercent(amount), words);
  const level = levelOf(amount);
  return {
    sentence: words.verdict.freeLeft(percentText),
    strongText: level === 'calm' ? null : percentText,
    line: words.verdict.freeModel(model.model),
    level,
    kind: 'left',
    windowId: null,
    told: [],
  };
}

const modelInUse = (reading: ReadingOf<'free-tier'>, settings: Speaker['input']['settings']) =>
  reading.models.find(({ model }) => settings?.state === 'readable' && model === settings.currentModel);

/** The free amount of the model in use; null: it is not known, or the pool is not limited by model. */
export function amountInUse(reading: Reading, settings: Speaker['input']['settings']): Measured {
  const quota = reading.pool === 'free-tier' ? modelInUse(reading, settings)?.quota : null;
  return quota ? measuredBy(quota.remaining, quota.total) : null;
}
