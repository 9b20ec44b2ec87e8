import type { ReactElement } from 'react';
import type { WindowPicture } from '../../../main/core/history/window-picture.ts';
import type { Locale } from '../../../main/core/view/format.ts';
import type { Level } from '../../../main/core/view/level.ts';
import { heightAt, type Plot, plotIn } from '../../../main/core/view/usage/chart.ts';
import { type WindowChart as Shapes, windowChart } from '../../../main/core/view/usage/window-chart.ts';
import { axisTexts, chartLabel, levelSummary, percentText } from '../../../main/core/view/usage/window-chart-texts.ts';
import { levelsAt, readableSpan, readingAt } from '../../../main/core/view/usage/window-reading.ts';
import { aheadLines } from './ChartLegend.tsx';
import { ReadableChart } from './ReadableChart.tsx';
import { Scale } from './Scale.tsx';
import { useWidth } from './use-width.ts';

/** As large as in History, with a scale at its left, or small and without one. */
const sizes = {
  large: { height: 128, left: 38, right: 6, top: 8, bottom: 20 },
  small: { height: 90, left: 4, right: 4, top: 6, bottom: 18 },
} satisfies Record<string, Omit<Plot, 'width'>>;

const percents = [0, 50, 100];

interface Props {
  readonly picture: WindowPicture;
  readonly nowMs: number;
  readonly locale: Locale;
  readonly size: keyof typeof sizes;
  /** Its colour; left out: calm. */
  readonly level?: Level;
}

/** How a window filled over time, and how it will go on. As wide as there is room. */
export function WindowChart({ picture, nowMs, locale, size, level = 'calm' }: Props): ReactElement {
  const { box, widthPx, textScale } = useWidth();
  const plot = plotIn(sizes[size], widthPx, textScale);
  const chart = windowChart(picture, nowMs, plot);
  const { fromMs, toMs, xOf } = chart;
  const length = plot.width - plot.left - plot.right;
  return (
    <div ref={box} className={`chart-level meter-${level}`}>
      <ReadableChart
        label={`${chartLabel(picture, nowMs, locale)}. ${levelSummary(picture, nowMs, locale)}`}
        plot={plot}
        span={readableSpan(picture, chart, nowMs)}
        words={locale.words}
        valueAt={(x) => fromMs + ((x - plot.left) / length) * (toMs - fromMs)}
        xOf={xOf}
        readingAt={(atMs) => readingAt(levelsAt(picture, chart, atMs), atMs, nowMs, locale)}
      >
        {(at) => (
          <>
            <Scale
              plot={plot}
              ticks={percents
                .filter((value) => size === 'large' || value === 0)
                .map((value) => ({
                  y: heightAt(value, 100, plot),
                  text: size === 'large' ? percentText(value, locale.words) : '',
                }))}
              labels={axisTexts(chart, plot, nowMs, locale)}
            />
            <line className="chart-limit" x1={plot.left} x2={plot.width - plot.right} y1={plot.top} y2={plot.top} />
            <Lines chart={chart} />
            {toMs > nowMs ? <Now picture={picture} chart={chart} plot={plot} /> : null}
            {at === null ? null : <Cursor picture={picture} chart={chart} plot={plot} atMs={at} />}
          </>
        )}
      </ReadableChart>
    </div>
  );
}

function Lines({ chart }: { readonly chart: Shapes }): ReactElement {
  return (
    <>
      {chart.band === '' ? null : <path className="chart-band" d={chart.band} />}
      {chart.areas.map((area) => (
        <path key={area} className="chart-area" d={area} />
      ))}
      {chart.stoppedArea === '' ? null : <path className="chart-stopped-area" d={chart.stoppedArea} />}
      {aheadLines(chart).map(({ path, look }) => (
        <path key={look} className={look} d={path} />
      ))}
      {chart.lines.map((line) => (
        <path key={line} className="chart-line" d={line} />
      ))}
    </>
  );
}

interface PartProps {
  readonly picture: WindowPicture;
  readonly chart: Shapes;
  readonly plot: Plot;
}

/** The last reading. */
function Now({ picture, chart, plot }: PartProps): ReactElement | null {
  const last = picture.runs.at(-1)?.at(-1);
  if (last === undefined) return null;
  return <circle className="chart-now" cx={chart.xOf(last.atMs)} cy={heightAt(last.usedPercent, 100, plot)} r={3.5} />;
}

/** Marks the time that is read out, and the levels at it. */
function Cursor({ picture, chart, plot, atMs }: PartProps & { readonly atMs: number }): ReactElement {
  const { used, ahead, even } = levelsAt(picture, chart, atMs);
  const x = chart.xOf(atMs);
  const marked = [used, ...(used === null && ahead !== null ? [ahead.ifStopped, ahead.likely] : []), even];
  return (
    <g className="chart-cursor">
      <line x1={x} x2={x} y1={plot.top} y2={plot.height - plot.bottom} />
      {[...new Set(marked)].map((percent) =>
        percent === null ? null : <circle key={percent} cx={x} cy={heightAt(percent, 100, plot)} r={3} />,
      )}
    </g>
  );
}
