import type { Failure, Result } from '../../core/failure.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Source, SourceAnswer } from '../../ports/sources.ts';
import type { Clock, Http, Log } from '../../ports/system.ts';
import { limitTime, settledWithin } from '../../ports/timer.ts';
import { answerOf, type Origin, type Parsed, unknownShape } from '../parsed.ts';
import { askCodingPlan } from './coding-plan.ts';
import { createConsole } from './console.ts';
import { createFreeTier } from './free-tier.ts';
import { createGateway, type Gateway, patienceMs } from './gateway.ts';
import { askPayAsYouGo } from './pay-as-you-go.ts';
import type { Site, SiteUrls } from './sites.ts';
import { createPersonalPlan } from './token-plan-personal.ts';
import { askTeamPlan } from './token-plan-team.ts';

export interface QwencloudSourceDeps {
  readonly site: Site;
  readonly urls: SiteUrls;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** The current access token, or `signed-out` / `session-expired`. Called for each request. */
  readonly token: () => Result<string>;
  /** Shared by all callers of one service, so that they share its rate limit; left out: the source creates its own. */
  readonly gateway?: Gateway;
}

type Ask = (origin: Origin, signal: AbortSignal) => Promise<Parsed<PoolId>>;

/**
 * The native source of one site. It requests one pool after another, but waits for none longer than `patienceMs`; a
 * Coding Plan costs one gateway request. After a failure of the whole service (offline, signed out, …) the pools that
 * were not requested yet get the same failure without a request.
 * `session-expired` is reported only after a retry, and not if another call accepted the same token recently: that pool
 * gets `no-right` instead.
 */
export function createQwencloudSource(deps: QwencloudSourceDeps): Source {
  const { site, urls, http, clock, log, token } = deps;
  const gateway = deps.gateway ?? createGateway({ ...deps, url: urls.gateway });
  const console = createConsole({ site, url: urls.consoleApi, gateway, http, clock, log, token });
  const freeTier = createFreeTier({ gateway, catalogueUrl: urls.catalogue, http, clock, log });
  const personalPlan = createPersonalPlan(site, gateway, console, clock);

  // The order matters: the most common plan comes first, and the pool that may need another host last.
  const asks: ReadonlyMap<PoolId, Ask> = new Map<PoolId, Ask>([
    ['coding-plan', (origin, signal) => askCodingPlan(gateway, site, origin, signal)],
    ['token-plan-team', (origin, signal) => askTeamPlan(gateway, site, origin, signal)],
    ['free-tier', freeTier.ask],
    ['pay-as-you-go', (origin, signal) => askPayAsYouGo(gateway, site, origin, signal)],
    ['token-plan-personal', personalPlan.ask],
  ]);

  /** The token that the service last accepted, and when. */
  let accepted: { readonly token: string; readonly atMs: number } | null = null;

  function noteAccepted(): void {
    const current = token();
    if (current.ok) accepted = { token: current.value, atMs: clock.now() };
  }

  function withoutFalseExpiry(failure: Failure): Failure {
    const current = token();
    if (failure.kind !== 'session-expired' || accepted === null || !current.ok) return failure;
    const recent = accepted.token === current.value && clock.now() - accepted.atMs < acceptanceLastsMs;
    return recent ? { kind: 'no-right', code: 'login-required' } : failure;
  }

  async function askOne(pool: PoolId, ask: Ask, signal: AbortSignal): Promise<SourceAnswer> {
    const asked = ask({ sourceId: site.sourceId, takenAtMs: clock.now() }, signal);
    // A parser must never throw. If one does because of a bug, the other pools are still read.
    const parsed: Parsed<PoolId> = await asked.catch(() => unknownShape(`${pool}: threw`));
    const atMs = clock.now();
    if (parsed.outcome === 'failed') {
      const failure = pool === 'coding-plan' ? parsed.failure : withoutFalseExpiry(parsed.failure);
      return answerOf(pool, { outcome: 'failed', failure }, atMs);
    }
    noteAccepted();
    if (parsed.outcome === 'not-subscribed') return answerOf(pool, parsed, atMs);
    return answerOf(pool, { outcome: 'reading', reading: { ...parsed.reading, takenAtMs: atMs } }, atMs);
  }

  const fetch: Source['fetch'] = async (pools, signal, onAnswer) => {
    const limit = limitTime(clock, longestRoundMs, signal);
    let shared: Failure | null = null;

    async function answerTo(pool: PoolId, ask: Ask): Promise<SourceAnswer> {
      const failed = (failure: Failure): SourceAnswer => answerOf(pool, { outcome: 'failed', failure }, clock.now());
      if (shared !== null) return failed(shared);
      const answer = await askOne(pool, ask, limit.signal);
      if (answer.outcome !== 'failed') return answer;
      // Our own time limit ended this request, so the failure is a timeout and not a network failure.
      const failure: Failure = limit.isOver() ? { kind: 'timeout' } : answer.failure;
      if (limit.isOver() || concernsAll(failure)) shared = failure;
      return failed(failure);
    }

    const answers: Promise<SourceAnswer>[] = [];
    for (const [pool, ask] of asks) {
      if (!pools.includes(pool)) continue;
      const asked = answerTo(pool, ask).then((answer) => {
        onAnswer?.(answer);
        return answer;
      });
      answers.push(asked);
      await settledWithin(clock, patienceMs, asked);
    }
    const all = await Promise.all(answers);
    limit.cancel();
    return all;
  };

  return { id: site.sourceId, pools: [...asks.keys()], fetch };
}

/** Well below the poller's limit on a round, so that a slow pool does not lose what was read before it. */
const longestRoundMs = 75_000;

/** How long an accepted token counts as valid even if another call reports it as expired. */
const acceptanceLastsMs = 10 * 60 * 1000;

function concernsAll(failure: Failure): boolean {
  switch (failure.kind) {
    case 'offline':
    case 'tls':
    case 'proxy':
    case 'signed-out':
    case 'session-expired':
    case 'rate-limited':
    case 'login-page':
      return true;
    case 'server-error':
      return (failure.retryAfterMs ?? 0) > 0;
    default:
      return false;
  }
}
