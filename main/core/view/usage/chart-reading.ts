import type { Words } from '../words/index.ts';

/** What a chart says of one of its points. */
export interface ChartReading {
  readonly title: string;
  /** A row without a name speaks for itself. */
  readonly rows: readonly { readonly name: string; readonly text: string }[];
  /** The same in one line, to be spoken. */
  readonly spoken: string;
}

export const chartReading = (title: string, rows: ChartReading['rows'], { common }: Words): ChartReading => ({
  title,
  rows,
  spoken: common.list([title, ...rows.map(({ name, text }) => `${name} ${text}`.trim())]),
});
