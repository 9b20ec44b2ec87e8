import type { Failure } from '../../core/failure.ts';
import { maskDeep } from '../../core/provider/precedence/secret-mask.ts';
import { maskKeys } from '../../core/provider/settings-text/mask.ts';
import type { Snapshot } from '../../core/quota/model.ts';
import { readingOf } from '../../core/quota/share.ts';
import { failureSignedOut, type Session } from '../../core/session.ts';
import { groupedBy } from '../../core/usage/breakdown.ts';
import {
  type Breakdown,
  type BreakdownAnswer,
  BreakdownAnswerSchema,
  type BreakdownQuestion,
  type Granularity,
} from '../../core/usage/breakdown-model.ts';
import { rangeOf } from '../../core/usage/breakdown-period.ts';
import { dateIn } from '../../core/usage/plain-date.ts';
import type { RegisteredBreakdown } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';

/** A bill changes only a few times a day, so showing the same days in another granularity needs no new request. */
const answerLastsMs = 5 * 60_000;

export interface BreakdownsDeps {
  readonly sources: readonly RegisteredBreakdown[];
  readonly clock: Clock;
  session(): Session;
  snapshot(): Snapshot;
  /** The machine's time zone as an IANA name; it decides which day is today. */
  timeZone(): string;
}

/** Reads what one model used over time, one question at a time. */
export interface Breakdowns {
  /** A new question ends an unanswered earlier one as `superseded`. Keys in the answer, even as a model's name, are masked. */
  ask(question: BreakdownQuestion): Promise<BreakdownAnswer>;
  stop(): void;
}

export function createBreakdowns({ sources, clock, session, snapshot, timeZone }: BreakdownsDeps): Breakdowns {
  let asking: AbortController | null = null;
  let kept: { readonly key: string; readonly breakdown: Breakdown; readonly atMs: number } | null = null;

  async function ask({ model, period, granularity }: BreakdownQuestion): Promise<BreakdownAnswer> {
    asking?.abort();
    const today = dateIn(timeZone(), clock.now());
    const range = rangeOf(period, today);
    if (!range.ok) return { outcome: 'failed', problem: { kind: 'period', reason: range.failure } };
    const who = session();
    const source = sourceFor(who);
    if (source === null) return { outcome: 'failed', problem: { kind: 'failure', failure: signedOut(who) } };
    const account = who.state === 'signed-in' ? who.account : null;
    const key = JSON.stringify([source.id, account, model, range.value]);
    if (kept?.key === key && Math.abs(clock.now() - kept.atMs) < answerLastsMs)
      return grouped(kept.breakdown, granularity);

    const mine = new AbortController();
    asking = mine;
    const knownModels = modelsOf(snapshot());
    const answer = await source.breakdown({ model, range: range.value, today, knownModels }, mine.signal);
    if (asking === mine) asking = null;
    if (isNotInstalled(answer)) return { outcome: 'failed', problem: { kind: 'failure', failure: signedOut(who) } };
    if (answer.outcome === 'failed') return answer;
    kept = { key, breakdown: answer.breakdown, atMs: clock.now() };
    return grouped(answer.breakdown, granularity);
  }

  function sourceFor(who: Session) {
    const own = who.state === 'signed-in' ? sources.find(({ region }) => region === who.region) : undefined;
    return (own ?? sources.find(({ region }) => region === null))?.source ?? null;
  }

  return {
    ask: async (question) => BreakdownAnswerSchema.parse(maskDeep(await ask(question), maskKeys)),
    stop() {
      asking?.abort();
      asking = null;
      kept = null;
    },
  };
}

/** If the program is not installed, the user is asked to sign in instead. */
const isNotInstalled = (answer: BreakdownAnswer): boolean =>
  answer.outcome === 'failed' &&
  answer.problem.kind === 'failure' &&
  answer.problem.failure.kind === 'program-failed' &&
  answer.problem.failure.code === 'not-installed';

const grouped = (breakdown: Breakdown, granularity: Granularity): BreakdownAnswer => ({
  outcome: 'breakdown',
  breakdown: groupedBy(breakdown, granularity),
});

const signedOut = (session: Session): Failure =>
  failureSignedOut(session.state === 'signed-out' ? session.cause : 'signed-out');

/** The models in the account's bill and free tier. */
function modelsOf({ pools }: Snapshot): readonly string[] {
  return pools.flatMap((status) => {
    const reading = readingOf(status);
    if (reading?.pool !== 'pay-as-you-go' && reading?.pool !== 'free-tier') return [];
    return reading.models.map(({ model }) => model);
  });
}
