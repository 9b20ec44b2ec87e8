import { failedAnswers } from '../../core/quota/answer.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProgramSource, SourceAnswer } from '../../ports/sources.ts';
import type { Clock, Processes, ProcessLimits } from '../../ports/system.ts';
import { jsonIn } from '../json-in.ts';
import { answerOf } from '../parsed.ts';
import { at, isObject, readText } from '../values.ts';
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
/** The largest free tier seen is under 200 kB. */
const maxBytes = 4 * 1024 * 1024;

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
    processes.run(program, args, { ...limits, maxBytes });

  function told(pool: SummaryPool, summary: unknown): SourceAnswer {
    const atMs = clock.now();
    return answerOf(pool, parseSummary(pool, summary, { sourceId: 'qwencloud-cli', takenAtMs: atMs }, version), atMs);
  }

  async function toldOfTeam(summary: unknown, signal: AbortSignal): Promise<SourceAnswer> {
    const answer = told('token-plan-team', summary);
    if (answer.outcome !== 'reading' || answer.reading.pool !== 'token-plan-team' || !hasSubscription(version)) {
      return answer;
    }
    const end = await run(subscriptionArgs, { timeoutMs: subscriptionWithinMs, signal });
    const printed = end.ok && end.value.exitCode === 0 ? jsonIn(end.value.stdout) : undefined;
    return { ...answer, reading: withSubscription(answer.reading, printed) };
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
      signedIn = status?.ok === true && status.value.exitCode === 0 && says(status.value.stdout, 'authenticated');
      if (!signedIn) return;
      const named = await run(['--version'], limits);
      version = named.ok ? readText(named.value.stdout) : null;
    },
    async fetch(pools, signal) {
      const asked = pools.filter(isSummaryPool);
      const end = await run(['usage', 'summary', '--format', 'json'], { timeoutMs: summaryWithinMs, signal });
      if (!end.ok) return failedAnswers(pools, end.failure, clock.now());
      if (end.value.exitCode !== 0) return failedAnswers(pools, failureOf(end.value), clock.now());
      const summary = jsonIn(end.value.stdout);
      if (!isObject(summary))
        return failedAnswers(pools, { kind: 'unknown-shape', where: 'usage summary' }, clock.now());
      const answers = always.filter((pool) => asked.includes(pool)).map((pool) => told(pool, summary));
      const isNew = !hasTeamPlan && told('token-plan-team', summary).outcome === 'reading';
      hasTeamPlan ||= isNew;
      if (!isNew && !asked.includes('token-plan-team')) return answers;
      return [...answers, await toldOfTeam(summary, signal)];
    },
  };
}

const always: readonly SummaryPool[] = ['coding-plan', 'free-tier'];

const isSummaryPool = (pool: PoolId): pool is SummaryPool =>
  pool === 'token-plan-team' || always.some((other) => other === pool);

const says = (output: string, field: string): boolean => at(jsonIn(output), field) === true;
