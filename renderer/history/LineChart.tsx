import type { ReactElement } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { formatClock, formatPercent } from '../../main/core/view/format.ts';
import { heightAt, type Plot } from '../../main/core/view/usage/chart.ts';
import { endText, windowChart } from '../../main/core/view/usage/window-chart.ts';
import type { PanelContext } from '../panel-context.ts';
import { LevelTable } from './LevelTable.tsx';
import { Scale } from './Scale.tsx';

const plot: Plot = { width: 330, height: 128, left: 38, right: 6, top: 8, bottom: 20 };
/** A label at either end and half of one in the middle fit beside each other from this width on. */
const widestLabel = 120;
const percents = [0, 50, 100];

interface Props {
  readonly context: PanelContext;
  readonly picture: WindowPicture;
}

/** How a window filled over time, and how it will go on. A text and a table below say what the chart shows. */
export function LineChart({ context: { nowMs, locale }, picture }: Props): ReactElement {
  const { words } = locale;
  const { history } = words;
  const chart = windowChart(picture, nowMs, plot);
  const { fromMs, toMs, xOf } = chart;
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const edge = (atMs: number): string => endText(atMs, chart, nowMs, locale);
  const percent = (value: number): string => formatPercent(Math.floor(value), words);
  const points = picture.runs.flat().filter(({ atMs }) => atMs >= fromMs);
  const highest = points.reduce((most, { usedPercent }) => Math.max(most, usedPercent), 0);
  const present = points.at(-1)?.usedPercent ?? 0;
  const summary = history.curveNow(percent(present), percent(highest));
  const names = [words.quota.pool[picture.pool], words.quota.window[picture.windowId]] as const;
  const label = history.curve(...names, edge(fromMs), edge(toMs));
  const showsAhead = toMs > nowMs;
  const middleMs = showsAhead ? nowMs : (fromMs + toMs) / 2;
  const middleText = showsAhead ? history.now(clock(nowMs)) : clock(middleMs);
  const isMiddleFree = Math.min(xOf(middleMs) - plot.left, plot.width - plot.right - xOf(middleMs)) > widestLabel;
  const legend = [
    { path: chart.ifStopped, look: 'chart-stopped', text: history.ifStopped },
    { path: chart.likely, look: 'chart-likely', text: history.atPace },
    { path: chart.evenPace, look: 'chart-even', text: history.evenPace },
  ].filter(({ path }) => path !== '');
  return (
    <figure>
      <svg
        className="chart"
        viewBox={`0 0 ${plot.width} ${plot.height}`}
        role="img"
        aria-label={`${label}. ${summary}`}
      >
        <Scale
          plot={plot}
          ticks={percents.map((value) => ({ y: heightAt(value, 100, plot), text: percent(value) }))}
          labels={[
            { x: plot.left, anchor: 'start', text: edge(fromMs) },
            ...(isMiddleFree ? [{ x: xOf(middleMs), anchor: 'middle' as const, text: middleText }] : []),
            { x: plot.width - plot.right, anchor: 'end', text: edge(toMs) },
          ]}
        />
        <line className="chart-limit" x1={plot.left} x2={plot.width - plot.right} y1={plot.top} y2={plot.top} />
        {chart.band === '' ? null : <path className="chart-band" d={chart.band} />}
        {chart.areas.map((area) => (
          <path key={area} className="chart-area" d={area} />
        ))}
        {legend.map(({ path, look }) => (
          <path key={look} className={look} d={path} />
        ))}
        {chart.lines.map((line) => (
          <path key={line} className="chart-line" d={line} />
        ))}
        {showsAhead ? (
          <circle
            className="chart-now"
            cx={xOf(points.at(-1)?.atMs ?? nowMs)}
            cy={heightAt(present, 100, plot)}
            r={3.5}
          />
        ) : null}
      </svg>
      <figcaption>
        <p className="line line-soft">
          <span>{summary}</span>
          {picture.certainty === 'estimate' ? <span>{words.quota.estimate}</span> : null}
        </p>
        {legend.length === 0 ? null : (
          <p className="chart-legend">
            {legend.map(({ look, text }) => (
              <span key={look}>
                <svg className="chart-key" viewBox="0 0 18 4" aria-hidden="true">
                  <path className={look} d="M1 2H17" />
                </svg>
                {text}
              </span>
            ))}
          </p>
        )}
        <LevelTable
          picture={picture}
          fromMs={fromMs}
          toMs={toMs}
          label={label}
          clock={clock}
          percent={percent}
          words={words}
        />
      </figcaption>
    </figure>
  );
}
