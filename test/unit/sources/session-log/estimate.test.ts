import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRequests, countWindows } from '../../../../main/sources/session-log/estimate.ts';
import { createLedger, type SeenResponse, type SessionTotal } from '../../../../main/sources/session-log/ledger.ts';
import type { LogRecord } from '../../../../main/sources/session-log/records.ts';

const at = Date.UTC(2026, 10, 18, 10, 0, 0); // a Wednesday, 18:00 UTC+8
const seen = (atMs: number, sessionId = 's', model = 'm', count = 1): SeenResponse => ({
  atMs,
  sessionId,
  model,
  count,
});
const total = (startMs: number, endMs: number, requests: number, sessionId = 's', model = 'm'): SessionTotal => ({
  sessionId,
  startMs,
  endMs,
  requestsByModel: { [model]: requests },
});
const sum = (entries: readonly { requests: number }[]): number =>
  entries.reduce((all, entry) => all + entry.requests, 0);

describe('countRequests', () => {
  it('scales a closed run to its own sum', () => {
    const counted = countRequests([seen(at), seen(at + 1000)], [total(at - 10, at + 2000, 5)]);
    expect(sum(counted)).toBe(5);
    expect(counted.map((entry) => entry.atMs)).toEqual([at, at + 1000]);
  });

  it('takes the replayed answers off a resumed run, whose sum is cumulative', () => {
    const responses = [0, 100, 10_000, 10_100, 20_000, 20_100].map((offset) => seen(at + offset));
    const totals = [total(at - 10, at + 500, 2), total(at + 9000, at + 10_500, 4), total(at + 19_000, at + 20_500, 6)];
    expect(sum(countRequests(responses, totals))).toBe(6);
  });

  it('keeps internal requests of a resumed run as well', () => {
    const responses = [seen(at), seen(at + 10_000)];
    const totals = [total(at - 10, at + 500, 3), total(at + 9000, at + 10_500, 4)]; // 1 replayed + 3 own
    expect(sum(countRequests(responses, totals))).toBe(6);
  });

  it('lets a sum too small for the replayed answers stand for its run alone', () => {
    const responses = [seen(at), seen(at + 1), seen(at + 2), seen(at + 10_000)];
    const totals = [total(at - 10, at + 500, 3), total(at + 9000, at + 10_500, 2)];
    expect(sum(countRequests(responses, totals))).toBe(5);
  });

  it('takes the copied answers off the sum of a session that branched off', () => {
    const totals = [total(at - 10, at + 500, 2, 's'), total(at + 9000, at + 10_500, 4, 'branch')];
    const responses = [seen(at), seen(at + 100), seen(at + 10_000, 'branch'), seen(at + 10_100, 'branch')];
    expect(sum(countRequests(responses, totals, [seen(at, 'branch'), seen(at + 100, 'branch')]))).toBe(4);
  });

  it('counts a closed run whose transcript is gone', () => {
    expect(sum(countRequests([], [total(at, at + 1000, 7)]))).toBe(7);
  });

  it("scales an open run by the user's own ratio, and says what is certain", () => {
    const responses = [seen(at, 'a'), seen(at + 50_000, 'b'), seen(at + 51_000, 'b')];
    const counted = countRequests(responses, [total(at - 10, at + 10, 2, 'a')]);
    const open = counted.filter((entry) => entry.atMs >= at + 50_000);
    expect(sum(open)).toBe(4);
    expect(open.reduce((all, entry) => all + entry.atLeast, 0)).toBe(2);
  });

  it('never counts less than what the logs show', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ offset: fc.nat(100_000), session: fc.constantFrom('a', 'b'), model: fc.constantFrom('m', 'n') }),
          { maxLength: 30 },
        ),
        fc.array(
          fc.record({
            start: fc.nat(90_000),
            length: fc.nat(20_000),
            requests: fc.nat(40),
            session: fc.constantFrom('a', 'b'),
          }),
          { maxLength: 6 },
        ),
        (visible, sums) => {
          const responses = visible.map(({ offset, session, model }) => seen(at + offset, session, model));
          const totals = sums.map(({ start, length, requests, session }) =>
            total(at + start, at + start + length, requests, session),
          );
          const counted = countRequests(responses, totals);
          expect(sum(counted)).toBeGreaterThanOrEqual(responses.length - 1e-6);
          for (const entry of counted) expect(entry.requests).toBeGreaterThanOrEqual(entry.atLeast - 1e-9);
        },
      ),
      { numRuns: 1000 },
    ));
});

describe('countWindows', () => {
  const hour = 3_600_000;
  const monday = Date.UTC(2026, 10, 15, 16, 0, 0); // Monday 16 November, 00:00 UTC+8
  const one = (atMs: number) => ({ atMs, model: 'm', requests: 1, atLeast: 1 });

  it('gives a request back five hours after it was made', () => {
    const made = [one(at - 5 * hour), one(at - 5 * hour + 1), one(at)];
    expect(countWindows(made, at, null).fiveHours.likely).toBe(2);
  });

  it('begins the week on Monday and the month on the given day, both in UTC+8', () => {
    const made = [one(monday - 1), one(monday)];
    expect(countWindows(made, at, 16)).toMatchObject({ week: { likely: 1 }, month: { likely: 1 } });
    expect(countWindows(made, at, 15)).toMatchObject({ week: { likely: 1 }, month: { likely: 2 } });
    expect(countWindows(made, at, null).month).toBeNull();
  });
});

describe('createLedger', () => {
  const response = (from: 'transcript' | 'usage', id: string, atMs = at, sessionId = 's'): LogRecord => ({
    kind: 'response',
    from,
    id,
    atMs,
    sessionId,
    copiedFrom: null,
    model: 'm',
  });
  const countOf = (records: readonly LogRecord[]): number => {
    const ledger = createLedger();
    for (const record of records) ledger.add(record);
    return ledger.responses().reduce((all, entry) => all + entry.count, 0);
  };

  it('counts one request once, though transcript and usage file both list it', () => {
    expect(countOf([response('transcript', 'r1'), response('usage', 'u1')])).toBe(1);
  });
  it('counts two requests of one millisecond twice', () => {
    expect(countOf([response('transcript', 'r1'), response('transcript', 'r2'), response('usage', 'u1')])).toBe(2);
  });
  it('counts a line read twice once, also after a restart', () => {
    const ledger = createLedger();
    ledger.add(response('transcript', 'r1'));
    ledger.add(response('usage', 'u1'));
    const again = createLedger(JSON.parse(JSON.stringify(ledger.state())));
    expect(again.add(response('transcript', 'r1'))).toBe(false);
    expect(again.add(response('usage', 'u1'))).toBe(false);
    expect(again.responses()).toEqual(ledger.responses());
  });
  it('counts one request once, though the two lists name it a moment apart', () => {
    expect(countOf([response('transcript', 'r1', at + 1), response('usage', 'u1')])).toBe(1);
    expect(countOf([response('transcript', 'r1', at + 60_000), response('usage', 'u1')])).toBe(2);
  });
  it('pairs the two lists as the longer of them, whatever the jitter between them', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ gap: fc.nat(5000), jitter: fc.nat(200) }), { maxLength: 40 }), (answers) => {
        let atMs = at;
        const records = answers.flatMap(({ gap, jitter }, index) => {
          atMs += gap;
          return [response('transcript', `r${index}`, atMs), response('usage', `u${index}`, atMs + jitter)];
        });
        expect(countOf(records)).toBe(answers.length);
      }),
    ));
  it.each([['the parent first'], ['the branch first']])(
    "counts a branch's copies of its parent's answers once: %s",
    (order) => {
      const parent = response('transcript', 'r1');
      const copy: LogRecord = { ...parent, kind: 'response', sessionId: 'branch', copiedFrom: 's' } as LogRecord;
      const ledger = createLedger();
      for (const record of order === 'the parent first' ? [parent, copy, copy] : [copy, copy, parent])
        ledger.add(record);
      ledger.add(response('usage', 'u1'));
      expect(ledger.responses()).toEqual([{ atMs: at, sessionId: 's', model: 'm', count: 1 }]);
      expect(ledger.copies()).toEqual([{ atMs: at, sessionId: 'branch', model: 'm', count: 1 }]);
      expect(createLedger(ledger.state()).copies()).toEqual(ledger.copies());
    },
  );
  it('keeps each sum of a resumed session', () => {
    const ledger = createLedger();
    for (const startMs of [1, 2]) {
      ledger.add({ kind: 'session-total', sessionId: 's', startMs, endMs: startMs + 1, requestsByModel: { m: 1 } });
    }
    expect(ledger.totals()).toHaveLength(2);
  });
  it('forgets what no window can reach', () => {
    const ledger = createLedger();
    ledger.add(response('transcript', 'old', at - 1));
    ledger.add(response('transcript', 'new', at));
    ledger.forgetBefore(at);
    expect(ledger.responses().map((entry) => entry.atMs)).toEqual([at]);
  });
});
