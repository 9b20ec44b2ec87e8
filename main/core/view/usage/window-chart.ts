import type { WindowPicture } from '../../history/window-picture.ts';
import { fiveHoursMs } from '../../quota/calendar.ts';
import { heightAt, linePath, type Plot } from './chart.ts';

interface Level {
  readonly atMs: number;
  readonly percent: number;
}

/** The shapes of one window's chart, as SVG paths, '' where there is nothing to draw. */
export interface WindowChart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly xOf: (atMs: number) => number;
  readonly lines: readonly string[];
  readonly areas: readonly string[];
  readonly ifStopped: string;
  readonly stoppedArea: string;
  readonly likely: string;
  /** Between the levels that hold in 8 of 10 cases. */
  readonly band: string;
  /** From nothing at the beginning of the window to all of it at its end. */
  readonly evenPace: string;
}

/**
 * Five hours back and five ahead for the five hours, the present cycle for a window that ends as a whole, and what was seen
 * for any other.
 */
export function windowChart(picture: WindowPicture, nowMs: number, plot: Plot): WindowChart {
  const { fromMs, toMs } = chartRange(picture, nowMs);
  const xOf = (atMs: number): number =>
    plot.left + ((atMs - fromMs) / Math.max(1, toMs - fromMs)) * (plot.width - plot.left - plot.right);
  const at = ({ atMs, percent }: Level) => ({ x: xOf(atMs), y: heightAt(percent, 100, plot) });
  const pathOf = (levels: readonly Level[]): string => linePath(levels.map(at));
  const runs = picture.runs
    .map((run) => run.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs))
    .filter((run) => run.length > 0)
    .map((run) => run.map(({ atMs, usedPercent }) => ({ atMs, percent: usedPercent })));
  const levels = aheadOf(picture).filter(({ atMs }) => atMs <= toMs);
  // The last level that was foreseen for the past is where the present began.
  const ahead = levels.slice(
    Math.max(
      0,
      levels.findLastIndex(({ atMs }) => atMs <= nowMs),
    ),
  );
  const ofAhead = (level: 'ifStopped' | 'likely' | 'low' | 'high') =>
    ahead.map((one): Level => ({ atMs: one.atMs, percent: one[level] }));
  const stopped = ofAhead('ifStopped');
  const differs = ahead.some(({ high, ifStopped }) => high > ifStopped);
  const cycle = isByCycle(picture) ? picture.cycle : null;
  return {
    ...{ fromMs, toMs, xOf },
    lines: runs.map(pathOf),
    areas: runs.map((run) => closed(pathOf(run), run, xOf, plot)).filter((area) => area !== ''),
    // Of a window that ends as a whole nothing comes back before.
    ifStopped: cycle === null ? pathOf(stopped) : '',
    stoppedArea: cycle === null ? closed(pathOf(stopped), stopped, xOf, plot) : '',
    likely: differs ? pathOf(ofAhead('likely')) : '',
    band: differs ? `${pathOf([...ofAhead('high'), ...ofAhead('low').reverse()])}Z` : '',
    evenPace:
      cycle === null
        ? ''
        : pathOf([
            { atMs: cycle.fromMs, percent: 0 },
            { atMs: cycle.toMs, percent: 100 },
          ]),
  };
}

/** What a chart can show of the time ahead: nothing where it shows only what was seen. */
export const aheadOf = (picture: WindowPicture): WindowPicture['ahead'] =>
  picture.windowId === 'five-hours' || isByCycle(picture) ? picture.ahead : [];

const isByCycle = ({ windowId, cycle }: WindowPicture): boolean => windowId !== 'five-hours' && cycle !== null;

/** The times at the ends of the chart. */
export function chartRange(picture: WindowPicture, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  if (isByCycle(picture) && picture.cycle !== null) return picture.cycle;
  const { fromMs, toMs, windowId } = picture;
  return windowId === 'five-hours' ? { fromMs: nowMs - fiveHoursMs, toMs: nowMs + fiveHoursMs } : { fromMs, toMs };
}

/** The area between a line and the bottom of the plot; a point has none. */
function closed(path: string, run: readonly Level[], xOf: (atMs: number) => number, plot: Plot): string {
  if (run.length < 2) return '';
  const floor = plot.height - plot.bottom;
  return `${path}L${xOf(run.at(-1)?.atMs ?? 0)} ${floor}L${xOf(run[0]?.atMs ?? 0)} ${floor}Z`;
}
