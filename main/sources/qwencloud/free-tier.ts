import type { Clock, Http, Log } from '../../ports/system.ts';
import type { Origin, Parsed } from '../parsed.ts';
import { readJson } from './classify.ts';
import { type Gateway, requestTimeoutMs } from './gateway.ts';
import { askAllPages } from './pages.ts';
import { type ModelMapping, parseFreeTier, parseMapping } from './parse/parse-free-tier.ts';

const mappingLivesMs = 10 * 60 * 1000;
/** The mapping is optional, so waiting for it must not use up the round's time. */
const mappingTimeoutMs = Math.min(10_000, requestTimeoutMs);

/** More would make each request for a page larger than its answer; all instances are listed instead. */
const mostCodes = 5000;

interface FreeTierDeps {
  readonly gateway: Gateway;
  /** The public model mapping; requested without any credential. */
  readonly catalogueUrl: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

export interface FreeTier {
  ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'free-tier'>>;
}

/**
 * Reads the free tier (docs/facts/qwencloud-protocol.md §4.2): first the mapping, which is cached for ten minutes, then
 * all pages of the account's instances.
 */
export function createFreeTier({ gateway, catalogueUrl, http, clock, log }: FreeTierDeps): FreeTier {
  let cached: { readonly mapping: ModelMapping; readonly untilMs: number } | null = null;

  /** Falls back to an older mapping; null: there is none, and models are then named by their instances. */
  async function mappingNow(signal: AbortSignal): Promise<ModelMapping | null> {
    if (cached !== null && clock.now() < cached.untilMs) return cached.mapping;
    const response = await http.request({
      method: 'GET',
      url: catalogueUrl,
      headers: { accept: 'application/json' },
      body: null,
      timeoutMs: mappingTimeoutMs,
      signal,
    });
    const body = response.ok ? readJson(response.value, 'model-mapping', clock.now()) : response;
    const mapping = body.ok ? parseMapping(body.value) : null;
    if (mapping === null) {
      log.info(`free tier: no model mapping (${body.ok ? 'unknown-shape' : body.failure.kind})`);
      return cached?.mapping ?? null;
    }
    cached = { mapping, untilMs: clock.now() + mappingLivesMs };
    return mapping;
  }

  async function ask(origin: Origin, signal: AbortSignal): Promise<Parsed<'free-tier'>> {
    const mapping = await mappingNow(signal);
    const action = 'DescribeFqInstance';
    const codes = new Set(mapping?.values());
    const isNarrowed = codes.size > 0 && codes.size <= mostCodes;
    const pageSize = isNarrowed ? 500 : 1000;
    const templates = isNarrowed ? { templateCodes: [...codes] } : {};
    const rows = await askAllPages({
      where: action,
      pageSize,
      mostPages: 30,
      ask: (page) => {
        // The official client never requests a second page, so the parameter's name is taken from the response.
        const paging = page === 1 ? { PageSize: pageSize } : { PageSize: pageSize, CurrentPage: page };
        return gateway.call({ product: 'BssOpenAPI-V3', action, params: { ...templates, ...paging } }, signal);
      },
    });
    return rows.ok ? parseFreeTier(rows.value, mapping, origin) : { outcome: 'failed', failure: rows.failure };
  }

  return { ask };
}
