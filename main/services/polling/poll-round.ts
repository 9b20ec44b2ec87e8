import { failedAnswers, type SourceAnswer } from '../../core/quota/answer.ts';
import type { PoolId, SourceId } from '../../core/quota/model.ts';
import type { Clock } from '../../ports/system.ts';

/** What the poller needs of a source (`main/ports/sources.ts`). */
export interface PollSource {
  readonly id: SourceId;
  readonly pools: readonly PoolId[];
  fetch(pools: readonly PoolId[], signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}

export interface Question {
  readonly source: PollSource;
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

/** Asks the sources and passes on each one's answers as soon as they arrive, so that a slow source delays no other. */
export function startRound(
  asked: readonly Question[],
  clock: Clock,
  onAnswers: (question: Question, answers: readonly SourceAnswer[]) => void,
): Round {
  const aborting = new AbortController();
  const { signal } = aborting;
  const unanswered = new Set(asked);
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function abort(): void {
    cancelLimit();
    aborting.abort();
  }

  const cancelLimit = clock.after(longestRoundMs, () => {
    for (const question of unanswered)
      onAnswers(question, failedAnswers(question.pools, { kind: 'timeout' }, clock.now()));
    abort();
    finish();
  });

  async function ask(question: Question): Promise<void> {
    const answers = await answersOf(question, signal, clock);
    if (signal.aborted) return;
    unanswered.delete(question);
    onAnswers(question, answers);
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

/** A source must never throw. If one does because of a bug, its pools get a failure so that the round goes on. */
async function answersOf(
  { source, pools }: Question,
  signal: AbortSignal,
  clock: Clock,
): Promise<readonly SourceAnswer[]> {
  if (pools.length === 0) return [];
  try {
    return await source.fetch(pools, signal);
  } catch {
    return failedAnswers(pools, { kind: 'unknown-shape', where: `${source.id}: threw` }, clock.now());
  }
}
