import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterEpisodeAlert,
  decideEpisodes,
  type EpisodeFacts,
  type Episodes,
} from '../../../../main/core/notices/episodes.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { codingPlan, fresh, noonMs } from '../../../support/readings.ts';

const minuteMs = 60_000;
/** Of a limit of 1200. */
interface Step {
  readonly used?: number;
  readonly week?: number;
  readonly likelihood?: number | null;
  readonly leadMinutes?: number;
  readonly quietMinutes?: number | null;
  readonly over?: Partial<EpisodeFacts>;
  readonly wanted?: boolean;
}

function factsOf(step: Step): EpisodeFacts {
  const { used = 600, week = 0, likelihood = null, leadMinutes = 60, quietMinutes = 1, wanted = true } = step;
  const runsOutAtMs = noonMs + leadMinutes * minuteMs;
  return {
    pools: [fresh(codingPlan({ fiveHours: used, week, month: 0 }))],
    preferences: { ...defaultPreferences, noticesOfRunOut: wanted, noticesOfReturn: wanted },
    runOuts:
      likelihood === null
        ? []
        : [{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood, between: null }],
    lastRequestAtMs: quietMinutes === null ? null : noonMs - quietMinutes * minuteMs,
    snoozes: [],
    nowMs: noonMs,
    usualHour: () => 100,
    ...step.over,
  };
}

/** Runs the steps, shows what is due at once, and returns it as "index kind". */
function noticesOf(steps: readonly Step[]): readonly string[] {
  let episodes: Episodes = [];
  return steps.flatMap((step, index) => {
    const decision = decideEpisodes(factsOf(step), episodes);
    episodes = decision.due.reduce(afterEpisodeAlert, decision.episodes);
    return decision.due.map(({ kind }) => `${index} ${kind}`);
  });
}

describe('a window that will run out before it comes back', () => {
  it.each([
    [
      'is announced once for each episode',
      [{ likelihood: 0.8 }, { likelihood: 0.9 }, { likelihood: 0.41 }, { likelihood: 0.9 }],
      ['0 running-out'],
    ],
    [
      'is announced again once it was over',
      [{ likelihood: 0.8 }, { likelihood: 0.4 }, { likelihood: 0.8 }],
      ['0 running-out', '2 running-out'],
    ],
    [
      'is over where nothing is foreseen',
      [{ likelihood: 0.8 }, {}, { likelihood: 0.8 }],
      ['0 running-out', '2 running-out'],
    ],
    [
      'is not announced again after a break, in which nothing is foreseen',
      [
        { likelihood: 0.8, used: 700 },
        { quietMinutes: 40, used: 700 },
        { likelihood: 0.8, used: 720 },
      ],
      ['0 running-out'],
    ],
    [
      'is over after a break in which half of it came back',
      [
        { likelihood: 0.8, used: 700 },
        { quietMinutes: 140, used: 600 },
        { likelihood: 0.8, used: 720 },
      ],
      ['0 running-out', '2 running-out'],
    ],
    ['is not announced below that likelihood', [{ likelihood: 0.79 }], []],
    ['is not announced when it is too late', [{ likelihood: 1, leadMinutes: 14 }], []],
    ['is not announced while nobody works', [{ likelihood: 1, quietMinutes: 16 }], []],
    ['is announced where requests are not known', [{ likelihood: 1, quietMinutes: null }], ['0 running-out']],
    [
      'is not announced if the user does not want it, nor later',
      [{ likelihood: 1, wanted: false }, { likelihood: 1 }],
      [],
    ],
    [
      'is not announced while it is snoozed',
      [
        {
          likelihood: 1,
          over: { snoozes: [{ pool: 'coding-plan', windowId: 'five-hours', untilMs: Number.MAX_SAFE_INTEGER }] },
        },
      ],
      [],
    ],
    ['says nothing by an old reading', [{ likelihood: 1, over: { nowMs: noonMs + 61 * minuteMs } }], []],
  ] satisfies [string, readonly Step[], readonly string[]][])('%s', (_, steps, expected) => {
    expect(noticesOf(steps)).toEqual(expected);
  });
});

describe('a window that was used up', () => {
  it.each([
    [
      'is back once an hour of the usual work is left',
      [{ used: 1200 }, { used: 1101 }, { used: 1100 }, { used: 1000 }],
      ['2 returned'],
    ],
    ['is not back at the first request', [{ used: 1200 }, { used: 1199 }], []],
    [
      'is not back while another window of the plan is full',
      [
        { used: 1200, week: 9000 },
        { used: 0, week: 9000 },
      ],
      [],
    ],
    ['was never full', [{ used: 1190 }, { used: 0 }], []],
    ['comes back each time', [{ used: 1200 }, { used: 0 }, { used: 1200 }, { used: 0 }], ['1 returned', '3 returned']],
    [
      'needs a tenth of the limit where the usual work is not known',
      [
        { used: 1200 },
        { used: 1081, over: { usualHour: () => null } },
        { used: 1080, over: { usualHour: () => null } },
      ],
      ['2 returned'],
    ],
  ] satisfies [string, readonly Step[], readonly string[]][])('%s', (_, steps, expected) => {
    expect(noticesOf(steps)).toEqual(expected);
  });

  it('is back for a snooze when half of it is left, or enough after it was full', () => {
    const back = (used: number, episodes: Episodes = []) =>
      decideEpisodes(factsOf({ used }), episodes).back.some(({ windowId }) => windowId === 'five-hours');
    const full: Episodes = [{ pool: 'coding-plan', windowId: 'five-hours', state: 'full' }];
    expect([back(1000), back(600), back(1000, full), back(1150, full)]).toEqual([false, true, true, false]);
  });
});

it('never announces the same twice in a row, for any course of the use', () => {
  const step = fc.record({
    used: fc.integer({ min: 0, max: 1200 }),
    likelihood: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const told = noticesOf(steps).map((one) => one.split(' '));
      for (const [index, [at = '', kind]] of told.entries()) {
        const [before = '-1'] = told.slice(0, index).findLast((other) => other[1] === kind) ?? [];
        const since = steps.slice(Number(before) + 1, Number(at));
        if (before === '-1') continue;
        const isOver = since.some(
          ({ used, likelihood }) => used === 1200 || (kind === 'running-out' && likelihood <= 0.4),
        );
        expect(isOver).toBe(true);
      }
    }),
  );
});
