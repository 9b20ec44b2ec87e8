import type { ReactElement } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { aheadOf } from '../../main/core/view/usage/window-chart.ts';
import type { Words } from '../../main/core/view/words/index.ts';

interface Props {
  readonly picture: WindowPicture;
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
  readonly words: Words;
  clock(atMs: number): string;
  percent(value: number): string;
}

const mostRows = 12;

/** The chart's numbers, opened on demand: some of those that were read, and all that are expected. */
export function LevelTable({ picture, fromMs, toMs, label, words, clock, percent }: Props): ReactElement {
  const { history } = words;
  const read = picture.runs.flat().filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const every = Math.max(1, Math.ceil(read.length / mostRows));
  const shown = read.filter((_, index) => (read.length - 1 - index) % every === 0);
  const ahead = aheadOf(picture).filter(({ atMs }) => atMs <= toMs);
  return (
    <details className="chart-table">
      <summary>{history.asTable}</summary>
      <table className="history-table">
        <caption className="unseen">{label}</caption>
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
    </details>
  );
}
