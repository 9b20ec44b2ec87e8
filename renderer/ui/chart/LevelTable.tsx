import type { ReactElement } from 'react';
import type { WindowPicture } from '../../../main/core/history/window-picture.ts';
import { formatClock, type Locale } from '../../../main/core/view/format.ts';
import { aheadOf, chartRange } from '../../../main/core/view/usage/window-chart.ts';
import { chartLabel, percentText } from '../../../main/core/view/usage/window-chart-texts.ts';

interface Props {
  readonly picture: WindowPicture;
  readonly nowMs: number;
  readonly locale: Locale;
}

const mostRows = 12;

/** The chart's numbers, opened on demand. */
export function LevelTable(props: Props): ReactElement {
  return (
    <details className="chart-table">
      <summary>{props.locale.words.history.asTable}</summary>
      <LevelRows {...props} />
    </details>
  );
}

/** A table of the chart's numbers: some of those that were read, and all that are expected. */
export function LevelRows({ picture, nowMs, locale }: Props): ReactElement {
  const { words } = locale;
  const { history } = words;
  const { fromMs, toMs } = chartRange(picture, nowMs);
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const percent = (value: number): string => percentText(value, words);
  const read = picture.runs.flat().filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const every = Math.max(1, Math.ceil(read.length / mostRows));
  const shown = read.filter((_, index) => (read.length - 1 - index) % every === 0);
  const ahead = aheadOf(picture).filter(({ atMs }) => atMs <= toMs);
  return (
    <table className="history-table">
      <caption className="unseen">{chartLabel(picture, nowMs, locale)}</caption>
      <thead>
        <tr>
          <th scope="col">{history.when}</th>
          <th scope="col">{history.used}</th>
          {ahead.length > 0 ? <th scope="col">{history.ifStopped}</th> : null}
          {ahead.length > 0 ? <th scope="col">{history.atPace}</th> : null}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ atMs, usedPercent }) => (
          <tr key={atMs}>
            <th scope="row">{clock(atMs)}</th>
            <td>{percent(usedPercent)}</td>
            {ahead.length > 0 ? <td colSpan={2} /> : null}
          </tr>
        ))}
        {ahead.map(({ atMs, ifStopped, low, high }) => (
          <tr key={`ahead-${atMs}`}>
            <th scope="row">{clock(atMs)}</th>
            <td />
            <td>{percent(ifStopped)}</td>
            <td>{low === high ? percent(low) : history.range(percent(low), percent(high))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
