import type { Failure } from '../../core/failure.ts';
import { failedAnswers } from '../../core/quota/answer.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProgramSource, SourceAnswer } from '../../ports/sources.ts';
import type { Clock, Processes } from '../../ports/system.ts';
import { answerOf } from '../parsed.ts';
import { runForJson } from '../program-json.ts';
import { type BailianPool, failureOf, parseUsage, program } from './parse.ts';

interface BailianCliDeps {
  readonly processes: Processes;
  readonly clock: Clock;
}

const withinMs = 15_000;

/** For each pool its commands, the newest first. */
const commands: Readonly<Record<BailianPool, readonly string[]>> = {
  'coding-plan': ['usage coding-plan'],
  'token-plan-personal': ['token-plan personal-usage', 'usage token-plan'],
  'free-tier': ['usage free'],
};
const pools: readonly BailianPool[] = ['coding-plan', 'token-plan-personal', 'free-tier'];

/**
 * Alibaba's `bl` (npm `bailian-cli` from 1.15.1 on), for the user who signed in to the console there. It is run once for
 * each pool, one after the other. `bl auth status` proves nothing: only a question shows whether there is a session.
 */
export function createBailianCliSource({ processes, clock }: BailianCliDeps): ProgramSource {
  let signedIn = false;
  /** Commands that this version does not know. */
  const unknown = new Set<string>();

  async function ask(pool: BailianPool, signal: AbortSignal): Promise<SourceAnswer> {
    const known = commands[pool].filter((command) => !unknown.has(command));
    const command = known[0] ?? commands[pool][0] ?? '';
    const answer = await askBy(command, pool, signal);
    if (known.length < 2 || !isUnknownCommand(answer)) return answer;
    unknown.add(command);
    return ask(pool, signal);
  }

  async function askBy(command: string, pool: BailianPool, signal: AbortSignal): Promise<SourceAnswer> {
    const args = [...command.split(' '), '--output', 'json'];
    const printed = await runForJson(processes, program, args, { timeoutMs: withinMs, signal }, failureOf);
    const atMs = clock.now();
    if (!printed.ok) return { pool, outcome: 'failed', failure: printed.failure, failedAtMs: atMs };
    return answerOf(pool, parseUsage(pool, printed.value, { sourceId: 'bailian-cli', takenAtMs: atMs }), atMs);
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
    async fetch(asked, signal, onAnswer) {
      const answers: SourceAnswer[] = [];
      for (const pool of asked.filter(isOurs)) {
        const answer = await ask(pool, signal);
        // A pool that was read a moment ago shows that the session lives, so this pool alone was refused.
        const isAlive = answers.some(({ outcome }) => outcome === 'reading');
        if (hasNoSession(answer) && !isAlive) return failedAnswers(asked, { kind: 'session-expired' }, clock.now());
        const known = hasNoSession(answer) ? failedAnswers([pool], noRight, clock.now()) : [answer];
        answers.push(...known);
        for (const one of known) onAnswer?.(one);
      }
      return answers;
    },
  };
}

/** A version that does not know a command ends without an answer of its service. */
const isUnknownCommand = (answer: SourceAnswer): boolean =>
  answer.outcome === 'failed' && answer.failure.kind === 'program-failed';

const noRight: Failure = { kind: 'no-right', code: 'login-required' };

const isOurs = (pool: PoolId): pool is BailianPool => pools.some((other) => other === pool);

/**
 * Whether there is something to ask: a session, whatever trouble its service has. Another program of that short name,
 * or one too old for the question, fails without an answer of the service. A run that took too long changes nothing.
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
