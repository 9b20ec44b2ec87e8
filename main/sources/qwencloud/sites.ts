import type { SourceId } from '../../core/quota/model.ts';
import type { ServiceRegion } from '../../core/session.ts';

/**
 * The differences between the international and the Chinese service (docs/facts/qwencloud-protocol.md §1.2, §4.5, §6).
 */
export interface Site {
  readonly region: ServiceRegion;
  readonly sourceId: SourceId;
  readonly gatewayBase: string;
  readonly authBase: string;
  readonly catalogueUrl: string;
  /** The console's address, for requests that the gateway does not offer. They need a console token. */
  readonly consoleBase: string;
  /** The `region` of every gateway request. */
  readonly gatewayRegion: string;
  /** The action of a Type B request. */
  readonly wideAction: string;
  readonly consoleSite: string;
  /** The `domain` in a Type B request. */
  readonly domain: string;
  readonly language: string;
  readonly currency: string;
  readonly logoutProduct: string;
  /** Verification pages are opened only on these domains and below them. */
  readonly pageDomains: readonly string[];
  readonly commodity: {
    readonly codingPlan: string;
    readonly teamPlan: string;
    readonly teamAddOn: string;
    readonly personalPlan: string;
    readonly personalAddOn: string;
  };
}

export const internationalSite: Site = {
  region: 'international',
  sourceId: 'qwencloud',
  gatewayBase: 'https://cli.qwencloud.com',
  authBase: 'https://t.qwencloud.com',
  catalogueUrl: 'https://alioth-intl.alicdn.com/model-mapping',
  consoleBase: 'https://cs-data.qwencloud.com',
  gatewayRegion: 'ap-southeast-1',
  wideAction: 'IntlBroadScopeAspnGateway',
  consoleSite: 'QWENCLOUD',
  domain: 'cli.qwencloud.com',
  language: 'en-US',
  currency: 'USD',
  logoutProduct: 'qwencloud-auth',
  pageDomains: ['qwencloud.com', 'alibabacloud.com'],
  commodity: {
    codingPlan: 'sfm_codingplan_public_intl',
    teamPlan: 'sfm_tokenplanteams_dp_intl',
    teamAddOn: 'sfm_tokenplanteamsaddon_dp_intl',
    // The official client's "personal" code is outdated; this is the product sold today
    // (docs/facts/qwencloud-protocol.md §4.5).
    personalPlan: 'sfm_tokenplansolo_public_intl',
    personalAddOn: 'sfm_tokenplansoloaddon_public_intl',
  },
};

export const chinaSite: Site = {
  region: 'china',
  sourceId: 'qianwen',
  gatewayBase: 'https://cli.qianwenai.com',
  authBase: 'https://t.qianwenai.com',
  catalogueUrl: 'https://alioth.alicdn.com/model-mapping',
  consoleBase: 'https://cs-data.qianwenai.com',
  gatewayRegion: 'cn-beijing',
  wideAction: 'BroadScopeAspnGateway',
  consoleSite: 'QIANWENAI',
  domain: 'cli.qianwenai.com',
  language: 'zh-CN',
  currency: 'CNY',
  logoutProduct: 'qianwen-auth',
  pageDomains: ['qianwenai.com', 'aliyun.com'],
  commodity: {
    // The Chinese client has no coding-plan command; this code is taken from the Chinese console.
    codingPlan: 'sfm_codingplan_public_cn',
    teamPlan: 'sfm_tokenplanteams_dp_cn',
    teamAddOn: 'sfm_tokenplanteamsaddon_dp_cn',
    personalPlan: 'sfm_tokenplansolo_public_cn',
    personalAddOn: 'sfm_tokenplansoloaddon_public_cn',
  },
};

export const sites: Readonly<Record<ServiceRegion, Site>> = { international: internationalSite, china: chinaSite };

/** The addresses in use: the site's own or the loopback overrides. Full URLs, except for the two bases. */
export interface SiteUrls {
  readonly gateway: string;
  readonly authBase: string;
  readonly catalogue: string;
  readonly consoleApi: string;
}

export interface SiteOverrides {
  readonly gatewayUrl: string | null;
  readonly authUrl: string | null;
  readonly catalogueUrl: string | null;
}

/**
 * Applies the overrides to a site's addresses. An overridden gateway replaces the console's address too, so that a test
 * server's token never leaves this machine. A catalogue override without a path gets the real path.
 */
export function urlsOf(site: Site, overrides: SiteOverrides): SiteUrls {
  const gatewayBase = overrides.gatewayUrl ?? site.gatewayBase;
  return {
    gateway: `${gatewayBase}/data/v2/api.json`,
    authBase: overrides.authUrl ?? site.authBase,
    catalogue: overrides.catalogueUrl === null ? site.catalogueUrl : withPath(overrides.catalogueUrl, '/model-mapping'),
    consoleApi: `${overrides.gatewayUrl ?? site.consoleBase}/cli/api.json`,
  };
}

const withPath = (base: string, path: string): string =>
  new URL(base).pathname === '/' ? `${base.replace(/\/$/, '')}${path}` : base;
