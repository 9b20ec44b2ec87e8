import type { Result } from '../core/failure.ts';
import type { ServiceRegion } from '../core/session.ts';
import type { Clock, Http, Log } from '../ports.ts';
import type { BreakdownSource } from './breakdown-source.ts';
import { createQwencloudBreakdown } from './qwencloud/breakdown.ts';
import { type SiteOverrides, sites, urlsOf } from './qwencloud/sites.ts';
import { createQwencloudSource, type QwencloudSourceDeps } from './qwencloud/source.ts';
import type { Source } from './source.ts';

export { type Site, type SiteOverrides, type SiteUrls, sites, urlsOf } from './qwencloud/sites.ts';

export interface SourceDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly overrides: SiteOverrides;
  /** The access token of an account of that region, or why there is none. */
  readonly accessToken: (region: ServiceRegion) => Result<string>;
  /** Qwen Code's own logs, where there are any to read: not in the demo. */
  readonly sessionLog?: Source | null;
}

export interface RegisteredSource {
  readonly source: Source;
  /** The source needs an account of this region; null: it needs no sign-in of ours. */
  readonly region: ServiceRegion | null;
}

/** The one list of sources. A new place to read from is one entry here and one folder beside. */
export function createSources(deps: SourceDeps): readonly RegisteredSource[] {
  const local: readonly RegisteredSource[] = deps.sessionLog == null ? [] : [{ source: deps.sessionLog, region: null }];
  return [native(deps, 'international'), native(deps, 'china'), ...local];
}

/** The sources worth asking for an account of `region` (null: signed out). A twin site is never tried with a credential. */
export const activeSources = (all: readonly RegisteredSource[], region: ServiceRegion | null): readonly Source[] =>
  all.filter((one) => one.region === null || one.region === region).map((one) => one.source);

export interface RegisteredBreakdown {
  readonly source: BreakdownSource;
  /** As of a `RegisteredSource`. */
  readonly region: ServiceRegion | null;
}

/** Who can tell what one model used over time. Apart from the sources above: nobody polls them. */
export function createBreakdownSources(deps: SourceDeps): readonly RegisteredBreakdown[] {
  const regions: readonly ServiceRegion[] = ['international', 'china'];
  return regions.map((region) => ({ region, source: createQwencloudBreakdown(siteDeps(deps, region)) }));
}

const native = (deps: SourceDeps, region: ServiceRegion): RegisteredSource => ({
  region,
  source: createQwencloudSource(siteDeps(deps, region)),
});

function siteDeps(deps: SourceDeps, region: ServiceRegion): QwencloudSourceDeps {
  const { http, clock, log, overrides, accessToken } = deps;
  const site = sites[region];
  return { site, urls: urlsOf(site, overrides), http, clock, log, token: () => accessToken(region) };
}
