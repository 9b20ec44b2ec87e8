import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedRequests, countRequests, type Estimate } from '../../../../main/sources/session-log/estimate.ts';
import type { SeenRequests, SeenResponse } from '../../../../main/sources/session-log/ledger.ts';
import { countWindows } from '../../../../main/sources/session-log/windows.ts';

const at = Date.UTC(2026, 10, 18, 10, 0, 0); // a Wednesday, 18:00 UTC+8
const hour = 3_600_000;
const monday = Date.UTC(2026, 10, 15, 16, 0, 0); // Monday 16 November, 00:00 UTC+8

const one = (atMs: number, writesSums = true): CountedRequests => ({
  atMs,
  sessionId: 's',
  model: 'm',
  seen: 1,
  requests: 1,
  run: { fromMs: atMs, seen: 1, requests: null, writesSums, entries: 1 },
});
const estimate = (entries: readonly CountedRequests[], habit: Estimate['habit'] = null): Estimate => ({
  entries,
  habit,
});
const response = (atMs: number, sessionId = 's'): SeenResponse => ({
  atMs,
  sessionId,
  model: 'm',
  client: '0.24.4',
  count: 1,
});

describe('countWindows', () => {
  it('gives a request back five hours after it was made', () => {
    const made = [one(at - 5 * hour), one(at - 5 * hour + 1), one(at)];
    expect(countWindows(estimate(made), at, null).fiveHours.likely).toBe(2);
  });

  it('begins the week on Monday and the month on the given day, both in UTC+8', () => {
    const made = estimate([one(monday - 1), one(monday)]);
    expect(countWindows(made, at, 16)).toMatchObject({ week: { likely: 1 }, month: { likely: 1 } });
    expect(countWindows(made, at, 15)).toMatchObject({ week: { likely: 1 }, month: { likely: 2 } });
    expect(countWindows(made, at, null).month).toBeNull();
  });

  it('counts what is seen of open sessions while no session has ended', () => {
    expect(countWindows(estimate([one(at)]), at, null).fiveHours).toEqual({ likely: 1, from: 1 });
    expect(countWindows(estimate([]), at, null).fiveHours).toEqual({ likely: 0, from: 0 });
  });

  it("estimates open sessions by the user's habit, and those of clients without sums by visible answers", () => {
    const habit = { hiddenPerSeen: 0.5, below: 0.1 };
    const ten = Array.from({ length: 10 }, () => one(at));
    expect(countWindows(estimate(ten, habit), at, null).fiveHours).toEqual({ likely: 15, from: 14 });
    const mixed = countWindows(estimate([...ten, one(at, false)], habit), at, null).fiveHours;
    expect(mixed).toEqual({ likely: 16, from: 15 });
  });

  it('counts a run that ended inside by its sum, and estimates the share of one that began before', () => {
    const responses = [response(at - 6 * hour), response(at - 2 * hour), response(at - hour)];
    const totals = [{ sessionId: 's', startMs: at - 7 * hour, endMs: at, requestsByModel: { m: 6 } }];
    const counted = countRequests({ responses, copies: [], failures: [], totals });
    const counts = countWindows(counted, at, null);
    expect(counts.week).toEqual({ likely: 6, from: 6 });
    expect(counts.fiveHours).toEqual({ likely: 4, from: 2 });
  });

  it('does not know where in its time a run without a transcript made its requests', () => {
    const totals = [{ sessionId: 's', startMs: at - 7 * hour, endMs: at, requestsByModel: { m: 6 } }];
    const counted = countRequests({ responses: [], copies: [], failures: [], totals });
    expect(countWindows(counted, at, null).fiveHours).toEqual({ likely: 6, from: 0 });
    expect(countWindows(counted, at, null).week).toEqual({ likely: 6, from: 6 });
  });

  it('gives a lower bound of the true count of ended runs, wherever their hidden requests were made', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ sessionId: fc.constantFrom('a', 'b', 'c'), ago: fc.nat(10 * hour), hidden: fc.boolean() }),
          { maxLength: 40 },
        ),
        (made) => {
          const requests = made
            .map(({ sessionId, ago, hidden }) => ({ sessionId, atMs: at - ago, hidden }))
            .filter((request, _index, all) => !request.hidden || isBetweenAnswers(request, all));
          const truth = (fromMs: number) => requests.filter(({ atMs }) => atMs >= fromMs).length;
          const counts = countWindows(countRequests(logged(requests)), at, null);
          expect(counts.week).toEqual({ likely: requests.length, from: requests.length });
          const { likely, from } = counts.fiveHours;
          expect(from).toBeLessThanOrEqual(Math.min(likely + 1e-9, truth(at - 5 * hour + 1)));
        },
      ),
      { numRuns: 500 },
    ));
});

interface Request {
  readonly sessionId: string;
  readonly atMs: number;
  readonly hidden: boolean;
}

function isBetweenAnswers({ sessionId, atMs }: Request, all: readonly Request[]): boolean {
  const answers = all.filter((request) => request.sessionId === sessionId && !request.hidden);
  return answers.some((answer) => answer.atMs <= atMs) && answers.some((answer) => answer.atMs >= atMs);
}

/** What the logs would hold of these requests, had every session ended. */
function logged(requests: readonly Request[]): SeenRequests {
  const totals = [...new Set(requests.map(({ sessionId }) => sessionId))].map((sessionId) => {
    const times = requests.filter((request) => request.sessionId === sessionId).map(({ atMs }) => atMs);
    const [startMs, endMs] = [Math.min(...times), Math.max(...times)];
    return { sessionId, startMs, endMs, requestsByModel: { m: times.length } };
  });
  const responses = requests
    .filter(({ hidden }) => !hidden)
    .map(({ atMs, sessionId }) => response(atMs, sessionId))
    .sort((one, other) => one.atMs - other.atMs);
  return { responses, copies: [], failures: [], totals };
}
