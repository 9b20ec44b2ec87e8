import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureSchema } from '../../../../main/core/failure.ts';
import { defaultPreferences, PreferencesSchema } from '../../../../main/core/preferences.ts';
import {
  type PoolStatus,
  poolIds,
  type Snapshot,
  SnapshotSchema,
  windowIds,
} from '../../../../main/core/quota/model.ts';
import { sourceIds } from '../../../../main/core/quota/source-origin.ts';
import { type Session, SessionSchema } from '../../../../main/core/session.ts';
import { noticeText } from '../../../../main/core/view/notices/notice.ts';
import { quotaView } from '../../../../main/core/view/quota/quota-view.ts';
import { trayView } from '../../../../main/core/view/tray/tray-view.ts';
import { languages, wordsFor } from '../../../../main/core/view/words/index.ts';

/** Anything that the schemas allow, also what no service should send. */
const time = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.maxSafeInteger());
const amount = fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1e300, noNaN: true }));
const limit = fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.double({ min: 1e-300, max: 1e300, noNaN: true }));
const word = fc.constantFrom('', 'pro', 'VALID', 'expire', 'constructor', 'Tokens', '宝', 'a'.repeat(300));
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { nil: null });
const list = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> => fc.array(value, { maxLength: 4 });

const failure = fc.oneof(
  fc
    .constantFrom(
      'offline',
      'timeout',
      'tls',
      'signed-out',
      'session-expired',
      'login-page',
      'too-large',
      'not-asked-yet',
      'empty-answer',
    )
    .map((kind) => ({ kind })),
  fc.record({ kind: fc.constantFrom('no-right', 'business-error'), code: word }),
  fc.record({
    kind: fc.constant('rate-limited'),
    retryAfterMs: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  }),
  fc.record({ kind: fc.constant('server-error'), status: fc.nat(999) }),
  fc.record({ kind: fc.constant('proxy'), status: maybe(fc.nat(999)) }),
  fc.record({ kind: fc.constant('unknown-shape'), where: word, shape: word }),
  fc.record({ kind: fc.constant('program-failed'), program: word, code: word }),
  fc.record({ kind: fc.constantFrom('program-could-not-tell', 'program-shows-none'), program: word }),
  fc.record({ kind: fc.constant('unreadable'), what: word }),
);

const window = fc.record({
  id: fc.constantFrom(...windowIds),
  unit: fc.constantFrom('requests', 'credits', 'share', 'money'),
  used: amount,
  limit,
  resetsAtMs: maybe(time),
  certainty: fc.constantFrom('exact', 'estimate'),
});
const common = { sourceId: fc.constantFrom(...sourceIds), takenAtMs: time, windows: list(window) };
const term = { endsAtMs: maybe(time), autoRenews: maybe(fc.boolean()), status: maybe(word) };

const reading = fc.oneof(
  fc.record({ pool: fc.constant('coding-plan'), ...common, ...term, plan: maybe(word) }),
  fc.record({ pool: fc.constant('token-plan-personal'), ...common, ...term, tier: maybe(word) }),
  fc.record({
    pool: fc.constant('token-plan-team'),
    ...common,
    ...term,
    plan: maybe(word),
    seatTiers: list(
      fc.record({
        tier: word,
        seats: amount,
        assigned: maybe(amount),
        usedCredits: amount,
        totalCredits: amount,
        refreshesAtMs: maybe(time),
      }),
    ),
    addOns: list(fc.record({ totalCredits: maybe(amount), remainingCredits: amount, endsAtMs: maybe(time) })),
  }),
  fc.record({
    pool: fc.constant('free-tier'),
    ...common,
    models: list(
      fc.record({
        model: word,
        quota: maybe(fc.record({ remaining: amount, total: limit, unit: word })),
        status: maybe(word),
        endsAtMs: maybe(time),
      }),
    ),
  }),
  fc.record({
    pool: fc.constant('pay-as-you-go'),
    ...common,
    fromDate: fc.constantFrom('2026-11-01', '', '20261101', '2026-99-99'),
    toDate: fc.constantFrom('2026-11-30', 'never'),
    currency: fc.constantFrom('USD', 'CNY', 'XYZ', '', 'credits'),
    totalCost: fc.double({ noNaN: true, noDefaultInfinity: true }),
    models: list(
      fc.record({
        model: word,
        usage: list(fc.record({ unit: word, amount })),
        cost: fc.double({ noNaN: true, noDefaultInfinity: true }),
      }),
    ),
  }),
);

const share = fc.double({ min: -1, max: 2, noNaN: true });
const disagreements = list(
  fc.record({
    windowId: fc.constantFrom(...windowIds),
    otherSourceId: fc.constantFrom(...sourceIds),
    shownShare: share,
    otherShare: share,
  }),
);
const pool = fc.constantFrom(...poolIds);
const status = fc.oneof(
  fc.record({ pool, state: fc.constant('loading') }),
  fc.record({ pool, state: fc.constant('failed'), failure, failedAtMs: time }),
  fc.record({ pool, state: fc.constant('not-subscribed'), checkedAtMs: time }),
  reading.chain((given) =>
    fc.record({
      pool: fc.constant(given.pool),
      state: fc.constant('fresh'),
      reading: fc.constant(given),
      disagreements,
    }),
  ),
  reading.chain((given) =>
    fc.record({
      pool: fc.constant(given.pool),
      state: fc.constant('stale'),
      reading: fc.constant(given),
      disagreements,
      failure,
      failedAtMs: time,
    }),
  ),
);
const snapshot: fc.Arbitrary<Snapshot> = fc
  .record({ pools: list(status), polling: fc.boolean(), nextPollAtMs: maybe(time) })
  .map((value) => SnapshotSchema.parse(value));

const region = fc.constantFrom('international', 'china');
const session: fc.Arbitrary<Session> = fc
  .oneof(
    fc.constant({ state: 'unknown' }),
    fc.record({
      state: fc.constant('signed-out'),
      lastEnd: maybe(
        fc.oneof(
          fc.constantFrom('denied', 'expired', 'cancelled').map((kind) => ({ kind })),
          fc.record({ kind: fc.constant('failed'), failure }),
        ),
      ),
      cause: fc.constantFrom('never', 'signed-out', 'expired', 'undecryptable'),
    }),
    fc.record({ state: fc.constant('starting'), region }),
    fc.record({ state: fc.constant('waiting'), region, expiresAtMs: time, offline: fc.boolean() }),
    fc.record({
      state: fc.constant('signed-in'),
      region,
      account: maybe(word),
      expiresAtMs: maybe(time),
      storage: fc.constant({ kind: 'memory' }),
    }),
  )
  .map((value) => SessionSchema.parse(value));

const place = fc.record({
  words: fc.constantFrom(...languages).map(wordsFor),
  timeZone: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati'),
});

const nonsense = /undefined|NaN|Infinity|\[object|Invalid/;

const counted = maybe(fc.record({ fiveHours: fc.nat(), week: fc.nat(), month: maybe(fc.nat()) }));

const isTroubled = ({ state }: PoolStatus): boolean => state === 'failed' || state === 'stale';

/** A program that shows another pool, and none of this one, leaves nothing to explain. */
const isLeftOut = (status: PoolStatus, all: readonly PoolStatus[]): boolean =>
  status.state === 'failed' &&
  status.failure.kind === 'program-shows-none' &&
  all.some(({ state }) => state === 'fresh' || state === 'stale');

describe('any state that main may send', () => {
  it('is generated with every kind of failure', () => {
    const kinds = new Set(fc.sample(failure, { numRuns: 500, seed: 1 }).map(({ kind }) => kind));
    expect(kinds.size).toBe(FailureSchema.options.length);
  });

  const mode = fc.constantFrom(...PreferencesSchema.shape.trayMode.options);

  it('gives a popover, a tray and texts without NaN, null or the like', () => {
    fc.assert(
      fc.property(
        snapshot,
        session,
        counted,
        place,
        time,
        fc.boolean(),
        mode,
        (pools, who, counts, where, nowMs, demo, trayMode) => {
          const view = quotaView({ snapshot: pools, session: who, localCounts: counts, locale: where, nowMs });
          const tray = trayView({
            snapshot: pools,
            session: who,
            locale: where,
            nowMs,
            demo,
            settings: { state: 'unknown' },
            localCounts: counts,
            preferences: { ...defaultPreferences, trayMode },
          });
          expect(JSON.stringify([view, tray])).not.toMatch(nonsense);
          expect(tray.tooltip.length).toBeLessThanOrEqual(127);
          const { picture } = tray;
          const shares = picture.kind === 'bars' ? picture.bars.map(({ share }) => share) : [];
          for (const share of picture.kind === 'ring' ? [picture.share] : shares) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          for (const item of tray.menu) if (item.kind !== 'separator') expect(item.label).not.toBe('');
          for (const window of view.pools.flatMap(({ windows }) => windows)) {
            expect(window.percent).toBeGreaterThanOrEqual(0);
            expect(window.percent).toBeLessThanOrEqual(100);
          }
          if (view.screen === 'welcome') expect(view.signIn).not.toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('explains each failed or stale pool, or offers to sign in', () => {
    fc.assert(
      fc.property(snapshot, session, place, time, (pools, who, where, nowMs) => {
        const view = quotaView({ snapshot: pools, session: who, locale: where, nowMs });
        const troubled = pools.pools.some((status) => isTroubled(status) && !isLeftOut(status, pools.pools));
        const explained =
          view.trouble !== null || view.signIn !== null || view.pools.some(({ trouble }) => trouble !== null);
        expect(!troubled || explained).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('gives a notice a title and a body', () => {
    fc.assert(
      fc.property(snapshot, place, time, (pools, where, nowMs) => {
        for (const status of pools.pools) {
          if (status.state !== 'fresh') continue;
          for (const window of status.reading.windows) {
            const text = noticeText(
              { thresholdPercent: 90, kind: 'threshold', pool: status.pool, window, currency: 'USD' },
              nowMs,
              where,
            );
            expect(text.title).not.toBe('');
            expect(`${text.title} ${text.body}`).not.toMatch(nonsense);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
