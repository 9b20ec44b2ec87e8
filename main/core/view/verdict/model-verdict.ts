import type { ReadingOf } from '../../quota/model.ts';
import { hasFreeTierEnded } from '../../quota/plan-status.ts';
import { percentDown } from '../../quota/share.ts';
import { formatMoney, formatPercent } from '../format.ts';
import { levelOfPercent } from '../level.ts';
import type { Speaker, Verdict } from './verdict.ts';

type Said = Omit<Verdict, 'pool' | 'isOld'>;

/** The verdict on a pool without windows: the free amount of the model in use, or what is billed so far. */
export function verdictOfModels({ input, reading }: Speaker): Said | null {
  switch (reading.pool) {
    case 'free-tier':
      return freeTierVerdict(input, reading);
    case 'pay-as-you-go': {
      const { words } = input.locale;
      const sentence = words.verdict.billed(formatMoney(reading.totalCost, reading.currency, words));
      return { sentence, strongText: null, line: words.verdict.noLimit, level: 'calm', windowId: null };
    }
    case 'coding-plan':
    case 'token-plan-personal':
    case 'token-plan-team':
      return null;
  }
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
