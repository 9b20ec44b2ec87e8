import type { WindowPicture } from '../../history/window-picture.ts';
import { dayMs, hourMs, minuteMs } from '../../quota/calendar.ts';
import { formatClock, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { type ChartReading, chartReading } from './chart-reading.ts';
import { aheadOf, type WindowChart } from './window-chart.ts';
import { percentText } from './window-chart-texts.ts';

type Ahead = WindowPicture['ahead'][number];

/** The values of a window's chart at one time, as its lines show them. null: there is none. */
export interface LevelsAt {
  readonly used: number | null;
  readonly ahead: Ahead | null;
  readonly even: number | null;
}

/** How far apart the times are that the keyboard leads to. */
const steps: Readonly<Record<WindowPicture['windowId'], number>> = {
  'five-hours': 15 * minuteMs,
  week: 6 * hourMs,
  month: dayMs,
  credits: dayMs,
  budget: dayMs,
};

/** Which times of the chart can be read out, and where that begins. */
export function readableSpan(picture: WindowPicture, { fromMs, toMs, evenPace }: WindowChart, nowMs: number) {
  const step = steps[picture.windowId];
  const within = (atMs: number): number => Math.min(toMs, Math.max(fromMs, atMs));
  if (evenPace !== '') return { from: fromMs, to: toMs, start: within(nowMs), step };
  const times = [...picture.runs.flat(), ...aheadOf(picture)].map(({ atMs }) => atMs);
  const [from, to] = [within(Math.min(nowMs, ...times)), within(Math.max(...times))];
  return { from, to, start: Math.min(nowMs, to), step };
}

export function levelsAt(picture: WindowPicture, { evenPace }: WindowChart, atMs: number): LevelsAt {
  const ahead = aheadOf(picture);
  const run = picture.runs.find((points) => atMs >= (points[0]?.atMs ?? 0) && atMs <= (points.at(-1)?.atMs ?? 0));
  const used = run === undefined ? null : between(run, atMs, 'usedPercent');
  const isAhead = ahead.length > 0 && atMs >= (ahead[0]?.atMs ?? 0) && atMs <= (ahead.at(-1)?.atMs ?? 0);
  const { cycle } = picture;
  return {
    used,
    ahead: !isAhead
      ? null
      : {
          atMs,
          ifStopped: between(ahead, atMs, 'ifStopped'),
          low: between(ahead, atMs, 'low'),
          likely: between(ahead, atMs, 'likely'),
          high: between(ahead, atMs, 'high'),
        },
    even:
      evenPace === '' || cycle === null ? null : (100 * (atMs - cycle.fromMs)) / Math.max(1, cycle.toMs - cycle.fromMs),
  };
}

/** The value of a line through points at one time within it. */
function between<Name extends string>(
  points: readonly ({ readonly atMs: number } & Readonly<Record<Name, number>>)[],
  atMs: number,
  name: Name,
): number {
  const after = points.findIndex((point) => point.atMs >= atMs);
  const [one, other] = [points[Math.max(0, after - 1)], points[after]];
  if (one === undefined || other === undefined) return 0;
  const lengthMs = other.atMs - one.atMs;
  return lengthMs === 0 ? other[name] : one[name] + ((other[name] - one[name]) * (atMs - one.atMs)) / lengthMs;
}

export function readingAt({ used, ahead, even }: LevelsAt, atMs: number, nowMs: number, locale: Locale): ChartReading {
  const { history } = locale.words;
  const clockText = formatClock(atMs, nowMs, locale);
  const title = Math.abs(atMs - nowMs) < minuteMs ? history.now(clockText) : clockText;
  const percent = (value: number): string => percentText(value, locale.words);
  const rows = [
    ...(used === null ? [] : [{ name: history.used, text: percent(used) }]),
    // At the present moment nothing has been decided yet.
    ...(ahead === null || used !== null
      ? []
      : [
          { name: history.ifStopped, text: percent(ahead.ifStopped) },
          { name: history.atPace, text: paceText(ahead, locale.words) },
        ]),
    ...(used === null && ahead === null ? [{ name: '', text: history.noReading }] : []),
    ...(even === null ? [] : [{ name: history.evenPace, text: percent(even) }]),
  ];
  return chartReading(title, rows, locale.words);
}

/** The likely level, with the levels between which it is in 8 of 10 cases. */
function paceText({ low, likely, high }: Ahead, words: Words): string {
  const [lowText, likelyText, highText] = [
    percentText(low, words),
    percentText(likely, words),
    percentText(high, words),
  ];
  return lowText === highText ? likelyText : words.history.likely(likelyText, words.history.range(lowText, highText));
}
