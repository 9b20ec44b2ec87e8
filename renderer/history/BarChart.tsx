import type { ReactElement } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import {
  axisLabels,
  barsOf,
  heightAt,
  labelsThatFit,
  placeOfBar,
  plotIn,
  roundTicks,
} from '../../main/core/view/usage/chart.ts';
import { chartReading } from '../../main/core/view/usage/chart-reading.ts';
import { ReadableChart } from '../ui/chart/ReadableChart.tsx';
import { Scale } from '../ui/chart/Scale.tsx';
import { useWidth } from '../ui/chart/use-width.ts';

const room = { height: 140, left: 46, right: 4, top: 8, bottom: 20 };

interface Props {
  /** Says what the chart shows. */
  readonly label: string;
  readonly bars: readonly {
    readonly key: string;
    readonly name: string;
    readonly value: number;
    readonly text: string;
  }[];
  /** The smallest step between the numbers beside the chart. */
  readonly smallestStep: number;
  readonly locale: Locale;
  formatTick(value: number): string;
}

/** A chart with a bar for each period, oldest first. A table below it shows the same numbers. */
export function BarChart({ label, bars, smallestStep, locale: { words }, formatTick }: Props): ReactElement {
  const { box, widthPx, textScale } = useWidth();
  const plot = plotIn(room, widthPx, textScale);
  const values = bars.map(({ value }) => value);
  const names = bars.map(({ name }) => name);
  const ticks = roundTicks(Math.max(0, ...values), smallestStep);
  const top = ticks.at(-1) ?? 1;
  const last = Math.max(0, bars.length - 1);
  const shapes = barsOf(values, top, plot);
  return (
    <div ref={box}>
      <ReadableChart
        label={label}
        plot={plot}
        span={{ from: 0, to: last, start: last, step: 1 }}
        words={words}
        valueAt={(x) => placeOfBar(x, bars.length, plot)}
        xOf={(at) => (shapes[at]?.x ?? 0) + (shapes[at]?.width ?? 0) / 2}
        readingAt={(at) => chartReading(bars[at]?.name ?? '', [{ name: '', text: bars[at]?.text ?? '' }], words)}
      >
        {(at) => (
          <>
            <Scale
              plot={plot}
              ticks={ticks.map((value) => ({ y: heightAt(value, top, plot), text: formatTick(value) }))}
              labels={axisLabels(bars.length, labelsThatFit(names, plot), plot).map(({ index, x }) => ({
                x,
                anchor: 'middle',
                text: names[index] ?? '',
              }))}
            />
            {shapes.map((bar, index) => (
              <rect
                key={bars[index]?.key}
                className={index === at ? 'chart-bar chart-bar-read' : 'chart-bar'}
                {...bar}
              />
            ))}
          </>
        )}
      </ReadableChart>
    </div>
  );
}
