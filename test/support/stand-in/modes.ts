/** How gateway calls are answered. All but `ok` are failures of the real service or of a proxy in front of it. */
export const gatewayModes = [
  'ok',
  'gw401',
  'gw403',
  /** With `retry-after`, see `retryAfterSeconds`. */
  'gw429',
  'gw500',
  /** A redirect to a sign-in page. */
  'gw302',
  /** A sign-in page with status 200. */
  'html200',
  /** HTTP 200 with `code: "ConsoleNeedLogin"`. */
  'console-need-login',
  /** HTTP 200 with `data.errorCode: "BailianGateway.Login.NotLogined"`. */
  'not-logined',
  /** HTTP 200, a business refusal: `ret: ["FAIL_…::…"]`, or a `code` other than "200" for flat calls. */
  'business-fail',
  /** Accepts the request and never answers. */
  'hang',
  /** Closes the connection without an answer. */
  'drop',
  /** Well-formed envelopes without a payload. */
  'empty-data',
  /** Amounts are null in free-tier and credit instances. */
  'null-init-capacity',
  /** The week and month of the plans are left out. */
  'missing-windows',
  'malformed-json',
  /** 8 MiB of valid JSON. */
  'huge-body',
] as const;
export type GatewayMode = (typeof gatewayModes)[number];

export const signInModes = [
  'ok',
  'access-denied',
  'expired-token',
  'slow-down',
  /** The second accepted response shape: flat, with names in snake case. */
  'snake-case',
  /** HTTP 400 with a text that says "expired". */
  'http400-expired',
  'http500',
  'hang',
  'malformed-json',
  /** "complete" without credentials. */
  'no-credentials',
] as const;
type SignInMode = (typeof signInModes)[number];

/** Where the response contains `codingPlanInstanceInfos`: in the known shape, the older one, or wrapped twice. */
export const codingPlanShapes = ['dataV2', 'variant', 'doubly-nested'] as const;

/** How a personal Token Plan is answered: whole, or in a form that clients have met. */
export const personalPlanForms = [
  'whole',
  /** "None" with `data: null` instead of without `data`. */
  'null-data',
  /** Both answers with an empty object. */
  'empty-data',
  /** The plan as it is, its usage a success without data, as happens in passing. */
  'empty-usage',
] as const;

/**
 * The windows whose Credits `quota-config` gives; `refused`: the call is unknown. The live service gave five hours and
 * month in autumn 2026 (docs/facts/qwencloud-protocol.md §4.5).
 */
export const quotaConfigs = [
  'five-hours-and-month',
  'month',
  'week',
  'week-and-month',
  'five-hours-and-week',
  'refused',
] as const;

export interface Modes {
  readonly gateway: GatewayMode;
  /** Limits `gateway` to calls whose name (as in the request counter) contains this; null: all calls. */
  readonly gatewayOnly: string | null;
  readonly signIn: SignInMode;
  /** Whether a person approves on the page, or every sign-in is approved at once. */
  readonly approval: 'by-hand' | 'automatic';
  readonly codingPlanShape: (typeof codingPlanShapes)[number];
  readonly retryAfterSeconds: number;
  /** The gateway's response to an expired or unknown token; that of the real service is unconfirmed. */
  readonly deadToken: 'console-need-login' | 'gw401' | 'not-logined';
  readonly catalogue: 'ok' | 'http-500' | 'html' | 'hang';
  /** The gateway's response to personal-plan calls, unconfirmed; the known endpoint for them is `/cli/api.json`. */
  readonly personalPlanAtGateway: 'refused' | 'answered' | 'not-logined';
  readonly personalPlanForm: (typeof personalPlanForms)[number];
  readonly quotaConfig: (typeof quotaConfigs)[number];
}

export const defaultModes: Modes = {
  gateway: 'ok',
  gatewayOnly: null,
  signIn: 'ok',
  approval: 'by-hand',
  codingPlanShape: 'dataV2',
  retryAfterSeconds: 7,
  deadToken: 'console-need-login',
  catalogue: 'ok',
  personalPlanAtGateway: 'refused',
  personalPlanForm: 'whole',
  quotaConfig: 'five-hours-and-month',
};
