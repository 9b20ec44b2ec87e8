/** One limited amount of the Coding Plan, in requests. */
export interface QuotaState {
  readonly used: number;
  readonly limit: number;
  /** In ms since the epoch; null: the field is omitted, as the real service sometimes does. */
  readonly nextRefreshMs: number | null;
}

export interface CodingPlanState {
  /** As in the protocol: "starter" is the plan sold as Lite, "pro" the other. */
  readonly instanceType: string;
  readonly instanceName: string;
  /** "VALID" while the plan runs. */
  readonly status: string;
  readonly endsAtMs: number;
  readonly autoRenews: boolean;
  /** null: the fields of this window are omitted. */
  readonly fiveHours: QuotaState | null;
  readonly week: QuotaState | null;
  readonly month: QuotaState | null;
}

/** Seats of one tier of a team's Token Plan, in Credits. */
export interface SeatGroupState {
  readonly specType: string;
  readonly seats: number;
  readonly assigned: number;
  readonly totalCredits: number;
  readonly leftCredits: number;
  /** The credit refresh, which is not the plan's end. */
  readonly refreshesAtMs: number;
}

/** One purchase of Credits: a plan of the older kind, or an add-on pack. */
export interface CreditInstanceState {
  readonly instanceId: string;
  readonly commodity: 'teams' | 'personal' | 'addon';
  readonly name: string;
  /** "valid", "exhaust", "expire", … */
  readonly status: string;
  /** The protocol has a status both as a word and as `{Code, Name}`. */
  readonly statusShape: 'word' | 'code';
  readonly totalCredits: number;
  readonly leftCredits: number;
  /** What is left of the period of a monthly capacity, for which `leftCredits` does not apply; else null. */
  readonly periodLeftCredits: number | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly autoRenews: boolean;
}

/** `gray` accounts are reported by a seat summary, the others only by instances. */
export interface TokenPlanState {
  readonly gray: boolean;
  readonly planName: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly autoRenews: boolean;
  readonly seatGroups: readonly SeatGroupState[];
}

export interface FreeTierModelState {
  readonly model: string;
  readonly templateCode: string;
  /** null: the model is in the mapping, but the account has no free quota of it. */
  readonly quota: {
    readonly total: number;
    readonly left: number;
    /** "Tokens", "Images", "Seconds", … as shown by the service. */
    readonly unit: string;
    readonly status: string;
    readonly cycleStartsAtMs: number;
    readonly cycleEndsAtMs: number;
  } | null;
}

/** One line of the bill: one model on one day. */
export interface BillRowState {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly model: string;
  readonly itemCode: string;
  readonly category: string;
  /** As billed, in steps of `stepUnit`. */
  readonly quantity: number;
  readonly stepUnit: string;
  readonly amount: number;
}

/** The state of the stand-in's only account, from which all its responses are computed. */
export interface AccountState {
  readonly user: { readonly id: string; readonly email: string; readonly aliyunId: string };
  /** null: never subscribed. */
  readonly codingPlan: CodingPlanState | null;
  readonly tokenPlan: TokenPlanState | null;
  readonly creditInstances: readonly CreditInstanceState[];
  readonly freeTier: readonly FreeTierModelState[];
  readonly bill: readonly BillRowState[];
}

/** An account in which every pool is "not subscribed" or empty. */
export const emptyAccount: AccountState = {
  user: { id: '5060708090', email: 'demo@example.com', aliyunId: 'demo-account' },
  codingPlan: null,
  tokenPlan: null,
  creditInstances: [],
  freeTier: [],
  bill: [],
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A Coding Plan Lite (1,200 / 9,000 / 18,000 requests) with some use, resets counted from `nowMs`. */
export const liteCodingPlan = (nowMs: number): CodingPlanState => ({
  instanceType: 'starter',
  instanceName: 'Coding Plan Lite',
  status: 'VALID',
  endsAtMs: nowMs + 19 * dayMs,
  autoRenews: true,
  fiveHours: { used: 321, limit: 1200, nextRefreshMs: nowMs + 2 * hourMs },
  week: { used: 4080, limit: 9000, nextRefreshMs: nowMs + 3 * dayMs },
  month: { used: 7211, limit: 18_000, nextRefreshMs: nowMs + 12 * dayMs },
});
