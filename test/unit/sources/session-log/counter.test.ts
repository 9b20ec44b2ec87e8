import { describe, expect, it } from 'vitest';
import type { Attribution, Destination } from '../../../../main/sources/session-log/attribution.ts';
import { createRequestCounter, type RequestCounter } from '../../../../main/sources/session-log/counter.ts';
import { createLedger, type Ledger } from '../../../../main/sources/session-log/ledger.ts';
import type { LogRecord } from '../../../../main/sources/session-log/reading/records.ts';
import { fakeClock } from '../../../support/fakes.ts';

const at = Date.UTC(2026, 10, 18, 10, 0, 0);
const signal = new AbortController().signal;
const answer = (sessionId: string, number: number): LogRecord => ({
  kind: 'response',
  from: 'transcript',
  id: `${sessionId}${number}`,
  atMs: at - 60_000 + number,
  sessionId,
  copiedFrom: null,
  model: 'm',
  client: '0.24.4',
});
const answers = (sessionId: string, count: number) =>
  Array.from({ length: count }, (_, number) => answer(sessionId, number));
const sum = (sessionId: string, requests: number): LogRecord => ({
  kind: 'session-total',
  sessionId,
  startMs: at - 70_000,
  endMs: at - 1_000,
  requestsByModel: { m: requests },
  project: null,
});

function sourceOver(ledger: Ledger, attribution: () => Attribution = () => () => 'plan', nowMs = at) {
  return createRequestCounter({
    reader: {
      ledger: () => ledger,
      projects: () => (sessionId) => (sessionId === 's' ? '/home/me/app' : null),
      scan: async () => ({ newResponses: 0, newErrors: [], bytesRead: 0 }),
      flush: async () => undefined,
    },
    clock: fakeClock(nowMs),
    plan: () => ({ plan: 'lite', fiveHours: 1200, week: 0, month: 0, monthDay: null }),
    attribution,
    ofAlibaba: attribution,
  });
}

async function fiveHoursOf(records: readonly LogRecord[]) {
  const ledger = createLedger();
  for (const record of records) ledger.add(record);
  return shownBy(sourceOver(ledger));
}

async function shownBy(source: RequestCounter) {
  const [read] = await source.fetch(['coding-plan'], signal);
  return read?.outcome === 'reading' ? read.reading.windows[0] : undefined;
}

describe('the estimate of the five hours', () => {
  it('is at least what is seen while nothing has ended', async () => {
    expect(await fiveHoursOf(answers('s', 7))).toMatchObject({
      used: 7,
      certainty: 'estimate',
      usedBetween: { from: 7, to: null },
    });
  });

  it('is at least the sum once the session has ended: calls that were broken off are in no sum', async () => {
    const window = await fiveHoursOf([...answers('s', 7), sum('s', 12)]);
    expect(window).toMatchObject({ used: 12, certainty: 'estimate', usedBetween: { from: 12, to: null } });
  });

  it('does not change while the clock is not set', async () => {
    const ledger = createLedger();
    ledger.add(answer('s', 1));
    expect(await shownBy(sourceOver(ledger, undefined, 1_000))).toBeUndefined();
  });

  it('has no range while nothing was requested', async () => {
    const window = await fiveHoursOf([]);
    expect(window).toMatchObject({ used: 0 });
    expect(window).not.toHaveProperty('usedBetween');
  });

  it('counts only requests to the plan, using the switches known at each scan', async () => {
    const ledger = createLedger();
    for (const record of answers('s', 7)) ledger.add(record);
    let destination: Destination = 'plan';
    const source = sourceOver(ledger, () => () => destination);
    expect(await shownBy(source)).toMatchObject({ used: 7 });
    destination = 'other';
    expect(await shownBy(source)).toMatchObject({ used: 0 });
    destination = 'either';
    expect(await shownBy(source)).toMatchObject({ used: 7, usedBetween: { from: 0, to: null } });
    destination = 'plan';
    ledger.add(answer('s', 8));
    expect(await shownBy(source)).toMatchObject({ used: 8 });
  });

  it('lies in a range, in whole numbers, for the session after', async () => {
    const ended = [...answers('s', 7), sum('s', 12)];
    const { used, usedBetween } = (await fiveHoursOf([...ended, ...answers('t', 9)])) ?? {};
    expect(used).toBe(12 + Math.round(9 * (12 / 7)));
    expect(usedBetween).toEqual({ from: 12 + 9, to: null });
  });
});

describe('the requests to the plan', () => {
  it('include those that are in no log: by the sum of an ended session, and by the learned ratio of an open one', async () => {
    const ledger = createLedger();
    for (const record of [...answers('s', 6), sum('s', 9), ...answers('t', 4)]) ledger.add(record);
    const source = sourceOver(ledger);
    expect(source.planRequests()).toEqual([]);
    await shownBy(source);
    const own = source.planRequests();
    expect(own).toHaveLength(10);
    expect(own.map(({ requests }) => requests)).toEqual(Array.from({ length: 10 }, () => 1.5));
    expect(own.map(({ atMs }) => atMs)).toEqual(own.map(({ atMs }) => atMs).toSorted((one, other) => one - other));
  });

  it('are told with their project among all logged requests, whoever paid', async () => {
    const ledger = createLedger();
    for (const record of [...answers('s', 6), sum('s', 9), ...answers('t', 4)]) ledger.add(record);
    const source = sourceOver(ledger, () => () => 'other');
    await shownBy(source);
    const logged = source.logged();
    expect(logged.map(({ requests }) => requests)).toEqual(Array.from({ length: 10 }, () => 1.5));
    expect(logged.filter(({ project }) => project === '/home/me/app')).toHaveLength(6);
    expect(logged.filter(({ project, model }) => project === null && model === 'm')).toHaveLength(4);
  });

  it('leave out those that may have gone elsewhere', async () => {
    const ledger = createLedger();
    for (const record of answers('s', 6)) ledger.add(record);
    const source = sourceOver(ledger, () => () => 'either');
    await shownBy(source);
    expect(source.planRequests()).toEqual([]);
  });
});

it('counts the answers of a time, without those of another service', async () => {
  const ledger = createLedger();
  for (const record of answers('s', 6)) ledger.add(record);
  const times = ledger.seen().responses.map(({ atMs }) => atMs);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const countOf = async (attribution: () => Attribution) => {
    const source = sourceOver(ledger, attribution);
    await shownBy(source);
    return [
      source.answersBetween(first - 1, last),
      source.answersBetween(first, last),
      source.answersBetween(last, at),
    ];
  };
  const afterFirst = times.filter((atMs) => atMs > first).length;
  expect(await countOf(() => () => 'either')).toEqual([6, afterFirst, 0]);
  expect(await countOf(() => () => 'other')).toEqual([0, 0, 0]);
});
