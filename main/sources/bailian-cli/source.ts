import type { Failure } from '../../core/failure.ts';
import { failedAnswers } from '../../core/quota/answer.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProgramSource, SourceAnswer } from '../../ports/sources.ts';
import type { Clock, Processes } from '../../ports/system.ts';
import { jsonIn } from '../json-in.ts';
import { answerOf } from '../parsed.ts';
import { type BailianPool, failureOf, parseUsage, program } from './parse.ts';

interface BailianCliDeps {
  readonly processes: Processes;
  readonly clock: Clock;
}

const withinMs = 15_000;
const maxBytes = 4 * 1024 * 1024;

const commands: Readonly<Record<BailianPool, string>> = {
  'coding-plan': 'coding-plan',
  'token-plan-personal': 'token-plan',
  'free-tier': 'free',
};
const pools: readonly BailianPool[] = ['coding-plan', 'token-plan-personal', 'free-tier'];

/**
 * Alibaba's `bl` (npm `bailian-cli` from 1.15.1 on), for who signed in to the console there. One run for each pool, one
 * after the other. What `bl auth status` says is worth nothing: whether there is a session shows by asking.
 */
export function createBailianCliSource({ processes, clock }: BailianCliDeps): ProgramSource {
  let signedIn = false;

  async function ask(pool: BailianPool, signal: AbortSignal): Promise<SourceAnswer> {
    const args = ['usage', commands[pool], '--output', 'json'];
    const end = await processes.run(program, args, { timeoutMs: withinMs, maxBytes, signal });
    const atMs = clock.now();
    const failed = (failure: Failure): SourceAnswer => ({ pool, outcome: 'failed', failure, failedAtMs: atMs });
    if (!end.ok) return failed(end.failure);
    if (end.value.exitCode !== 0) return failed(failureOf(end.value));
    const output = jsonIn(end.value.stdout);
    if (output === undefined) return failed({ kind: 'program-failed', program, code: 'no-json' });
    return answerOf(pool, parseUsage(pool, output, { sourceId: 'bailian-cli', takenAtMs: atMs }), atMs);
  }

  return {
    id: 'bailian-cli',
    get pools() {
      return signedIn ? pools : [];
    },
    async look(signal) {
      const installed = await processes.isInstalled(program);
      signedIn = installed && isOfUse(await ask('coding-plan', signal), signedIn);
    },
    async fetch(asked, signal) {
      const answers: SourceAnswer[] = [];
      for (const pool of asked.filter(isOurs)) {
        const answer = await ask(pool, signal);
        if (!hasNoSession(answer)) answers.push(answer);
        // What was read a moment ago stands: the session lives, and this pool alone was refused.
        else if (answers.some(({ outcome }) => outcome === 'reading'))
          answers.push(...failedAnswers([pool], noRight, clock.now()));
        else return failedAnswers(asked, { kind: 'session-expired' }, clock.now());
      }
      return answers;
    },
  };
}

const noRight: Failure = { kind: 'no-right', code: 'login-required' };

const isOurs = (pool: PoolId): pool is BailianPool => pools.some((other) => other === pool);

/**
 * Whether there is something to ask: a session, whatever trouble its service has. Another program of that short name,
 * or one too old for the question, fails in ways that are no answer. One that took too long leaves things as they were.
 */
function isOfUse(answer: SourceAnswer, before: boolean): boolean {
  if (answer.outcome !== 'failed') return true;
  switch (answer.failure.kind) {
    case 'session-expired':
    case 'program-failed':
      return false;
    case 'timeout':
    case 'too-large':
      return before;
    default:
      return true;
  }
}

const hasNoSession = (answer: SourceAnswer): boolean =>
  answer.outcome === 'failed' && answer.failure.kind === 'session-expired';
