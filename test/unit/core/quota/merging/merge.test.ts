import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourcedAnswer } from '../../../../../main/core/quota/answer.ts';
import { emptyMemory, PoolMemorySchema, poolStatusOf, remember } from '../../../../../main/core/quota/merging/merge.ts';
import { type PoolStatus, PoolStatusSchema, type QuotaWindow } from '../../../../../main/core/quota/model.ts';
import { readingOf } from '../../../../../main/core/quota/share.ts';
import { sourceIds } from '../../../../../main/core/quota/source-origin.ts';
import { codingPlan, denying, failing, noonMs, saying } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const later = (minutes: number): number => noonMs + minutes * minuteMs;
const statusAfter = (...answers: readonly SourcedAnswer[]): PoolStatus =>
  poolStatusOf(remember(emptyMemory('coding-plan'), answers));

const windowOf = (status: PoolStatus, id: QuotaWindow['id'] = 'five-hours') =>
  readingOf(status)?.windows.find((window) => window.id === id);

const server = (fiveHours: number, minutes: number) => saying(codingPlan({ fiveHours, takenAtMs: later(minutes) }));
const cli = (fiveHours: number, minutes: number) =>
  saying(codingPlan({ sourceId: 'qwencloud-cli', fiveHours, takenAtMs: later(minutes) }));
const logs = (fiveHours: number, minutes: number, more: { week?: number; month?: number } = {}) =>
  saying(codingPlan({ sourceId: 'session-log', certainty: 'estimate', fiveHours, takenAtMs: later(minutes), ...more }));

describe('a running plan without its windows', () => {
  const bare = (minutes: number, status: string) => {
    const reading = codingPlan({ takenAtMs: later(minutes) });
    return saying({ ...reading, windows: [], status });
  };

  it('keeps the windows of before until the next answer', () => {
    const kept = statusAfter(server(300, 0), bare(5, 'VALID'));
    expect(kept).toMatchObject({ state: 'stale', failure: { kind: 'empty-answer' }, failedAtMs: later(5) });
    expect(windowOf(kept)?.used).toBe(300);
    expect(statusAfter(server(300, 0), bare(5, 'VALID'), server(310, 10)).state).toBe('fresh');
  });

  it('is shown as it is if it never had any, or has ended', () => {
    expect(statusAfter(bare(5, 'VALID'))).toMatchObject({ state: 'fresh', reading: { windows: [] } });
    expect(statusAfter(server(300, 0), bare(5, 'EXPIRED'))).toMatchObject({ state: 'fresh', reading: { windows: [] } });
  });
});

describe('invented lines in a log', () => {
  const used = (minutes: number, seen: number) =>
    windowOf(statusAfter(logs(10, 0), server(312, 0), logs(seen, minutes)));
  it('cannot move the number of the service by more than the user could have sent since', () => {
    expect(used(5, 6010)).toMatchObject({ used: 312 + 5 * 60, limit: 1200, certainty: 'estimate' });
    expect(used(0.1, 6010)).toMatchObject({ used: 312 + 60 });
    expect(used(5, 10 + 299)).toMatchObject({ used: 312 + 299 });
  });
  it('cannot use up a window, however long the service does not answer', () => {
    expect(used(120, 60_000)).toMatchObject({ used: 1199, limit: 1200 });
  });
});

describe('the rules', () => {
  const table: readonly (readonly [string, readonly SourcedAnswer[], object])[] = [
    ['no answer: loading', [], { state: 'loading' }],
    ['a reading: fresh', [server(300, 0)], { state: 'fresh', reading: { sourceId: 'qwencloud' } }],
    [
      'an exact reading takes precedence over an earlier estimate',
      [logs(290, 0), server(300, 0)],
      { reading: { sourceId: 'qwencloud' } },
    ],
    [
      'an exact reading takes precedence over a later estimate',
      [server(300, 0), logs(290, 0)],
      { reading: { sourceId: 'qwencloud' } },
    ],
    ['the newest of two exact readings', [cli(305, 1), server(300, 0)], { reading: { sourceId: 'qwencloud-cli' } }],
    [
      'of two readings of one moment that of the source listed first',
      [cli(300, 0), server(300, 0)],
      { reading: { sourceId: 'qwencloud' } },
    ],
    [
      'a failing source never hides a working one',
      [failing('qwencloud'), cli(1, 0)],
      { state: 'fresh', reading: { sourceId: 'qwencloud-cli' } },
    ],
    [
      'a failing source hides no working one, even if it worked before',
      [server(300, 3), cli(290, 0), failing('qwencloud', later(5))],
      { state: 'fresh', reading: { sourceId: 'qwencloud-cli' } },
    ],
    [
      'an estimate is not hidden by failures',
      [failing('qwencloud'), logs(1, 0)],
      { state: 'fresh', reading: { sourceId: 'session-log' } },
    ],
    [
      'a failure after a reading: stale, with the reason',
      [server(300, 0), failing('qwencloud', later(5))],
      { state: 'stale', reading: { takenAtMs: noonMs }, failure: { kind: 'offline' }, failedAtMs: later(5) },
    ],
    [
      'a source that works again: fresh',
      [server(300, 0), failing('qwencloud', later(5)), server(301, 6)],
      { state: 'fresh' },
    ],
    ['an estimate whose source fails: stale', [logs(1, 0), failing('session-log', later(1))], { state: 'stale' }],
    [
      'only failures: the failure of the source listed first',
      [failing('session-log', noonMs, 'timeout'), failing('qwencloud', noonMs, 'offline')],
      { state: 'failed', failure: { kind: 'offline' } },
    ],
    ['not subscribed if a source says so', [denying('qwencloud')], { state: 'not-subscribed', checkedAtMs: noonMs }],
    ['an ended sign-in is no "not subscribed"', [failing('qwencloud', noonMs, 'session-expired')], { state: 'failed' }],
    [
      'not subscribed in one account, a plan in another',
      [denying('qwencloud', later(1)), cli(1, 0)],
      { state: 'fresh' },
    ],
    [
      'not subscribed after a reading of the same source',
      [server(300, 0), denying('qwencloud', later(1))],
      { state: 'not-subscribed' },
    ],
    [
      '"not subscribed" takes precedence over an old reading of a failing source',
      [cli(1, 0), failing('qwencloud-cli', later(1)), denying('qwencloud', later(2))],
      { state: 'not-subscribed' },
    ],
    [
      '"not subscribed" takes precedence over a newer reading whose source fails now',
      [denying('qwencloud'), cli(1, 1), failing('qwencloud-cli', later(2))],
      { state: 'not-subscribed' },
    ],
    [
      'of two estimates that of the source that works',
      [
        saying(codingPlan({ sourceId: 'bailian-cli', certainty: 'estimate', takenAtMs: later(2) })),
        failing('bailian-cli', later(3)),
        logs(1, 0),
      ],
      { state: 'fresh', reading: { sourceId: 'session-log' } },
    ],
    [
      '"not subscribed" takes precedence over local counting',
      [denying('qwencloud'), logs(1, 1)],
      { state: 'not-subscribed' },
    ],
    [
      '"not subscribed" survives a failure',
      [denying('qwencloud'), failing('qwencloud', later(1))],
      { state: 'not-subscribed', checkedAtMs: noonMs },
    ],
    ['"not subscribed" ends with a reading', [denying('qwencloud'), server(1, 1)], { state: 'fresh' }],
    [
      'the last answer of a source counts, even if the clock was set back',
      [server(300, 0), server(310, -600)],
      { reading: { windows: [{ used: 310 }, {}, {}] } },
    ],
  ];
  it.each(table)('%s', (_, answers, expected) => {
    const status = statusAfter(...answers);
    expect(status).toMatchObject(expected);
    expect(PoolStatusSchema.safeParse(status).success).toBe(true);
  });

  it('names the source of an unknown shape, once', () => {
    const failure = { kind: 'unknown-shape', where: 'windows' } as const;
    const answer = { pool: 'coding-plan', outcome: 'failed', failure, failedAtMs: noonMs } as const;
    const once = poolStatusOf(remember(emptyMemory('coding-plan'), [{ sourceId: 'bailian-cli', answer }]));
    expect(once).toMatchObject({ failure: { where: 'bailian-cli: windows' } });
    const named = { ...answer, failure: { ...failure, where: 'bailian-cli: threw' } };
    const again = poolStatusOf(remember(emptyMemory('coding-plan'), [{ sourceId: 'bailian-cli', answer: named }]));
    expect(again).toMatchObject({ failure: { where: 'bailian-cli: threw' } });
  });

  it('ignores answers about other pools', () => {
    expect(statusAfter(failing('qwencloud', noonMs, 'offline', 'free-tier'))).toEqual({
      pool: 'coding-plan',
      state: 'loading',
    });
  });
});

describe('a server reading advanced by local estimates', () => {
  it('grows by what the local count gained, marked as an estimate', () => {
    const status = statusAfter(logs(420, 0), server(500, 0), logs(440, 3));
    expect(windowOf(status)).toMatchObject({ used: 520, certainty: 'estimate' });
    expect(windowOf(status, 'week')).toMatchObject({ used: 3000, certainty: 'exact' });
    expect(readingOf(status)).toMatchObject({ sourceId: 'qwencloud', takenAtMs: noonMs, plan: 'starter' });
  });

  it('compares with the estimate of the same round, in any order of the answers', () => {
    expect(windowOf(statusAfter(server(500, 0), logs(420, 0.05), logs(440, 3)))).toMatchObject({ used: 520 });
  });

  it('compares with an estimate before the server reading rather than after it', () => {
    expect(windowOf(statusAfter(logs(420, -3), server(500, 0), logs(440, 1)))).toMatchObject({ used: 520 });
  });

  it('is replaced by the next server reading', () => {
    const status = statusAfter(logs(420, 0), server(500, 0), logs(440, 3), server(517, 5));
    expect(windowOf(status)).toMatchObject({ used: 517, certainty: 'exact' });
  });

  it('falls when requests leave the five hours, but never below zero', () => {
    expect(windowOf(statusAfter(logs(420, 0), server(500, 0), logs(300, 3)))).toMatchObject({ used: 380 });
    expect(windowOf(statusAfter(logs(900, 0), server(500, 0), logs(0, 3)))).toMatchObject({ used: 0 });
  });

  it('takes the local count alone once the window has reset', () => {
    const status = statusAfter(logs(420, 0), server(500, 0), logs(7, 301, { week: 3100, month: 6100 }));
    expect(windowOf(status)).toMatchObject({ used: 7, certainty: 'estimate' });
    expect(windowOf(status, 'week')).toMatchObject({ used: 3100 });
    const week = statusAfter(logs(1, 0, { week: 2900 }), server(1, 0), logs(1, 6 * 24 * 60, { week: 12, month: 6100 }));
    expect(windowOf(week, 'week')).toMatchObject({ used: 12, certainty: 'estimate' });
    const month = statusAfter(
      logs(1, 0, { month: 5000 }),
      server(1, 0),
      logs(1, 13 * 24 * 60, { week: 12, month: 34 }),
    );
    expect(windowOf(month, 'month')).toMatchObject({ used: 34, certainty: 'estimate' });
  });

  it('has bounds if it is the local count alone, or if the count is not sure of what it added', () => {
    const ranged = (fiveHours: number, minutes: number, from = 5) => {
      const usedBetween = { from, to: null };
      const reading = codingPlan({
        sourceId: 'session-log',
        certainty: 'estimate',
        fiveHours,
        takenAtMs: later(minutes),
      });
      return saying({ ...reading, windows: reading.windows.map((window) => ({ ...window, usedBetween })) });
    };
    expect(windowOf(statusAfter(logs(420, 0), server(500, 0), ranged(7, 301)))).toMatchObject({
      used: 7,
      usedBetween: { from: 5, to: null },
    });
    const advancedTo = (used: number, from: number) =>
      windowOf(statusAfter(ranged(420, 0, 300), server(500, 0), ranged(used, 3, from)));
    expect(advancedTo(440, 300)).toMatchObject({ used: 520, usedBetween: { from: 500, to: null } });
    expect(advancedTo(440, 312)).toMatchObject({ used: 520, usedBetween: { from: 512, to: null } });
    for (const [used, from] of [
      [440, 320],
      [440, 400],
      [410, 250],
    ] as const) {
      expect(advancedTo(used, from)).toMatchObject({ used: 80 + used, certainty: 'estimate' });
      expect(advancedTo(used, from)).not.toHaveProperty('usedBetween');
    }
  });

  it('may be stale, and stays so', () => {
    const status = statusAfter(logs(420, 0), server(500, 0), failing('qwencloud', later(2)), logs(440, 3));
    expect(status).toMatchObject({ state: 'stale', failure: { kind: 'offline' } });
    expect(windowOf(status)).toMatchObject({ used: 520, certainty: 'estimate' });
  });

  it('does not count twice what an old estimate did not include', () => {
    const status = statusAfter(logs(100, 0), server(500, 60), logs(600, 61), logs(610, 62));
    expect(windowOf(status)).toMatchObject({ used: 510 });
  });

  it('is unchanged if the estimate has failed since', () => {
    const status = statusAfter(logs(420, 0), server(500, 0), logs(440, 3), failing('session-log', later(4)));
    expect(windowOf(status)).toMatchObject({ used: 500, certainty: 'exact' });
  });
});

describe('disagreement', () => {
  it('is listed by window, above five percentage points', () => {
    const status = statusAfter(server(300, 0), cli(361, -1));
    expect(status).toMatchObject({
      state: 'fresh',
      disagreements: [
        { windowId: 'five-hours', otherSourceId: 'qwencloud-cli', shownShare: 300 / 1200, otherShare: 361 / 1200 },
      ],
    });
    expect(statusAfter(server(300, 0), cli(360, -1))).toMatchObject({ disagreements: [] });
  });

  it('compares the local count at the time of the server reading, not after', () => {
    expect(statusAfter(logs(100, 0), server(300, 0), logs(110, 4))).toMatchObject({
      disagreements: [{ otherSourceId: 'session-log', otherShare: 100 / 1200 }],
    });
    expect(statusAfter(logs(300, 0), server(300, 0), logs(600, 4))).toMatchObject({ disagreements: [] });
  });

  it('needs readings of about the same time from sources that work', () => {
    expect(statusAfter(server(300, 0), cli(900, -60))).toMatchObject({ disagreements: [] });
    expect(statusAfter(server(300, 0), cli(900, 0), failing('qwencloud-cli'))).toMatchObject({ disagreements: [] });
  });
});

const answers: fc.Arbitrary<SourcedAnswer> = fc.oneof(
  fc
    .record({
      sourceId: fc.constantFrom(...sourceIds),
      certainty: fc.constantFrom('exact' as const, 'estimate' as const),
      takenAtMs: fc.integer({ min: noonMs, max: noonMs + 9 * hourMs }),
      fiveHours: fc.nat(2000),
      week: fc.nat(9000),
      month: fc.nat(20_000),
    })
    .map((use) => saying(codingPlan(use))),
  fc
    .record({ sourceId: fc.constantFrom(...sourceIds), atMs: fc.nat() })
    .map((answer) => denying(answer.sourceId, answer.atMs)),
  fc
    .record({ sourceId: fc.constantFrom(...sourceIds), atMs: fc.nat() })
    .map((answer) => failing(answer.sourceId, answer.atMs)),
);

describe('any answers in any order', () => {
  it('give a valid status, which is exact only if a source was exact', () =>
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 12 }), (given) => {
        const memory = remember(emptyMemory('coding-plan'), given);
        const status = poolStatusOf(memory);
        expect(PoolStatusSchema.safeParse(status).success).toBe(true);
        expect(PoolMemorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
        const exactWindows = given.flatMap(({ answer }) =>
          answer.outcome === 'reading' ? answer.reading.windows : [],
        );
        for (const window of readingOf(status)?.windows ?? []) {
          if (window.certainty === 'exact') expect(exactWindows).toContainEqual(window);
        }
        if (status.state === 'not-subscribed') {
          expect(given.some(({ answer }) => answer.outcome === 'not-subscribed')).toBe(true);
        }
        if (status.state === 'failed') {
          expect(given.every(({ answer }) => answer.outcome === 'failed')).toBe(true);
        }
      }),
      { numRuns: 1000 },
    ));

  it('give a fresh status if the last answer of some source is an exact reading', () =>
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 12 }), (given) => {
        const last = new Map(given.map(({ sourceId, answer }) => [sourceId, answer]));
        const works = [...last.values()].some(
          (answer) =>
            answer.outcome === 'reading' && answer.reading.windows.every(({ certainty }) => certainty === 'exact'),
        );
        if (works) expect(statusAfter(...given).state).toBe('fresh');
      }),
      { numRuns: 1000 },
    ));

  it('give the same status in any order of the sources within a round', () =>
    fc.assert(
      fc.property(fc.uniqueArray(answers, { selector: ({ sourceId }) => sourceId, maxLength: 5 }), (round) => {
        const exactOnly = round.filter(
          ({ answer }) => answer.outcome !== 'reading' || answer.reading.windows[0]?.certainty === 'exact',
        );
        expect(statusAfter(...exactOnly.toReversed())).toEqual(statusAfter(...exactOnly));
      }),
      { numRuns: 1000 },
    ));
});

describe('logs in which no request of the plan was counted', () => {
  const shown = (fiveHours: number, week: number, month: number) => {
    const counted = codingPlan({ sourceId: 'session-log', certainty: 'estimate', fiveHours, week, month });
    const status = poolStatusOf(remember(emptyMemory('coding-plan'), [saying(counted), saying(codingPlan())]));
    return status.state === 'fresh' ? status.disagreements.map(({ windowId }) => windowId) : null;
  };

  it('do not show that the plan is used elsewhere', () => {
    expect(shown(0, 0, 0)).toEqual([]);
  });

  it('do show it once a single one was counted, in any window', () => {
    expect(shown(0, 0, 1)).toEqual(['five-hours', 'week', 'month']);
  });
});
