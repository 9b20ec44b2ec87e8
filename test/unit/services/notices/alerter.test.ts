import { describe, expect, it } from 'vitest';
import type { HistoryRecord } from '../../../../main/core/history/record.ts';
import type { NoticeSubject } from '../../../../main/core/notices/subject.ts';
import { subjectsOf } from '../../../../main/core/notices/subjects.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import type { RunningOut } from '../../../../main/core/quota/forecast/forecast.ts';
import { reachedPercent } from '../../../../main/core/quota/share.ts';
import { type NoticeEvent, noticeHandling } from '../../../../main/core/view/notices/handling.ts';
import type { Notice } from '../../../../main/ports/system.ts';
import { createAlerter } from '../../../../main/services/notices/alerter.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';
import { codingPlan, saying } from '../../../support/readings.ts';

type Outcome = 'shown' | 'failed';

const noKey = { kind: 'key-missing', window: null, resetsAtMs: null } as const;

/** The windows of a notice, and how much of each was used. */
function textOf(subject: NoticeSubject) {
  const all = subjectsOf(subject);
  const windows = all.flatMap((one) => (one.kind === 'threshold' ? [one.window] : []));
  if (windows.length > 0) {
    const title = windows.map((window) => `${reachedPercent(window)} %`).join(', ');
    return { title, body: windows.map(({ id }) => id).join(', ') };
  }
  return (
    all
      .map((one) => (one.kind === 'text' ? one : { title: one.kind, body: '' }))
      .map(({ title, body }) => ({ title, body }))[0] ?? { title: '', body: '' }
  );
}

function setUp(files = memoryFiles()) {
  const clock = fakeClock();
  const log = memoryLog();
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const shown: Notice[] = [];
  const clicks: string[] = [];
  const recorded: HistoryRecord[] = [];
  const world = {
    show: async (): Promise<Outcome> => 'shown',
    preferences: { ...defaultPreferences, notices: true, warnAtUsedPercents: [90] },
    pendingChanges: 0,
    click: () => {},
    quietUntilMs: (): number | null => null,
    isDoNotDisturb: false,
    runOuts: [] as readonly RunningOut[],
    lastRequestAtMs: null as number | null,
    answers: 0,
  };
  const alerter = createAlerter({
    store,
    preferences: () => world.preferences,
    notices: {
      show(notice, onClick) {
        shown.push(notice);
        world.click = onClick;
        return world.show();
      },
      isDoNotDisturb: async () => world.isDoNotDisturb,
    },
    describe: (subject) => textOf(subject),
    handle: (subject) => noticeHandling(subject, clock.now()),
    quietUntilMs: () => world.quietUntilMs(),
    foreseen: () => ({
      runOuts: world.runOuts,
      lastRequestAtMs: world.lastRequestAtMs,
      usualHour: () => 100,
      answersBetween: () => world.answers,
    }),
    onClick: (panel) => void clicks.push(panel),
    onPending: () => world.pendingChanges++,
    journal: { append: (...added) => void recorded.push(...added) },
    files,
    clock,
    log,
  });
  const use = async (fiveHours: number) => {
    store.apply([saying(codingPlan({ fiveHours }))]);
    await settle();
  };
  return { alerter, clock, store, files, shown, clicks, recorded, world, use, log };
}

it('records each notice that came in the history, and none that did not', async () => {
  const { alerter, use, recorded, world } = setUp();
  await alerter.start();
  await use(1000);
  await use(1100);
  expect(recorded).toEqual([
    expect.objectContaining({ kind: 'notice', about: 'threshold', windowId: 'five-hours', outcome: 'shown' }),
  ]);
  world.preferences = { ...world.preferences, notices: false };
  await use(1200);
  expect(recorded).toHaveLength(1);
  alerter.stop();
});

describe('one notice per crossing', () => {
  it('shows one, whatever follows, and opens on a click', async () => {
    const { alerter, shown, clicks, world, use } = setUp();
    await alerter.start();
    await use(600);
    await use(1100);
    await use(1110);
    await use(1190);
    expect(shown).toEqual([{ tag: 'coding-plan/five-hours', title: '91 %', body: 'five-hours' }]);
    world.click();
    expect(clicks).toHaveLength(1);
  });

  it('shows none again after a restart', async () => {
    const first = setUp();
    await first.alerter.start();
    await first.use(600);
    await first.use(1100);
    first.alerter.stop();
    await first.alerter.settled();

    const second = setUp(first.files);
    await second.alerter.start();
    await second.use(1150);
    expect(second.shown).toEqual([]);
  });

  it('announces what was crossed while the app was off', async () => {
    const first = setUp();
    await first.alerter.start();
    await first.use(600);
    first.alerter.stop();
    await first.alerter.settled();

    const second = setUp(first.files);
    await second.alerter.start();
    await second.use(1150);
    expect(second.shown).toHaveLength(1);
  });

  it('shows one while the system is slow, and remembers it only once it was shown', async () => {
    const { alerter, shown, world, use, files } = setUp();
    let answer = (_: Outcome) => {};
    world.show = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await alerter.start();
    await use(600);
    await use(1100);
    await use(1120);
    expect(shown).toHaveLength(1);
    expect(files.contents.get('alerts.json')).not.toContain('announced');
    answer('shown');
    await settle();
    await use(1130);
    expect(shown).toHaveLength(1);
    expect(files.contents.get('alerts.json')).toContain('announced');
  });

  it('loads its memory first, so that an existing reading causes no notice', async () => {
    const first = setUp();
    await first.alerter.start();
    await first.use(600);
    await first.use(1100);
    await first.alerter.settled();
    const second = setUp(first.files);
    await second.use(1150);
    await second.alerter.start();
    await settle();
    expect(second.shown).toEqual([]);
  });

  it('checks again when a preference changed', async () => {
    const { alerter, shown, world, use } = setUp();
    await alerter.start();
    await use(600);
    world.preferences = { ...defaultPreferences, notices: true, warnAtUsedPercents: [40] };
    alerter.reconsider();
    await settle();
    expect(shown).toHaveLength(1);
  });

  it('starts with a silent baseline for another account', async () => {
    const { alerter, shown, use } = setUp();
    await alerter.start();
    await use(600);
    alerter.forget(['coding-plan']);
    await use(1150);
    expect(shown).toEqual([]);
  });

  it('is silent after stop', async () => {
    const { alerter, shown, use } = setUp();
    await alerter.start();
    await use(600);
    alerter.stop();
    await use(1150);
    expect(shown).toEqual([]);
  });
});

describe('a system that shows no notices', () => {
  it.each([
    ['says so', async (): Promise<Outcome> => 'failed'],
    ['breaks', () => Promise.reject(new Error('no daemon'))],
  ])('%s: the notice waits in the app, and is not tried at every poll', async (_, show) => {
    const { alerter, shown, world, use } = setUp();
    world.show = show;
    await alerter.start();
    await use(600);
    await use(1100);
    await use(1110);
    expect(shown).toHaveLength(1);
    expect(alerter.pending()).toEqual(shown.map((notice) => ({ ...notice, canSnooze: true, canSwitch: true })));
    expect(world.pendingChanges).toBe(1);
  });

  it('keeps what waits across a restart until it is dismissed', async () => {
    const first = setUp();
    first.world.show = async () => 'failed';
    await first.alerter.start();
    await first.use(600);
    await first.use(1100);
    await first.alerter.settled();

    const second = setUp(first.files);
    await second.alerter.start();
    expect(second.alerter.pending()).toHaveLength(1);
    second.alerter.dismiss('coding-plan/five-hours');
    expect(second.alerter.pending()).toEqual([]);
    await second.alerter.settled();
    expect(second.files.contents.get('alerts.json')).toContain('"pending":[]');
  });

  it('replaces a pending notice by a later one that was shown', async () => {
    const { alerter, world, use } = setUp();
    world.show = async () => 'failed';
    await alerter.start();
    await use(600);
    await use(1100);
    world.show = async () => 'shown';
    await use(100);
    await use(1100);
    expect(alerter.pending()).toEqual([]);
  });
});

it('keeps a broken memory aside and takes the next reading as a baseline', async () => {
  const { alerter, shown, files, use } = setUp(memoryFiles({ 'alerts.json': '{"version":1}' }));
  await alerter.start();
  await use(1150);
  expect(shown).toEqual([]);
  expect(files.contents.has('alerts.json.broken-1')).toBe(true);
});

describe('a notice that is not about a reading', () => {
  const refused: Notice = { tag: 'refused/week', title: 'used up', body: 'switch?' };

  it('is shown as it is, and kept for the popover where the system fails', async () => {
    const { alerter, shown, world } = setUp();
    await alerter.start();
    alerter.confirm(refused);
    await settle();
    expect(shown).toEqual([refused]);
    expect(alerter.pending()).toEqual([]);
    world.show = async () => 'failed';
    alerter.confirm(refused);
    await settle();
    expect(alerter.pending()).toEqual([{ ...refused, canSnooze: false, canSwitch: false }]);
  });

  it('has no line, direction or invisible character of a name from outside', async () => {
    const { alerter, shown } = setUp();
    await alerter.start();
    alerter.confirm({ tag: 'refused/week', title: 'Lite\n\u202Egniht', body: 'm\u200B\u2028\u001B[8mx' });
    await settle();
    expect(shown).toEqual([{ tag: 'refused/week', title: 'Lite\uFFFD\uFFFDgniht', body: 'm\uFFFD\uFFFD\uFFFD[8mx' }]);
  });

  it('is not shown if the user turned notices off, nor after stop', async () => {
    const { alerter, shown, world } = setUp();
    await alerter.start();
    world.preferences = { ...defaultPreferences, notices: false, warnAtUsedPercents: [90] };
    alerter.confirm(refused);
    world.preferences = { ...defaultPreferences, notices: true, warnAtUsedPercents: [90] };
    alerter.stop();
    alerter.confirm(refused);
    expect(shown).toEqual([]);
  });
});

describe('a pending notice', () => {
  const failing = () => {
    const given = setUp();
    given.world.show = async () => 'failed';
    return given;
  };
  const tags = ({ alerter }: ReturnType<typeof setUp>) => alerter.pending().map(({ tag }) => tag);

  it('goes when its window is no longer above the threshold', async () => {
    const given = failing();
    await given.alerter.start();
    await given.use(600);
    await given.use(1100);
    expect(tags(given)).toEqual(['coding-plan/five-hours']);
    await given.use(1090);
    expect(tags(given)).toHaveLength(1);
    const changes = given.world.pendingChanges;
    await given.use(1050);
    expect(tags(given)).toEqual([]);
    expect(given.world.pendingChanges).toBe(changes + 1);
  });

  it('does not come back after a restart once it has gone', async () => {
    const first = failing();
    await first.alerter.start();
    await first.use(600);
    await first.use(1100);
    await first.use(300);
    first.alerter.stop();
    await first.alerter.settled();
    const second = setUp(first.files);
    await second.alerter.start();
    expect(tags(second)).toEqual([]);
  });

  it('goes at the reset of its window, even without a newer reading', async () => {
    const given = failing();
    await given.alerter.start();
    const plan = codingPlan();
    const [rolling, week, month] = plan.windows;
    const windows = [rolling, { ...week, used: 100 }, month].flatMap((window) => window ?? []) as typeof plan.windows;
    given.store.apply([saying({ ...plan, windows })]);
    await settle();
    given.store.apply([
      saying({ ...plan, windows: windows.map((one) => (one.id === 'week' ? { ...one, used: 8500 } : one)) }),
    ]);
    await settle();
    expect(tags(given)).toEqual(['coding-plan/week']);
    await given.clock.advance(5 * 24 * 3_600_000);
    given.alerter.reconsider();
    expect(tags(given)).toEqual([]);
  });

  it('goes with the account', async () => {
    const given = failing();
    await given.alerter.start();
    await given.use(600);
    await given.use(1100);
    given.alerter.forget(['free-tier']);
    expect(tags(given)).toHaveLength(1);
    given.alerter.forget(['coding-plan']);
    expect(tags(given)).toEqual([]);
  });

  it('of something else goes at its time, or when it is withdrawn', async () => {
    const given = failing();
    await given.alerter.start();
    given.alerter.report({
      kind: 'refused',
      refusal: { kind: 'rate-limit', window: null, resetsAtMs: null },
      model: null,
    });
    given.alerter.confirm({ tag: 'refused/week', title: 'week', body: '' });
    given.alerter.report({ kind: 'session-ended' });
    await settle();
    expect(given.alerter.pending()).toContainEqual({
      tag: 'refused/rate-limit',
      title: 'refused',
      body: '',
      canSnooze: false,
      canSwitch: false,
    });
    await given.clock.advance(10 * 60_000 - 1);
    given.alerter.reconsider();
    expect(tags(given)).toHaveLength(3);
    await given.clock.advance(1);
    given.alerter.reconsider();
    expect(tags(given)).toEqual(['refused/week', 'session']);
    given.alerter.withdraw('refused/');
    expect(tags(given)).toEqual(['session']);
    const changes = given.world.pendingChanges;
    given.alerter.withdraw('refused/');
    expect(given.world.pendingChanges).toBe(changes);
  });
});

it('remembers what earlier runs announced when that can be read only after the start', async () => {
  const first = setUp();
  await first.alerter.start();
  await first.use(600);
  await first.use(1100);
  expect(first.shown).toHaveLength(1);
  await first.alerter.settled();
  const earlier = first.files.contents.get('alerts.json');
  const second = setUp(first.files);
  first.files.failing.add('alerts.json');
  await second.alerter.start();
  second.alerter.dismiss('none');
  await second.alerter.settled();
  expect(first.files.contents.get('alerts.json')).toBe(earlier);
  first.files.failing.clear();
  second.alerter.dismiss('none');
  await second.alerter.settled();
  expect(first.files.contents.get('alerts.json')).toBe(earlier);
});

describe('several windows at once', () => {
  it('are one notice, of which the popover keeps what is still true', async () => {
    const given = setUp();
    given.world.show = async () => 'failed';
    await given.alerter.start();
    const both = async (fiveHours: number, week: number) => {
      given.store.apply([saying(codingPlan({ fiveHours, week }))]);
      await settle();
    };
    await both(600, 100);
    await both(1100, 8500);
    expect(given.shown.map(({ tag, body }) => [tag, body])).toEqual([['coding-plan/five-hours', 'five-hours, week']]);
    await both(300, 8500);
    expect(given.alerter.pending().map(({ body }) => body)).toEqual(['week']);
  });
});

describe('quiet hours', () => {
  it('hold notices back in the popover, and end with one notice of what is still true', async () => {
    const given = setUp();
    await given.alerter.start();
    await given.use(600);
    const untilMs = given.clock.now() + 3_600_000;
    given.world.quietUntilMs = () => (given.clock.now() < untilMs ? untilMs : null);
    await given.use(1100);
    given.alerter.report({ kind: 'session-ended' });
    given.alerter.report({
      kind: 'refused',
      refusal: { kind: 'rate-limit', window: null, resetsAtMs: null },
      model: null,
    });
    await settle();
    expect(given.shown).toEqual([]);
    expect(given.alerter.pending()).toHaveLength(3);
    expect(given.alerter.decisions().map(({ outcome }) => outcome)).toEqual([
      'quiet-hours',
      'quiet-hours',
      'quiet-hours',
    ]);
    given.alerter.confirm({ tag: 'switch', title: 'Switched', body: '' });
    await settle();
    expect(given.shown.map(({ tag }) => tag)).toEqual(['switch']);
    await given.clock.advance(11 * 60_000);
    await given.use(1100);
    await given.clock.advance(3_600_000);
    await settle();
    expect(given.shown.map(({ tag }) => tag)).toEqual(['switch', 'coding-plan/five-hours']);
    expect(given.alerter.pending()).toEqual([]);
  });

  it('hold across a restart, and are not told twice', async () => {
    const first = setUp();
    await first.alerter.start();
    await first.use(600);
    first.world.quietUntilMs = () => first.clock.now() + 1;
    await first.use(1100);
    first.alerter.stop();
    await first.alerter.settled();
    const second = setUp(first.files);
    await second.alerter.start();
    await settle();
    expect(second.shown).toHaveLength(1);
    await second.use(1100);
    expect(second.shown).toHaveLength(1);
    second.alerter.stop();
    await second.alerter.settled();
    const third = setUp(first.files);
    await third.alerter.start();
    await settle();
    expect([third.shown, third.alerter.pending()]).toEqual([[], []]);
  });
});

it('waits while the desktop must not be disturbed', async () => {
  const given = setUp();
  await given.alerter.start();
  await given.use(600);
  given.world.isDoNotDisturb = true;
  await given.use(1100);
  expect(given.shown).toEqual([]);
  expect(given.alerter.decisions().at(-1)?.outcome).toBe('do-not-disturb');
  given.world.isDoNotDisturb = false;
  await given.use(1101);
  await settle();
  expect(given.shown).toHaveLength(1);
});

describe('a snoozed window', () => {
  it('says nothing until it is back, also after a restart', async () => {
    const first = setUp();
    first.world.show = async () => 'failed';
    first.world.preferences = { ...defaultPreferences, notices: true, warnAtUsedPercents: [75, 90, 100] };
    await first.alerter.start();
    await first.use(600);
    await first.use(1000);
    first.alerter.snooze('coding-plan/five-hours');
    expect(first.alerter.pending()).toEqual([]);
    first.alerter.stop();
    await first.alerter.settled();

    const second = setUp(first.files);
    second.world.preferences = { ...defaultPreferences, notices: true, warnAtUsedPercents: [75, 90, 100] };
    await second.alerter.start();
    await second.use(1100);
    await second.use(1200);
    expect(second.shown).toEqual([]);
    expect(second.alerter.decisions().map(({ outcome }) => outcome)).toEqual(
      ['baseline', 'desktop-refused', 'snoozed', 'snoozed'].slice(1),
    );
  });
});

describe('a window that is snoozed without a notice', () => {
  const fiveHours = { pool: 'coding-plan', windowId: 'five-hours' } as const;
  const all = { ...defaultPreferences, warnAtUsedPercents: [75, 90, 100] };

  it('says nothing, takes its waiting notice away, and tells until when', async () => {
    const { alerter, world, use, shown, clock } = setUp();
    world.preferences = all;
    world.show = async () => 'failed';
    await alerter.start();
    await use(600);
    await use(1000);
    const changes = world.pendingChanges;
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    expect(alerter.pending()).toEqual([]);
    expect(alerter.snoozes()).toEqual([{ ...fiveHours, untilMs: clock.now() + 5 * 3_600_000 }]);
    expect(world.pendingChanges).toBeGreaterThan(changes);
    await use(1200);
    expect(shown).toHaveLength(1);
    expect(alerter.decisions().at(-1)?.outcome).toBe('snoozed');
  });

  it('stays so after a restart until it is undone', async () => {
    const first = setUp();
    first.world.preferences = all;
    await first.alerter.start();
    await first.use(950);
    first.alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    first.alerter.stop();
    await first.alerter.settled();

    const second = setUp(first.files);
    second.world.preferences = all;
    await second.alerter.start();
    await second.use(1000);
    expect(second.alerter.snoozes()).toHaveLength(1);
    second.alerter.setSnoozed({ ...fiveHours, isSnoozed: false });
    expect(second.alerter.snoozes()).toEqual([]);
    await settle();
    await second.use(1100);
    expect(second.shown.map(({ title }) => title)).toEqual(['83 %', '91 %']);
    second.alerter.stop();
    await second.alerter.settled();
    const third = setUp(first.files);
    await third.alerter.start();
    expect(third.alerter.snoozes()).toEqual([]);
  });

  it('warns again after a night without the app, in which all that was counted came back', async () => {
    const first = setUp();
    first.world.preferences = all;
    await first.alerter.start();
    await first.use(600);
    await first.use(1020);
    first.alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    first.alerter.stop();
    await first.alerter.settled();

    const second = setUp(first.files);
    second.world.preferences = all;
    await second.clock.advance(12 * 3_600_000);
    await second.alerter.start();
    for (const fiveHours of [700, 910, 1090, 1200]) {
      second.store.apply([saying(codingPlan({ fiveHours, takenAtMs: second.clock.now() }))]);
      await settle();
    }
    expect(second.shown.map(({ title }) => title)).toEqual(['75 %', '90 %', '100 %']);
  });

  it('stays so where half of it is left but it will run out, for as long as all in it counts', async () => {
    const { alerter, world, use, shown, clock } = setUp();
    world.preferences = all;
    await alerter.start();
    await use(400);
    const untilMs = clock.now() + 5 * 3_600_000;
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    const runsOutAtMs = clock.now() + 3_600_000;
    world.runOuts = [{ ...fiveHours, runsOutAtMs, likelihood: 0.9, between: null }];
    await use(500);
    await use(550);
    await use(950);
    expect(alerter.snoozes()).toEqual([{ ...fiveHours, untilMs, hadHalf: true }]);
    expect(shown).toEqual([]);
  });

  it('is announced again when it is heard again, once, with all that is true of it', async () => {
    const { alerter, world, use, shown, clock } = setUp();
    world.preferences = all;
    await alerter.start();
    await use(600);
    const runsOutAtMs = clock.now() + 3_600_000;
    world.runOuts = [{ ...fiveHours, runsOutAtMs, likelihood: 0.9, between: null }];
    await use(1000);
    expect(shown).toHaveLength(1);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    alerter.setSnoozed({ ...fiveHours, isSnoozed: false });
    await settle();
    expect(shown.map(({ title }) => title)).toEqual(['83 %', '83 %']);
    expect(alerter.decisions().map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'threshold shown',
      'running-out shown',
      'threshold shown',
      'running-out shown',
    ]);
    await use(1001);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: false });
    await settle();
    expect(shown, 'without a snooze nothing is taken back').toHaveLength(2);
  });

  it('waits through the quiet hours when it is heard again, and says nothing of what is no longer true', async () => {
    const { alerter, world, use, shown, clock } = setUp();
    world.preferences = all;
    await alerter.start();
    await use(600);
    await use(1000);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    const untilMs = clock.now() + 3_600_000;
    world.quietUntilMs = () => (clock.now() < untilMs ? untilMs : null);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: false });
    await settle();
    expect(shown).toHaveLength(1);
    expect(alerter.decisions().at(-1)?.outcome).toBe('quiet-hours');
    await clock.advance(3_600_000);
    await settle();
    expect(shown).toHaveLength(2);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    await use(800);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: false });
    await settle();
    expect(shown).toHaveLength(2);
  });

  it('has an end also where an older version kept none, which stays at the next start', async () => {
    const older = {
      ...{ version: 2, remembered: [], episodes: [], planEnds: [], spill: null, pending: [] },
      snoozes: [
        { ...fiveHours, untilMs: null },
        { pool: 'coding-plan', windowId: 'month', untilMs: null },
      ],
    };
    const first = setUp(memoryFiles({ 'alerts.json': JSON.stringify(older) }));
    await first.alerter.start();
    const hours = first.alerter.snoozes().map(({ untilMs }) => (untilMs - first.clock.now()) / 3_600_000);
    expect(hours).toEqual([5, 31 * 24]);
    first.alerter.stop();
    await first.alerter.settled();
    const second = setUp(first.files);
    await second.clock.advance(3_600_000);
    await second.alerter.start();
    expect(second.alerter.snoozes()).toEqual(
      hours.map((length, index) => ({ ...older.snoozes[index], untilMs: first.clock.now() + length * 3_600_000 })),
    );
  });

  it('leaves the other windows of a notice about several', async () => {
    const { alerter, world, store } = setUp();
    world.preferences = all;
    world.show = async () => 'failed';
    await alerter.start();
    store.apply([saying(codingPlan({ fiveHours: 600, week: 5000 }))]);
    await settle();
    store.apply([saying(codingPlan({ fiveHours: 1000, week: 7000 }))]);
    await settle();
    expect(alerter.pending().map(({ body }) => body)).toEqual(['five-hours, week']);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    expect(alerter.pending().map(({ body }) => body)).toEqual(['week']);
  });

  it('is silent about requests that are refused for it, and no others', async () => {
    const { alerter, use, shown } = setUp();
    await alerter.start();
    await use(1200);
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    const refuse = (window: 'five-hours' | 'week') =>
      alerter.report({ kind: 'refused', refusal: { kind: window, window, resetsAtMs: null }, model: null });
    refuse('five-hours');
    await settle();
    expect(shown).toEqual([]);
    expect(alerter.decisions().at(-1)).toMatchObject({ kind: 'refused', outcome: 'snoozed' });
    refuse('week');
    await settle();
    expect(shown).toHaveLength(1);
  });

  it('is none that nothing is known of', async () => {
    const { alerter } = setUp();
    await alerter.start();
    alerter.setSnoozed({ ...fiveHours, isSnoozed: true });
    expect(alerter.snoozes()).toEqual([]);
  });
});

it('keeps nothing of a notice that was on its way when the account changed', async () => {
  const { alerter, world, use, shown } = setUp();
  let answer = (_: Outcome) => {};
  world.show = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await alerter.start();
  await use(600);
  await use(1100);
  alerter.forget(['coding-plan']);
  answer('shown');
  await settle();
  await use(1000);
  await use(1100);
  expect(shown).toHaveLength(2);
  alerter.stop();
});

describe('a notice that the desktop showed', () => {
  it('can be snoozed in the popover once it was clicked', async () => {
    const { alerter, world, use, shown } = setUp();
    world.preferences = { ...defaultPreferences, warnAtUsedPercents: [75, 90, 100] };
    await alerter.start();
    await use(600);
    await use(1000);
    expect(alerter.pending()).toEqual([]);
    world.click();
    expect(alerter.pending()).toEqual([
      { tag: 'coding-plan/five-hours', title: '83 %', body: 'five-hours', canSnooze: true, canSwitch: true },
    ]);
    alerter.snooze('coding-plan/five-hours');
    await use(1100);
    expect(shown).toHaveLength(1);
    expect(alerter.pending()).toEqual([]);
    alerter.stop();
  });

  it.each<[string, NoticeEvent, panel: string, isKept: boolean]>([
    ['of a refusal', { kind: 'refused', refusal: noKey, model: null }, 'providers', true],
    ['of a rate limit', { kind: 'refused', refusal: { ...noKey, kind: 'rate-limit' }, model: null }, 'quota', true],
    ['of another provider', { kind: 'other-provider', model: 'glm-5' }, 'providers', true],
    ['of a session that ends, as the panel says so itself', { kind: 'session-ended' }, 'quota', false],
    ['of a new version, as the panel names it', { kind: 'new-version', version: '0.2.0' }, 'preferences', false],
  ])('%s says in the popover why its panel is open', async (_name, event, panel, isKept) => {
    const { alerter, world, clicks } = setUp();
    world.preferences = { ...world.preferences, lookForUpdates: true };
    await alerter.start();
    alerter.report(event);
    await settle();
    expect(alerter.pending()).toEqual([]);
    world.click();
    expect(clicks).toEqual([panel]);
    expect(alerter.pending().map(({ title }) => title)).toEqual(isKept ? [event.kind] : []);
    alerter.stop();
  });

  it('is not brought back by a click once it is no longer true', async () => {
    const { alerter, world, use, clicks } = setUp();
    await alerter.start();
    await use(600);
    await use(1100);
    await use(100);
    world.click();
    expect(clicks).toEqual(['quota']);
    expect(alerter.pending()).toEqual([]);
    alerter.stop();
  });
});

it('says that a window will run out, and that enough is back; both are one with a threshold crossed at once', async () => {
  const { alerter, world, use, shown, clock } = setUp();
  world.preferences = { ...defaultPreferences, warnAtUsedPercents: [50, 100] };
  await alerter.start();
  await use(500);
  const runsOutAtMs = clock.now() + 3_600_000;
  world.runOuts = [{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood: 0.9, between: null }];
  await use(700);
  await use(710);
  await use(1200);
  await use(1150);
  await use(1000);
  expect(alerter.decisions().map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'threshold shown',
    'running-out shown',
    'threshold shown',
    'returned shown',
  ]);
  expect(shown).toHaveLength(3);
});

it('ends the snooze of a rolling window when enough of it is back', async () => {
  const { alerter, world, use, shown } = setUp();
  world.show = async () => 'failed';
  await alerter.start();
  await use(600);
  await use(1100);
  alerter.snooze('coding-plan/five-hours');
  await use(1200);
  expect(shown).toHaveLength(1);
  await use(1100);
  expect(alerter.pending().map(({ title }) => title)).toEqual(['returned']);
  await use(100);
  await use(1100);
  expect(shown).toHaveLength(3);
});

it('reads what an older version kept, with its texts', async () => {
  const older = {
    version: 1,
    remembered: [
      { pool: 'coding-plan', windowId: 'five-hours', state: 'announced', thresholdPercent: 90, resetsAtMs: null },
    ],
    pending: [{ tag: 'coding-plan/five-hours', title: '91 %', body: 'as it was worded' }],
  };
  const { alerter, use } = setUp(memoryFiles({ 'alerts.json': JSON.stringify(older) }));
  await alerter.start();
  expect(alerter.pending()).toEqual([
    { tag: 'coding-plan/five-hours', title: '91 %', body: 'as it was worded', canSnooze: false, canSwitch: false },
  ]);
  await use(100);
  expect(alerter.pending()).toEqual([]);
});

it('logs the thresholds that were passed over, each time', async () => {
  const { alerter, world, use } = setUp();
  world.preferences = { ...world.preferences, warnAtUsedPercents: [50, 75, 90] };
  const reasons = () =>
    alerter
      .decisions()
      .flatMap((one) => (one.windowId === 'five-hours' ? [`${one.thresholdPercent} ${one.outcome}`] : []));
  await alerter.start();
  await use(100);
  await use(1100);
  expect(reasons()).toEqual(['90 shown', '50 passed-over', '75 passed-over']);
  await use(100);
  await use(1100);
  expect(reasons().slice(3)).toEqual(['90 shown', '50 passed-over', '75 passed-over']);
  alerter.stop();
});

it('tells of requests that are billed beside the plan once, also after a restart, and withdraws it when the plan moves', async () => {
  const bill = (takenAtMs: number, totalCost: number) => {
    const dates = { fromDate: '2026-10-01', toDate: '2026-10-31', currency: 'USD' };
    const reading = {
      pool: 'pay-as-you-go',
      sourceId: 'qwencloud',
      takenAtMs,
      windows: [],
      ...dates,
      totalCost,
      models: [],
    } as const;
    return saying(reading);
  };
  const first = setUp();
  first.world.show = async () => 'failed';
  first.world.answers = 30;
  const read = async ({ store, clock }: ReturnType<typeof setUp>, cost: number, week = 3000) => {
    store.apply([saying(codingPlan({ takenAtMs: clock.now(), week })), bill(clock.now(), cost)]);
    await settle();
  };
  await first.alerter.start();
  await read(first, 1);
  await first.clock.advance(60 * 60_000);
  await read(first, 2);
  expect(first.alerter.pending().map(({ title }) => title)).toEqual(['spill']);
  first.alerter.stop();
  await first.alerter.settled();

  const second = setUp(first.files);
  second.world.answers = 30;
  await second.clock.advance(2 * 60 * 60_000);
  await second.alerter.start();
  await read(second, 3);
  expect(second.shown).toEqual([]);
  expect(second.alerter.pending().map(({ tag }) => tag)).toEqual(['spill']);
  await read(second, 3, 3001);
  expect(second.alerter.pending()).toEqual([]);
  second.alerter.stop();
});
