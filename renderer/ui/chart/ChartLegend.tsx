import type { ReactElement } from 'react';
import type { WindowPicture } from '../../../main/core/history/window-picture.ts';
import { type WindowChart, windowChart } from '../../../main/core/view/usage/window-chart.ts';
import type { Words } from '../../../main/core/view/words/index.ts';

/** The lines that lead ahead, each with its style and its name among the words. */
export const aheadLines = (chart: WindowChart) =>
  (
    [
      { path: chart.ifStopped, look: 'chart-stopped', name: 'ifStopped' },
      { path: chart.likely, look: 'chart-likely', name: 'atPace' },
      { path: chart.evenPace, look: 'chart-even', name: 'evenPace' },
    ] as const
  ).filter(({ path }) => path !== '');

const anyPlot = { width: 1, height: 1, left: 0, right: 0, top: 0, bottom: 0 };

interface Props {
  readonly picture: WindowPicture;
  readonly nowMs: number;
  readonly words: Words;
}

/** Names the lines of a window's chart: what was used of which window, and what leads ahead. */
export function ChartLegend({ picture, nowMs, words }: Props): ReactElement {
  const ahead = aheadLines(windowChart(picture, nowMs, anyPlot));
  const lines = [
    { look: 'chart-line', text: words.quota.window[picture.windowId] },
    ...ahead.map(({ look, name }) => ({ look, text: words.history[name] })),
  ];
  return (
    <p className="chart-legend">
      {lines.map(({ look, text }) => (
        <span key={look}>
          <svg className="chart-key" viewBox="0 0 18 4" aria-hidden="true">
            <path className={look} d="M1 2H17" />
          </svg>
          {text}
        </span>
      ))}
    </p>
  );
}
