import type { ReactElement, ReactNode } from 'react';
import type { Plot } from '../../../main/core/view/usage/chart.ts';
import type { ChartReading } from '../../../main/core/view/usage/chart-reading.ts';
import type { Words } from '../../../main/core/view/words/index.ts';
import { type ReadableSpan, useReading } from './use-reading.ts';

interface Props {
  /** Says what the chart shows. */
  readonly label: string;
  readonly plot: Plot;
  readonly span: ReadableSpan;
  readonly words: Words;
  /** The value at a place in the view box. */
  valueAt(x: number, y: number): number;
  /** The place of a value in the view box. */
  xOf(value: number): number;
  readingAt(value: number): ChartReading;
  /** Draws the chart; `at` is the value that is read out, or null. */
  children(at: number | null): ReactNode;
}

/** A chart whose values pointer and arrow keys read out. A screen reader speaks each value once, as that of a slider. */
export function ReadableChart(props: Props): ReactElement {
  const { label, plot, span, words, valueAt, xOf, readingAt, children } = props;
  const { at, handlers } = useReading(span, (x, y) => valueAt(x * plot.width, y * plot.height));
  const reading = readingAt(at ?? span.start);
  return (
    <div className="chart-frame">
      <svg className="chart" viewBox={`0 0 ${plot.width} ${plot.height}`} role="img" aria-label={label}>
        {children(at)}
      </svg>
      <div
        className="chart-reader"
        role="slider"
        tabIndex={0}
        aria-label={words.history.values}
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={at ?? span.start}
        aria-valuetext={reading.spoken}
        {...handlers}
      />
      {at === null ? null : <Bubble reading={reading} x={xOf(at) / plot.width} />}
    </div>
  );
}

/** Beside the place that it is about, on the side with more room. */
function Bubble({ reading: { title, rows }, x }: { readonly reading: ChartReading; readonly x: number }): ReactElement {
  const place = x < 0.5 ? { left: `calc(${100 * x}% + 8px)` } : { right: `calc(${100 * (1 - x)}% + 8px)` };
  return (
    <div className="chart-reading" style={place} aria-hidden="true">
      <strong>{title}</strong>
      {rows.map(({ name, text }) => (
        <span key={name}>
          {name === '' ? null : <span className="soft">{name}</span>} <span>{text}</span>
        </span>
      ))}
    </div>
  );
}
