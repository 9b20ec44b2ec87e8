import type { ReactElement } from 'react';
import type { DayOfHours } from '../../main/core/history/week-hours.ts';
import { formatDate, type Locale } from '../../main/core/view/format.ts';
import { clockMinute } from '../../main/core/view/preferences/clock-minute.ts';
import { labelsThatFit, plotIn } from '../../main/core/view/usage/chart.ts';
import { chartReading } from '../../main/core/view/usage/chart-reading.ts';
import { type BusiestHour, partText } from '../../main/core/view/usage/heat.ts';
import { ReadableChart } from '../ui/chart/ReadableChart.tsx';
import { useWidth } from '../ui/chart/use-width.ts';

const room = { left: 56, right: 0, top: 2, bottom: 16 };
const usualRowPx = 14;
const labelledHours = [0, 6, 12, 18];
const fewerHours = [0, 12];

interface Props {
  readonly week: readonly DayOfHours[];
  readonly busiest: BusiestHour;
  readonly nowMs: number;
  readonly locale: Locale;
}

/** In which hours of the last days a window was used. The table below has the same numbers. */
export function HeatMap({ week, busiest, nowMs, locale }: Props): ReactElement {
  const { words } = locale;
  const { history } = words;
  const { box, widthPx, textScale } = useWidth();
  const rowPx = usualRowPx * textScale;
  const plot = plotIn({ ...room, height: room.top + rowPx * week.length + room.bottom }, widthPx, textScale);
  const cellWidth = (widthPx - plot.left) / 24;
  const hourText = (hour: number): string => clockMinute(60 * hour, locale);
  const labels = labelsThatFit(labelledHours.map(hourText), plot) < labelledHours.length ? fewerHours : labelledHours;
  // The dates are midnights of UTC.
  const dateText = (dateMs: number): string => formatDate(dateMs, nowMs, { ...locale, timeZone: 'UTC' });
  const whenText = (dateMs: number, hour: number): string => `${dateText(dateMs)} ${hourText(hour)}`;
  const amountText = (percent: number | null): string =>
    percent === null ? history.noReading : partText(percent, words);
  const summary = history.hoursMost(whenText(busiest.dateMs, busiest.hour), amountText(busiest.percent));
  const lastCell = 24 * week.length - 1;
  const readingAt = (cell: number) => {
    const { dateMs, hours } = week[Math.floor(cell / 24)] ?? { dateMs: 0, hours: [] };
    return chartReading(whenText(dateMs, cell % 24), [{ name: '', text: amountText(hours[cell % 24] ?? null) }], words);
  };
  const rowAt = (y: number): number => Math.max(0, Math.min(week.length - 1, Math.floor((y - plot.top) / rowPx)));
  const hourAt = (x: number): number => Math.max(0, Math.min(23, Math.floor((x - plot.left) / cellWidth)));
  return (
    <figure>
      <div ref={box}>
        <ReadableChart
          label={words.notice.titleAndBody(history.hours, summary)}
          plot={plot}
          span={{ from: 0, to: lastCell, start: lastCell - 23 + lastHour(week), step: 1, rowStep: 24 }}
          words={words}
          valueAt={(x, y) => 24 * rowAt(y) + hourAt(x)}
          xOf={(cell) => plot.left + cellWidth * ((cell % 24) + 0.5)}
          readingAt={readingAt}
        >
          {(at) => (
            <>
              {week.map(({ dateMs, hours }, day) => (
                <g key={dateMs}>
                  <text
                    className="chart-text"
                    x={plot.left - 6}
                    y={plot.top + rowPx * (day + 0.5)}
                    dy="0.32em"
                    textAnchor="end"
                  >
                    {dateText(dateMs)}
                  </text>
                  {hours.map((percent, hour) =>
                    percent === null && at !== 24 * day + hour ? null : (
                      <rect
                        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the hour.
                        key={hour}
                        className={`${lookOf(percent)}${at === 24 * day + hour ? ' heat-read' : ''}`}
                        fillOpacity={
                          percent !== null && percent > 0 ? 0.2 + (0.8 * percent) / busiest.percent : undefined
                        }
                        x={plot.left + cellWidth * hour}
                        y={plot.top + rowPx * day}
                        width={cellWidth - 1.5}
                        height={rowPx - 1.5}
                        rx={2}
                      />
                    ),
                  )}
                </g>
              ))}
              {labels.map((hour) => (
                <text key={hour} className="chart-text" x={plot.left + cellWidth * hour} y={plot.height - 4}>
                  {hourText(hour)}
                </text>
              ))}
            </>
          )}
        </ReadableChart>
      </div>
      <figcaption>
        <p className="line line-soft">{summary}</p>
        <details className="chart-table">
          <summary>{history.asTable}</summary>
          <table className="history-table">
            <caption className="unseen">{history.hours}</caption>
            <tbody>
              {week.flatMap(({ dateMs, hours }) =>
                hours.flatMap((percent, hour) =>
                  percent === null || percent === 0
                    ? []
                    : [
                        <tr key={`${dateMs}-${hourText(hour)}`}>
                          <th scope="row">{whenText(dateMs, hour)}</th>
                          <td>{amountText(percent)}</td>
                        </tr>,
                      ],
                ),
              )}
            </tbody>
          </table>
        </details>
      </figcaption>
    </figure>
  );
}

/** The last hour of the last day that somebody watched. */
const lastHour = (week: readonly DayOfHours[]): number =>
  Math.max(0, week.at(-1)?.hours.findLastIndex((percent) => percent !== null) ?? 0);

function lookOf(percent: number | null): string {
  if (percent === null) return 'heat-unknown';
  return percent > 0 ? 'heat' : 'heat-none';
}
