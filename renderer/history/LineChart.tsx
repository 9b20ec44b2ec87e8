import type { ReactElement } from 'react';
import type { CurvePoint, WindowCurve } from '../../main/core/quota/forecast/window-curve.ts';
import { formatClock, formatPercent } from '../../main/core/view/format.ts';
import { heightAt, linePath, type Plot } from '../../main/core/view/usage/chart.ts';
import type { PanelContext } from '../panel-context.ts';
import { Scale } from './Scale.tsx';

const plot: Plot = { width: 330, height: 112, left: 38, right: 6, top: 8, bottom: 20 };
const percents = [0, 50, 100];

interface Props {
  readonly context: PanelContext;
  readonly curve: WindowCurve;
}

/** How a window filled over time. A text below says what the chart shows. */
export function LineChart({ context: { nowMs, locale }, curve }: Props): ReactElement {
  const { words } = locale;
  const { fromMs, toMs, runs } = curve;
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const points = runs.flat();
  const percent = (value: number): string => formatPercent(Math.floor(value), words);
  const highest = points.reduce((most, { usedPercent }) => Math.max(most, usedPercent), 0);
  const summary = words.history.curveNow(percent(points.at(-1)?.usedPercent ?? 0), percent(highest));
  const label = words.history.curve(
    words.quota.pool[curve.pool],
    words.quota.window[curve.windowId],
    clock(fromMs),
    clock(toMs),
  );
  const xOf = (atMs: number): number =>
    plot.left + ((atMs - fromMs) / Math.max(1, toMs - fromMs)) * (plot.width - plot.left - plot.right);
  const onPlot = ({ atMs, usedPercent }: CurvePoint) => ({ x: xOf(atMs), y: heightAt(usedPercent, 100, plot) });
  const middleMs = (fromMs + toMs) / 2;
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
            { x: plot.left, anchor: 'start', text: clock(fromMs) },
            { x: xOf(middleMs), anchor: 'middle', text: clock(middleMs) },
            { x: plot.width - plot.right, anchor: 'end', text: clock(toMs) },
          ]}
        />
        {runs.map((run) => (
          <path key={run[0]?.atMs} className="chart-line" d={linePath(run.map(onPlot))} />
        ))}
      </svg>
      <figcaption className="line line-soft">
        <span>{summary}</span>
        {curve.certainty === 'estimate' ? <span>{words.quota.estimate}</span> : null}
      </figcaption>
    </figure>
  );
}
