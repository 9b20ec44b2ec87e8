import { expect, it } from 'vitest';
import { decideEpisodes } from '../../../../main/core/notices/episodes.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { hourMs, minuteMs } from '../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../main/core/quota/forecast/forecast.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { isFull } from '../../../../main/core/quota/share.ts';
import { storyAt } from '../../../../main/demo/service/story.ts';
import { storyHistory } from '../../../../main/demo/service/story-history.ts';
import { codingPlan, window } from '../../../support/readings.ts';

/** How far two readings of the demo are apart in its own time, rounded up. */
const betweenReadings = 27;

/** Whether the five hours are full at a minute of the story, and whether the demo warns then that they run out. */
function at(minute: number, nowMs: number): { readonly isFull: boolean; readonly isWarned: boolean } {
  const { used, limit } = storyAt(minute * minuteMs).fiveHours;
  const fiveHours = window({ used, limit, resetsAtMs: nowMs + hourMs });
  const reading = { ...codingPlan({ takenAtMs: nowMs }), windows: [fiveHours] };
  const status: PoolStatus = { pool: 'coding-plan', state: 'fresh', reading, disagreements: [] };
  const history = storyHistory(minute * minuteMs, nowMs);
  const facts = { pools: [status], preferences: defaultPreferences, lastRequestAtMs: null, snoozes: [], nowMs };
  const runOuts = runningOut({ pools: [status], polling: false, nextPollAtMs: null }, history, nowMs, () => 0);
  const { due } = decideEpisodes({ ...facts, runOuts, usualHour: () => 100 }, []);
  return { isFull: isFull(fiveHours), isWarned: due.some(({ kind }) => kind === 'running-out') };
}

it.each([0, 4, 8, 12, 16, 20])(
  'warns in the demo that the five hours run out, long enough for a reading to see it, at %d o’clock',
  (hour) => {
    const nowMs = Date.UTC(2026, 10, 18, hour);
    const moments = Array.from({ length: 200 }, (_, index) => at(380 + index, nowMs));
    const before = moments.slice(
      0,
      moments.findIndex((moment) => moment.isFull),
    );
    const first = before.findIndex(({ isWarned }) => isWarned);
    const stretch = before.slice(first).findIndex(({ isWarned }) => !isWarned);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(stretch === -1 ? before.length - first : stretch).toBeGreaterThanOrEqual(betweenReadings);
  },
);
