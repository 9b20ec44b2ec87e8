import { failedAnswers } from '../../core/quota/answer.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProgramSource, SourceAnswer } from '../../ports/sources.ts';
import type { Clock, Processes, ProcessLimits } from '../../ports/system.ts';
import { answerOf } from '../parsed.ts';
import { runForJson } from '../program-json.ts';
import { at, readText } from '../values.ts';
import { failureOf, program } from './failures.ts';
import { subscriptionArgs, withSubscription } from './parse-subscription.ts';
import { hasSubscription, parseSummary, type SummaryPool } from './parse-summary.ts';

interface QwencloudCliDeps {
  readonly processes: Processes;
  readonly clock: Clock;
}

/**
 * One summary asks eight things, and a service that hangs takes the program up to a minute
 * (docs/facts/qwencloud-protocol.md §5).
 */
const summaryWithinMs = 60_000;
const statusWithinMs = 15_000;
/** An extra: together with the summary it must end before a round of the poller does. */
const subscriptionWithinMs = 20_000;
const maxVersionBytes = 4096;

/**
 * The installed official client (`qwencloud`), for who signed in there. One run answers for all its pools; the team's
 * takes one more, at its own slower pace. The team's plan is told once it has been seen, unasked the first time: that
 * the program sees none means nothing (docs/facts/qwencloud-protocol.md §4.5).
 */
export function createQwencloudCliSource({ processes, clock }: QwencloudCliDeps): ProgramSource {
  let signedIn = false;
  let version: string | null = null;
  let hasTeamPlan = false;

  const run = (args: readonly string[], limits: Omit<ProcessLimits, 'maxBytes'>) =>
    runForJson(processes, program, args, limits, failureOf);

  function answerFrom(pool: SummaryPool, summary: unknown): SourceAnswer {
    const atMs = clock.now();
    return answerOf(pool, parseSummary(pool, summary, { sourceId: 'qwencloud-cli', takenAtMs: atMs }, version), atMs);
  }

  async function answerOfTeam(summary: unknown, signal: AbortSignal): Promise<SourceAnswer> {
    const answer = answerFrom('token-plan-team', summary);
    if (answer.outcome !== 'reading' || answer.reading.pool !== 'token-plan-team' || !hasSubscription(version)) {
      return answer;
    }
    const printed = await run(subscriptionArgs, { timeoutMs: subscriptionWithinMs, signal });
    return { ...answer, reading: withSubscription(answer.reading, printed.ok ? printed.value : undefined) };
  }

  return {
    id: 'qwencloud-cli',
    get pools() {
      if (!signedIn) return [];
      return hasTeamPlan ? [...always, 'token-plan-team' as const] : always;
    },
    async look(signal) {
      const limits = { timeoutMs: statusWithinMs, signal };
      const installed = await processes.isInstalled(program);
      const status = installed ? await run(['auth', 'status', '--format', 'json'], limits) : null;
      signedIn = status?.ok === true && at(status.value, 'authenticated') === true;
      if (!signedIn) return;
      const named = await processes.run(program, ['--version'], { ...limits, maxBytes: maxVersionBytes });
      version = named.ok ? readText(named.value.stdout) : null;
    },
    async fetch(pools, signal) {
      const asked = pools.filter(isSummaryPool);
      const printed = await run(['usage', 'summary', '--format', 'json'], { timeoutMs: summaryWithinMs, signal });
      if (!printed.ok) return failedAnswers(pools, printed.failure, clock.now());
      const summary = printed.value;
      const answers = always.filter((pool) => asked.includes(pool)).map((pool) => answerFrom(pool, summary));
      const isNew = !hasTeamPlan && answerFrom('token-plan-team', summary).outcome === 'reading';
      hasTeamPlan ||= isNew;
      if (!isNew && !asked.includes('token-plan-team')) return answers;
      return [...answers, await answerOfTeam(summary, signal)];
    },
  };
}

const always: readonly SummaryPool[] = ['coding-plan', 'free-tier'];

const isSummaryPool = (pool: PoolId): pool is SummaryPool =>
  pool === 'token-plan-team' || always.some((other) => other === pool);
