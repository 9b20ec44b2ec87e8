import { renderToString } from 'react-dom/server';
import { windowPictures } from '../../../main/core/history/window-picture.ts';
import { dayMs, minuteMs } from '../../../main/core/quota/calendar.ts';
import { type HistorySeries, thinned } from '../../../main/core/quota/forecast/samples.ts';
import { emptySnapshot } from '../../../main/core/quota/model.ts';
import { utcOffsetsOf } from '../../../main/core/quota/outlook/local-time.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { Windows } from '../../../renderer/history/WindowHistory.tsx';
import type { PanelContext } from '../../../renderer/panel-context.ts';
import { QuotaPanel } from '../../../renderer/quota/QuotaPanel.tsx';
import { base, nowMs } from '../../renderer/states.ts';

const timeZone = 'Europe/Berlin';
const windows = ['five-hours', 'week', 'month'] as const;
const everyMs = 15 * minuteMs;

/** A reading each quarter of an hour for a year, kept as the app keeps it. */
const points = Array.from({ length: (365 * dayMs) / everyMs }, (_, index) => ({
  atMs: nowMs - 365 * dayMs + (index + 1) * everyMs,
  used: index % 2000,
  limit: 2000,
}));
const history = windows.map(
  (windowId): HistorySeries => ({
    pool: 'coding-plan',
    windowId,
    certainty: 'exact',
    points: thinned(points, nowMs),
  }),
);
const bridge: Bridge = { invoke: () => Promise.reject(new Error('was asked')), subscribe: () => () => undefined };

const utcOffsetAt = utcOffsetsOf(timeZone);
const locale = { words: wordsFor('en'), timeZone };
const contextAt = (atMs: number): PanelContext => ({ state: base, nowMs: atMs, locale, bridge });

/** What the app has done before anybody opens the history: the user's clock is known, and the quota screen was drawn. */
export function drawnQuota(): string {
  utcOffsetAt(nowMs);
  return renderToString(<QuotaPanel context={contextAt(nowMs)} onPanel={() => undefined} />);
}

/** From the readings of three windows to the page of the first: main's part and React's. The clock moves each round. */
export function drawnYear(round: number): string {
  const atMs = nowMs + round * minuteMs;
  const pictures = windowPictures({
    snapshot: emptySnapshot,
    history,
    levels: [],
    runOuts: [],
    outlooks: [],
    nowMs: atMs,
    utcOffsetAt,
  });
  return renderToString(<Windows context={contextAt(atMs)} pictures={pictures} />);
}
