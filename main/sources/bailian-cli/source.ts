import type { Failure } from '../../core/failure.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Clock, Processes } from '../../ports.ts';
import { answerAll, jsonIn, type ProgramSource } from '../program-source.ts';
import type { SourceAnswer } from '../source.ts';
import { type BailianPool, failureOf, parseUsage, program } from './parse.ts';

export interface BailianCliDeps {
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
    const failed = (failure: Failure): SourceAnswer => ({ pool, outcome: 'failed', failure, failedAtMs: clock.now() });
    if (!end.ok) return failed(end.failure);
    if (end.value.exitCode !== 0) return failed(failureOf(end.value));
    const parsed = parseUsage(pool, jsonIn(end.value.stdout), { sourceId: 'bailian-cli', takenAtMs: clock.now() });
    if (parsed.outcome === 'reading') return { pool, outcome: 'reading', reading: parsed.reading };
    return parsed.outcome === 'failed' ? failed(parsed.failure) : { pool, ...parsed, checkedAtMs: clock.now() };
  }

  return {
    id: 'bailian-cli',
    get pools() {
      return signedIn ? pools : [];
    },
    async look(signal) {
      signedIn = (await processes.isInstalled(program)) && !hasNoSession(await ask('coding-plan', signal));
    },
    async fetch(asked, signal) {
      const answers: SourceAnswer[] = [];
      for (const [index, pool] of asked.filter(isOurs).entries()) {
        const answer = await ask(pool, signal);
        if (hasNoSession(answer)) return answerAll(asked, { kind: 'session-expired' }, clock.now());
        answers[index] = answer;
      }
      return answers;
    },
  };
}

const isOurs = (pool: PoolId): pool is BailianPool => pools.some((other) => other === pool);

const hasNoSession = (answer: SourceAnswer): boolean =>
  answer.outcome === 'failed' && answer.failure.kind === 'session-expired';
