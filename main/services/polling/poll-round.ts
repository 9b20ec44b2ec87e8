import type { Failure } from '../../core/failure.ts';
import { failedAnswers, type SourceAnswer } from '../../core/quota/answer.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Source } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';

export interface Question {
  readonly source: Source;
  readonly pools: readonly PoolId[];
  readonly askedAtMs: number;
}

/** A round asks several sources at the same time. */
export interface Round {
  readonly asked: readonly Question[];
  isAborted(): boolean;
  /** Resolves once every source has answered or the round was ended. */
  readonly done: Promise<void>;
  /** Drops all later answers; `done` resolves once the sources have finished by themselves. */
  abort(): void;
  /** Ends the round at once, whatever its sources do, and drops all later answers. */
  end(): void;
}

/** The longest duration of a round; pools that are unanswered by then count as timed out. */
const longestRoundMs = 90_000;

interface RoundEvents {
  /** Answers that have not been reported before, as soon as they arrive. */
  onAnswers(question: Question, answers: readonly SourceAnswer[]): void;
  /** A source is done; `answers` are all of its answers. */
  onEnd(question: Question, answers: readonly SourceAnswer[]): void;
}

/** Asks the sources and passes on each answer as soon as it arrives, so that a slow source or pool delays no other. */
export function startRound(asked: readonly Question[], clock: Clock, events: RoundEvents): Round {
  const aborting = new AbortController();
  const { signal } = aborting;
  /** What each source that is not done has answered so far. */
  const open = new Map<Question, SourceAnswer[]>(asked.map((question) => [question, []]));
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function abort(): void {
    cancelLimit();
    aborting.abort();
  }

  function end(question: Question, news: readonly SourceAnswer[]): void {
    const known = open.get(question) ?? [];
    open.delete(question);
    events.onAnswers(question, news);
    events.onEnd(question, [...known, ...news]);
  }

  /** Ends a source that has not answered all its pools. */
  function fail(question: Question, failure: Failure): void {
    const known = open.get(question) ?? [];
    const missing = question.pools.filter((pool) => known.every((answer) => answer.pool !== pool));
    end(question, failedAnswers(missing, failure, clock.now()));
  }

  const cancelLimit = clock.after(longestRoundMs, () => {
    for (const question of [...open.keys()]) fail(question, { kind: 'timeout' });
    abort();
    finish();
  });

  async function ask(question: Question): Promise<void> {
    const { source, pools } = question;
    const isOpen = (): boolean => !signal.aborted && open.has(question);
    try {
      const onAnswer = (answer: SourceAnswer): void => {
        if (!isOpen()) return;
        open.get(question)?.push(answer);
        events.onAnswers(question, [answer]);
      };
      const answers = pools.length === 0 ? [] : await source.fetch(pools, signal, onAnswer);
      const known = open.get(question) ?? [];
      const news = answers.filter((answer) => !known.includes(answer));
      if (isOpen()) end(question, news);
    } catch {
      // A source must never throw. If one does because of a bug, its pools get a failure so that the round goes on.
      if (isOpen()) fail(question, { kind: 'unknown-shape', where: `${source.id}: threw` });
    }
  }

  void Promise.all(asked.map(ask)).finally(finish);
  return {
    asked,
    isAborted: () => signal.aborted,
    done: finished.then(abort),
    abort,
    end: () => finish(),
  };
}
