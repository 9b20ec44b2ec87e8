import type { Result } from '../core/failure.ts';
import type { ServiceRegion } from '../core/session.ts';
import type {
  DeviceSignIn,
  ProgramSource,
  RegisteredBreakdown,
  RegisteredSource,
  RequestLog,
  Source,
} from '../ports/sources.ts';
import type { Clock, Http, Log, Processes } from '../ports/system.ts';
import { createBailianCliSource } from './bailian-cli/source.ts';
import { createQianwenCliSource } from './qianwen-cli/source.ts';
import { createDeviceSignIn } from './qwencloud/auth/device-sign-in.ts';
import { createQwencloudBreakdown } from './qwencloud/breakdown.ts';
import { createGateway, type Gateway } from './qwencloud/gateway.ts';
import { type SiteOverrides, sites, urlsOf } from './qwencloud/sites.ts';
import { createQwencloudSource, type QwencloudSourceDeps } from './qwencloud/source.ts';
import { createQwencloudCliBreakdown } from './qwencloud-cli/breakdown.ts';
import { createQwencloudCliSource } from './qwencloud-cli/source.ts';
import { createSessionLog, type SessionLogDeps } from './session-log/source.ts';

export { sites, urlsOf } from './qwencloud/sites.ts';

interface SourceDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly overrides: SiteOverrides;
  /** The access token for a region, or why there is none. */
  readonly accessToken: (region: ServiceRegion) => Result<string>;
  /** Shared by sources and breakdowns; left out: each creates its own gateways. */
  readonly gateways?: Gateways;
  /** Reads Qwen Code's own logs; null or left out: no logs are read, as in the demo. */
  readonly requestLog?: Source | null;
  /** The user's installed programs; left out in the demo. */
  readonly programs?: readonly Source[];
}

export interface ProgramDeps {
  readonly processes: Processes;
  readonly clock: Clock;
}

/** One gateway per region; its callers take turns and share its Retry-After. */
export type Gateways = Readonly<Record<ServiceRegion, Gateway>>;

export function createGateways(deps: SourceDeps): Gateways {
  const gatewayOf = (region: ServiceRegion): Gateway => {
    const of = siteDeps(deps, region);
    return createGateway({ ...of, url: of.urls.gateway });
  };
  return { international: gatewayOf('international'), china: gatewayOf('china') };
}

/** The only list of sources. A new source needs an entry here and a folder next to this file. */
export function createSources(deps: SourceDeps): readonly RegisteredSource[] {
  const local: readonly RegisteredSource[] = deps.requestLog == null ? [] : [{ source: deps.requestLog, region: null }];
  const programs = (deps.programs ?? []).map((source) => ({ source, region: null, instead: true }) as const);
  return [native(deps, 'international'), native(deps, 'china'), ...programs, ...local];
}

/** The installed programs that know the quota of their signed-in user. */
export const createProgramSources = (deps: ProgramDeps): readonly ProgramSource[] => [
  createQwencloudCliSource(deps),
  createQianwenCliSource(deps),
  createBailianCliSource(deps),
];

/** The user's own requests, counted in Qwen Code's logs. */
export const createRequestLog = (deps: SessionLogDeps): RequestLog => createSessionLog(deps);

/** The sign-in of each region. */
export function createSignInServices(
  deps: Omit<SourceDeps, 'accessToken'>,
): Readonly<Record<ServiceRegion, DeviceSignIn>> {
  const { http, clock, log, overrides } = deps;
  const serviceOf = (region: ServiceRegion): DeviceSignIn => {
    const { authBase, gateway } = urlsOf(sites[region], overrides);
    return createDeviceSignIn({ site: { ...sites[region], authBase, gateway }, http, clock, log });
  };
  return { international: serviceOf('international'), china: serviceOf('china') };
}

/** The sources of one model's usage over time. They are separate from the sources above because they are never polled. */
export function createBreakdownSources(deps: SourceDeps): readonly RegisteredBreakdown[] {
  const regions: readonly ServiceRegion[] = ['international', 'china'];
  return regions.map((region) => ({ region, source: createQwencloudBreakdown(siteDeps(deps, region)) }));
}

/** The installed programs that report one model's usage over time. */
export const createProgramBreakdowns = (deps: ProgramDeps): readonly RegisteredBreakdown[] => [
  { region: null, source: createQwencloudCliBreakdown(deps) },
];

const native = (deps: SourceDeps, region: ServiceRegion): RegisteredSource => ({
  region,
  source: createQwencloudSource(siteDeps(deps, region)),
});

function siteDeps(deps: SourceDeps, region: ServiceRegion): QwencloudSourceDeps {
  const { http, clock, log, overrides, accessToken, gateways } = deps;
  const site = sites[region];
  const common = { site, urls: urlsOf(site, overrides), http, clock, log, token: () => accessToken(region) };
  return gateways === undefined ? common : { ...common, gateway: gateways[region] };
}
