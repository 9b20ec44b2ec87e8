import type { ReactElement } from 'react';
import type { Plot, TextAnchor } from '../../../main/core/view/usage/chart.ts';

interface Props {
  readonly plot: Plot;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly labels: readonly { readonly x: number; readonly anchor: TextAnchor; readonly text: string }[];
}

/** The grid lines of a chart with their numbers, and the labels below it. */
export function Scale({ plot, ticks, labels }: Props): ReactElement {
  return (
    <>
      {ticks.map(({ y, text }) => (
        <g key={y}>
          <line className="chart-grid" x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} />
          <text className="chart-text" x={plot.left - 6} y={y} dy="0.32em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {labels.map(({ x, anchor, text }) => (
        <text key={x} className="chart-text" x={x} y={plot.height - 5} textAnchor={anchor}>
          {text}
        </text>
      ))}
    </>
  );
}
