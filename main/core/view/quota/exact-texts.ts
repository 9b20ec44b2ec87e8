import { outlookSentences, runOutDetail } from './window-outlook.ts';
import type { WindowInput, WindowView } from './window-view.ts';

/** What the row of a window and the verdict leave out: the limit, how long until the reset, how sure the forecast is. */
export function exactTexts(input: WindowInput, view: Omit<WindowView, 'exactTexts'>): readonly string[] {
  const { usedText, limitText, whenText, rollingText, reset } = view;
  const { usedOf } = input.locale.words.quota;
  return [
    usedText === '' ? null : usedOf(usedText, limitText),
    // The row says from when on a rolling window comes back.
    reset !== null && rollingText !== null ? view.backByText : view.resetText,
    rollingText,
    view.packsText,
    runOutDetail(input),
    view.lastsText,
    ...outlookSentences(input, view.runOutText !== null),
  ].flatMap((text) => (text === null || text === '' || text === whenText ? [] : [text]));
}
