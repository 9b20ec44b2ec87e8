import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRequests, type Estimate } from '../../../../main/sources/session-log/estimate.ts';
import type { SeenRequests, SeenResponse, SessionTotal } from '../../../../main/sources/session-log/ledger.ts';

const at = Date.UTC(2026, 10, 18, 10, 0, 0);
const seen = (atMs: number, sessionId = 's', model = 'm', client = '0.24.4'): SeenResponse => ({
  atMs,
  sessionId,
  model,
  client,
  count: 1,
});
const total = (startMs: number, endMs: number, requests: number, sessionId = 's', model = 'm'): SessionTotal => ({
  sessionId,
  startMs,
  endMs,
  requestsByModel: { [model]: requests },
});
const count = (requests: Partial<SeenRequests>): Estimate =>
  countRequests({ responses: [], copies: [], failures: [], totals: [], ...requests });
const sum = ({ entries }: Estimate): number => entries.reduce((all, { requests }) => all + requests, 0);

describe('countRequests', () => {
  it('scales a closed run to its own sum', () => {
    const counted = count({ responses: [seen(at), seen(at + 1000)], totals: [total(at - 10, at + 2000, 5)] });
    expect(sum(counted)).toBe(5);
    expect(counted.entries.map(({ atMs }) => atMs)).toEqual([at, at + 1000]);
  });

  it.each([
    ['two seconds after the sum is held by it', 2_000, 3, 3],
    ['some seconds after the sum is one more of the closed run', 2_001, 4, 4],
    ['ten seconds after the sum is one more of the closed run', 10_000, 4, 4],
    ['any later is one of the next run', 10_001, 4, null],
  ])('decides that an answer logged %s', (_, lateMs, requests, ofItsRun) => {
    const responses = [seen(at), seen(at + 1_000 + lateMs)];
    const counted = count({ responses, totals: [total(at - 10, at + 1_000, 3)] });
    expect(sum(counted)).toBe(requests);
    expect(counted.entries.at(-1)?.run.requests).toBe(ofItsRun);
  });

  it('gives an answer soon after the sum to the run that was resumed before it', () => {
    const responses = [seen(at), seen(at + 5_000)];
    const totals = [total(at - 10, at + 1_000, 3), total(at + 4_000, at + 6_000, 2)]; // 1 replayed + 1 own
    const counted = count({ responses, totals });
    expect(counted.entries.map(({ run }) => run.requests)).toEqual([3, 1]);
  });

  it('ignores the sum of a part of a run that ends with the run', () => {
    const totals = [total(at - 10, at + 1_000, 3), total(at + 100, at + 1_000, 2)];
    expect(sum(count({ responses: [seen(at), seen(at + 500)], totals }))).toBe(3);
  });

  it('takes the replayed answers off a resumed run, whose sum is cumulative', () => {
    const responses = [0, 100, 10_000, 10_100, 20_000, 20_100].map((offset) => seen(at + offset));
    const totals = [total(at - 10, at + 500, 2), total(at + 9000, at + 10_500, 4), total(at + 19_000, at + 20_500, 6)];
    expect(sum(count({ responses, totals }))).toBe(6);
  });

  it('keeps internal requests of a resumed run as well', () => {
    const responses = [seen(at), seen(at + 10_000)];
    const totals = [total(at - 10, at + 500, 3), total(at + 9000, at + 10_500, 4)]; // 1 replayed + 3 own
    expect(sum(count({ responses, totals }))).toBe(6);
  });

  it('applies a sum too small for the replayed answers to its run alone', () => {
    const responses = [seen(at), seen(at + 1), seen(at + 2), seen(at + 10_000)];
    const totals = [total(at - 10, at + 500, 3), total(at + 9000, at + 10_500, 2)];
    expect(sum(count({ responses, totals }))).toBe(5);
  });

  it('takes the copied answers off the sum of a session that branched off', () => {
    const totals = [total(at - 10, at + 500, 2, 's'), total(at + 9000, at + 10_500, 4, 'branch')];
    const responses = [seen(at), seen(at + 100), seen(at + 10_000, 'branch'), seen(at + 10_100, 'branch')];
    const copies = [seen(at, 'branch'), seen(at + 100, 'branch')];
    expect(sum(count({ responses, totals, copies }))).toBe(4);
  });

  it('counts a closed run whose transcript is gone', () => {
    const { entries } = count({ totals: [total(at, at + 1000, 7)] });
    expect(entries).toMatchObject([{ requests: 7, seen: 0, run: { fromMs: at, requests: 7 } }]);
  });

  it('counts once what two sums of one run hold: `/stats` makes one of an unfinished session where there was none', () => {
    const responses = [seen(at), seen(at + 1000), seen(at + 9000)];
    const totals = [total(at, at + 1010, 2), total(at - 500, at + 9500, 5)];
    expect(sum(count({ responses, totals }))).toBe(5);
  });

  it('neither counts nor learns from refused requests, whether of this run or replayed', () => {
    const failures = [1, 2, 3, 4, 5, 6, 7].map((offset) => seen(at + offset));
    const responses = [seen(at), seen(at + 10_000)];
    const totals = [total(at - 10, at + 500, 8), total(at + 9000, at + 10_500, 9)]; // 1 + 7 refused, then 1 more
    const counted = count({ responses, failures, totals });
    expect({ requests: sum(counted), habit: counted.habit }).toEqual({ requests: 2, habit: null });
  });

  it('spreads what went to a model that gave no visible answer over the answers of the others', () => {
    const requestsByModel = { m: 2, fast: 3 };
    const totals = [{ sessionId: 's', startMs: at - 10, endMs: at + 8 * 3_600_000, requestsByModel }];
    const { entries } = count({ responses: [seen(at), seen(at + 1000)], totals });
    const fast = entries.filter(({ model }) => model === 'fast');
    expect(fast.map(({ atMs, seen: shown, requests }) => [atMs, shown, requests])).toEqual([
      [at, 0, 1.5],
      [at + 1000, 0, 1.5],
    ]);
  });

  it('keeps the answers of an open run unscaled and marks the run as open', () => {
    const { entries, habit } = count({
      responses: [seen(at, 'a'), seen(at + 50_000, 'b')],
      totals: [total(at, at, 2, 'a')],
    });
    expect(entries.at(-1)).toMatchObject({ seen: 1, run: { requests: null, writesSums: true } });
    expect(habit).toMatchObject({ hiddenPerSeen: 1 });
  });

  it.each([
    { client: '0.15.10', writesSums: false },
    { client: '0.24.4', writesSums: true },
    { client: '0.100.0', writesSums: true },
    { client: '', writesSums: true },
  ])('applies the habit only to client versions that write sums: $client', ({ client, writesSums }) => {
    const responses = [seen(at, 'a'), seen(at + 50_000, 'b', 'm', client)];
    const { entries } = count({ responses, totals: [total(at, at, 2, 'a')] });
    expect(entries.at(-1)?.run.writesSums).toBe(writesSums);
  });

  it('never counts less than what the logs show', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            offset: fc.nat(100_000),
            session: fc.constantFrom('a', 'b'),
            model: fc.constantFrom('m', 'n'),
            failed: fc.boolean(),
          }),
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
          const logged = (wanted: boolean) =>
            visible
              .filter(({ failed }) => failed === wanted)
              .map(({ offset, session, model }) => seen(at + offset, session, model));
          const totals = sums.map(({ start, length, requests, session }) =>
            total(at + start, at + start + length, requests, session),
          );
          const counted = count({ responses: logged(false), failures: logged(true), totals });
          expect(sum(counted)).toBeGreaterThanOrEqual(logged(false).length - 1e-6);
          const shown = counted.entries.reduce((all, entry) => all + entry.seen, 0);
          expect(shown).toBe(logged(false).length);
          for (const { requests, seen: each } of counted.entries) expect(requests).toBeGreaterThanOrEqual(each - 1e-9);
        },
      ),
      { numRuns: 1000 },
    ));
});
