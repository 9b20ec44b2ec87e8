import type { ReadingOf } from '../../quota/model.ts';
import { hasFreeTierEnded } from '../../quota/plan-status.ts';
import { percentDown } from '../../quota/share.ts';
import { dateIn, monthFirst } from '../../usage/plain-date.ts';
import { formatMoney, formatPercent } from '../format.ts';
import { levelOfPercent } from '../level.ts';
import { billedDate } from '../quota/pool-details.ts';
import type { Speaker, Verdict } from './verdict.ts';

type Said = Omit<Verdict, 'pool' | 'isOld'>;

/** The verdict on a pool without windows: the free amount of the model in use, or what is billed so far. */
export function verdictOfModels({ input, reading }: Speaker): Said | null {
  switch (reading.pool) {
    case 'free-tier':
      return freeTierVerdict(input, reading);
    case 'pay-as-you-go': {
      const { words } = input.locale;
      const sentence = billedSentence(input, reading);
      return { sentence, strongText: null, line: words.verdict.noLimit, level: 'calm', windowId: null };
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
  const name = settings?.state === 'readable' ? settings.currentModel : null;
  const model = reading.models.find((one) => one.model === name);
  if (model === undefined || model.quota === null || hasFreeTierEnded(model, nowMs)) return null;
  const { remaining, total } = model.quota;
  const percent = percentDown(total - remaining, total);
  const percentText = formatPercent(100 - percent, words);
  const level = levelOfPercent(percent);
  return {
    sentence: words.verdict.freeLeft(percentText),
    strongText: level === 'calm' ? null : percentText,
    line: words.verdict.freeModel(model.model),
    level,
    windowId: null,
  };
}
