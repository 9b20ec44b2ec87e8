import type { ReactElement } from 'react';
import type { DayOfHours } from '../../main/core/history/week-hours.ts';
import { formatDate, type Locale } from '../../main/core/view/format.ts';
import { busiestHour, partText } from '../../main/core/view/usage/heat.ts';

const size = { width: 330, left: 44, top: 2, row: 14, bottom: 16 };
const cellWidth = (size.width - size.left) / 24;
const labelledHours = [0, 6, 12, 18];

interface Props {
  readonly week: readonly DayOfHours[];
  readonly nowMs: number;
  readonly locale: Locale;
}

/** In which hours of the last days a window was used. The table below has the same numbers. */
export function HeatMap({ week, nowMs, locale }: Props): ReactElement {
  const { words } = locale;
  const { history } = words;
  const busiest = busiestHour(week);
  const height = size.top + size.row * week.length + size.bottom;
  // The dates are midnights of UTC.
  const dateText = (dateMs: number): string => formatDate(dateMs, nowMs, { ...locale, timeZone: 'UTC' });
  const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const amountText = (percent: number | null): string => (percent === null ? '' : partText(percent, words));
  const summary =
    busiest === null
      ? history.hoursNone
      : history.hoursMost(`${dateText(busiest.dateMs)} ${hourText(busiest.hour)}`, amountText(busiest.percent));
  return (
    <figure>
      <svg
        className="chart"
        viewBox={`0 0 ${size.width} ${height}`}
        role="img"
        aria-label={`${history.hours}. ${summary}`}
      >
        {week.map(({ dateMs, hours }, day) => (
          <g key={dateMs}>
            <text
              className="chart-text"
              x={size.left - 6}
              y={size.top + size.row * (day + 0.5)}
              dy="0.32em"
              textAnchor="end"
            >
              {dateText(dateMs)}
            </text>
            {hours.map((percent, hour) =>
              percent === null ? null : (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the hour.
                  key={hour}
                  className={percent > 0 ? 'heat' : 'heat-none'}
                  fillOpacity={percent > 0 ? 0.2 + (0.8 * percent) / (busiest?.percent ?? percent) : undefined}
                  x={size.left + cellWidth * hour}
                  y={size.top + size.row * day}
                  width={cellWidth - 1.5}
                  height={size.row - 1.5}
                  rx={2}
                >
                  <title>{`${dateText(dateMs)} ${hourText(hour)}: ${amountText(percent)}`}</title>
                </rect>
              ),
            )}
          </g>
        ))}
        {labelledHours.map((hour) => (
          <text key={hour} className="chart-text" x={size.left + cellWidth * hour} y={height - 4}>
            {hourText(hour)}
          </text>
        ))}
      </svg>
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
                          <th scope="row">{`${dateText(dateMs)} ${hourText(hour)}`}</th>
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
