import type { ReactElement } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import {
  type BreakdownView,
  formatTick,
  type Measure,
  smallestStepOf,
} from '../../main/core/view/usage/breakdown-view.ts';
import {
  axisLabels,
  barsOf,
  heightAt,
  labelsThatFit,
  type Plot,
  roundTicks,
} from '../../main/core/view/usage/chart.ts';
import { Scale } from '../ui/chart/Scale.tsx';

const plot: Plot = { width: 330, height: 140, left: 46, right: 4, top: 8, bottom: 20 };

interface Props {
  readonly view: BreakdownView;
  readonly measure: Measure;
  readonly currency: string;
  readonly locale: Locale;
}

/** A chart with a bar for each period. The table below it shows the same numbers. */
export function BarChart({ view, measure, currency, locale: { words } }: Props): ReactElement {
  const { periods } = view;
  const at = view.measures.indexOf(measure);
  const values = periods.map((period) => period.values[at] ?? 0);
  const highest = Math.max(0, ...values);
  const highestPeriod = periods[values.indexOf(highest)];
  const mostLabels = labelsThatFit(
    periods.map(({ text }) => text),
    plot,
  );
  const ticks = roundTicks(highest, smallestStepOf(measure.id));
  const top = ticks.at(-1) ?? 1;
  const label = words.history.chart(measure.name, view.model, view.fromText, view.toText);
  const summary = words.history.chartHighest(
    view.totals[at] ?? '',
    highestPeriod?.texts[at] ?? '',
    highestPeriod?.text ?? '',
  );
  return (
    <svg className="chart" viewBox={`0 0 ${plot.width} ${plot.height}`} role="img" aria-label={`${label}. ${summary}`}>
      <Scale
        plot={plot}
        ticks={ticks.map((value) => ({
          y: heightAt(value, top, plot),
          text: formatTick(value, measure.id, currency, words),
        }))}
        labels={axisLabels(periods.length, mostLabels, plot).map(({ index, x, anchor }) => ({
          x,
          anchor,
          text: periods[index]?.text ?? '',
        }))}
      />
      {barsOf(values, top, plot).map((bar, index) => (
        <rect key={periods[index]?.period} className="chart-bar" {...bar}>
          <title>{`${periods[index]?.text}: ${periods[index]?.texts[at]}`}</title>
        </rect>
      ))}
    </svg>
  );
}
