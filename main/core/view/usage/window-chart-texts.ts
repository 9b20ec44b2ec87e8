import type { WindowPicture } from '../../history/window-picture.ts';
import { dayMs } from '../../quota/calendar.ts';
import { shownPercent } from '../../quota/share.ts';
import { formatClock, formatDate, formatPercent, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import type { Plot, TextAnchor } from './chart.ts';
import { chartRange, type WindowChart } from './window-chart.ts';

export const percentText = (value: number, words: Words): string => formatPercent(shownPercent(value, 100), words);

/** A label at either end and half of one in the middle fit beside each other from this width on. */
const widestLabel = 120;

export function axisTexts({ fromMs, toMs, xOf }: WindowChart, plot: Plot, nowMs: number, locale: Locale) {
  const showsAhead = toMs > nowMs;
  const middleMs = showsAhead ? nowMs : (fromMs + toMs) / 2;
  const clockText = formatClock(middleMs, nowMs, locale);
  const [left, right, middle] = [plot.left, plot.width - plot.right, xOf(middleMs)];
  const texts: { readonly x: number; readonly anchor: TextAnchor; readonly text: string }[] = [
    { x: left, anchor: 'start', text: endText(fromMs, { fromMs, toMs }, nowMs, locale) },
    { x: right, anchor: 'end', text: endText(toMs, { fromMs, toMs }, nowMs, locale) },
  ];
  if (Math.min(middle - left, right - middle) > widestLabel * (plot.textScale ?? 1))
    texts.push({ x: middle, anchor: 'middle', text: showsAhead ? locale.words.history.now(clockText) : clockText });
  return texts;
}

/** Names an end of the chart: by its date over several days, since weekday and time of both ends of a week are alike. */
const endText = (
  atMs: number,
  { fromMs, toMs }: Pick<WindowChart, 'fromMs' | 'toMs'>,
  nowMs: number,
  locale: Locale,
): string => (toMs - fromMs > 2 * dayMs ? formatDate(atMs, nowMs, locale) : formatClock(atMs, nowMs, locale));

/** What the chart shows, and between which times. */
export function chartLabel(picture: WindowPicture, nowMs: number, locale: Locale): string {
  const { quota, history } = locale.words;
  const range = chartRange(picture, nowMs);
  const [fromText, toText] = [range.fromMs, range.toMs].map((atMs) => endText(atMs, range, nowMs, locale));
  return history.curve(quota.pool[picture.pool], quota.window[picture.windowId], fromText ?? '', toText ?? '');
}

/** The present level and the highest that the chart shows. */
export function levelSummary(picture: WindowPicture, nowMs: number, { words }: Locale): string {
  const { fromMs } = chartRange(picture, nowMs);
  const points = picture.runs.flat().filter(({ atMs }) => atMs >= fromMs);
  const highest = points.reduce((most, { usedPercent }) => Math.max(most, usedPercent), 0);
  const present = points.at(-1)?.usedPercent ?? 0;
  return words.history.curveNow(percentText(present, words), percentText(highest, words));
}
