import { defaultPreferences } from '../../main/core/preferences.ts';
import type { ProviderOption, SettingsView } from '../../main/core/provider/model.ts';
import type { PoolStatus, QuotaWindow, Reading, ReadingOf, Snapshot } from '../../main/core/quota/model.ts';
import type { Session } from '../../main/core/session.ts';
import type { AppState } from '../../preload/contract.ts';

/** Saturday, 2026-11-21, 11:46 UTC. */
export const nowMs = Date.UTC(2026, 10, 21, 11, 46);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const windowOf = (
  id: QuotaWindow['id'],
  used: number,
  limit: number,
  resetsInMs: number | null,
): QuotaWindow => ({
  id,
  unit: 'requests',
  used,
  limit,
  resetsAtMs: resetsInMs === null ? null : nowMs + resetsInMs,
  renewal: id === 'five-hours' ? 'rolling' : 'calendar',
  certainty: 'exact',
});

export const threeWindows = (five: number, week: number, month: number): readonly QuotaWindow[] => [
  windowOf('five-hours', five, 6000, 2 * hourMs + 14 * minuteMs),
  windowOf('week', week, 45_000, dayMs + 4 * hourMs + 14 * minuteMs),
  windowOf('month', month, 90_000, 12 * dayMs + 4 * hourMs),
];

export const codingPlan = (windows: readonly QuotaWindow[], ageMs = 3 * minuteMs): ReadingOf<'coding-plan'> => ({
  pool: 'coding-plan',
  sourceId: 'qwencloud',
  takenAtMs: nowMs - ageMs,
  windows,
  endsAtMs: nowMs + 24 * dayMs,
  autoRenews: true,
  plan: 'pro',
  status: 'VALID',
});

export const fresh = (reading: Reading): PoolStatus => ({
  pool: reading.pool,
  state: 'fresh',
  reading,
  disagreements: [],
});

export const snapshotOf = (...pools: readonly PoolStatus[]): Snapshot => ({
  pools,
  polling: false,
  nextPollAtMs: nowMs + 2 * minuteMs,
});

export const signedIn: Session = {
  state: 'signed-in',
  region: 'international',
  account: 'wei@example.com',
  expiresAtMs: nowMs + 3 * dayMs,
  storage: { kind: 'encrypted', backend: 'gnome_libsecret' },
};

export const signedOut = (cause: Extract<Session, { state: 'signed-out' }>['cause']): Session => ({
  state: 'signed-out',
  lastEnd: null,
  cause,
});

const option = (over: Partial<ProviderOption> & Pick<ProviderOption, 'id' | 'label'>): ProviderOption => ({
  origin: 'catalogue',
  region: null,
  protocol: 'openai',
  baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
  keyVariable: 'BAILIAN_CODING_PLAN_API_KEY',
  key: { state: 'missing' },
  models: [
    { id: 'qwen3.7-plus', name: 'qwen3.7-plus' },
    { id: 'glm-5', name: 'glm-5' },
  ],
  current: false,
  ...over,
});

export const currentOption = option({
  id: 'file/openai/0',
  label: 'Coding Plan',
  region: 'international',
  origin: 'file',
  key: { state: 'present', source: 'settings', last4: 'a1B2' },
  current: true,
  billing: 'plan',
});
export const keylessOption = option({
  id: 'openrouter',
  label: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  keyVariable: 'OPENROUTER_API_KEY',
  billing: 'billed',
  termsOf: 'OpenRouter',
});
export const customOption = option({ id: 'custom', label: '', baseUrl: '', models: [], custom: true });

export const readable: Extract<SettingsView, { state: 'readable' }> = {
  state: 'readable',
  path: '/home/wei/.qwen/settings.json',
  exists: true,
  currentModel: 'qwen3.7-plus',
  options: [
    currentOption,
    option({
      id: 'file/openai/1',
      label: 'My own gateway',
      origin: 'file',
      baseUrl: 'http://127.0.0.1:4000/v1',
      key: { state: 'present', source: 'env-file', last4: '9f3c' },
    }),
    option({
      id: 'coding-plan/china',
      label: 'Coding Plan',
      region: 'china',
      baseUrl: 'https://coding.dashscope.aliyuncs.com/v1',
    }),
    option({
      id: 'token-plan/international',
      label: 'Token Plan',
      region: 'international',
      baseUrl: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1',
      key: { state: 'present', source: 'vault', last4: '77Qx' },
    }),
    keylessOption,
    option({ id: 'deepseek', label: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1' }),
    option({ id: 'moonshot', label: 'Kimi (Moonshot AI)', baseUrl: 'https://api.moonshot.ai/v1' }),
    customOption,
  ],
};

export const base: AppState = {
  snapshot: snapshotOf(fresh(codingPlan(threeWindows(2520, 12_880, 31_040)))),
  session: signedIn,
  accounts: { chosen: { id: 'first', number: 1, name: null }, others: [], adding: null, canAdd: true },
  settings: readable,
  preferences: defaultPreferences,
  language: 'en',
  clock: 'h24',
  time: { nowMs, rate: 1 },
  demo: false,
  pendingNotices: [],
  snoozes: [],
  problems: [],
  runOuts: [],
  recoveries: [],
  outlooks: [],
  whatIfs: [],
  destination: null,
  canUndo: false,
  localCounts: null,
  recentProviders: [],
  version: '0.1.0',
  updates: { canLook: true, newVersion: null },
  home: '',
  officialClients: [],
  dataFolder: '/home/wei/.config/QwenGauge',
  canUndoPreferences: false,
  refusedShortcut: null,
};

const freeModels = Array.from({ length: 214 }, (_, index) => ({
  model:
    ['qwen3.7-plus', 'qwen3-coder-next', 'wan2.6-t2v', 'qwen3-max', 'text-embedding-v4', 'cosyvoice-v3'][index] ??
    `qwen-model-${index}`,
  quota:
    index % 17 === 9
      ? null
      : {
          remaining: [212_400, 1_000_000, 3, 0, 640_000, 9000][index] ?? 1_000_000,
          total: [1_000_000, 1_000_000, 50, 1_000_000, 1_000_000, 10_000][index] ?? 1_000_000,
          unit: ['Tokens', 'Tokens', 'Seconds', 'Tokens', 'Tokens', 'Characters'][index] ?? 'Tokens',
        },
  status: index === 3 ? 'exhaust' : 'valid',
  endsAtMs: nowMs + (20 + index) * dayMs,
}));

export const everyPool: Snapshot = snapshotOf(
  fresh(codingPlan(threeWindows(4680, 42_700, 31_040))),
  fresh({
    pool: 'token-plan-team',
    sourceId: 'qwencloud',
    takenAtMs: nowMs - 3 * minuteMs,
    windows: [
      {
        id: 'credits',
        unit: 'credits',
        used: 118_000,
        limit: 250_000,
        resetsAtMs: nowMs + 9 * dayMs,
        renewal: 'calendar',
        certainty: 'exact',
      },
    ],
    endsAtMs: nowMs + 40 * dayMs,
    autoRenews: false,
    plan: 'team',
    status: 'VALID',
    seatTiers: [
      {
        tier: 'standard',
        seats: 4,
        assigned: 3,
        usedCredits: 78_000,
        totalCredits: 100_000,
        refreshesAtMs: nowMs + 9 * dayMs,
      },
      {
        tier: 'pro',
        seats: 1,
        assigned: 1,
        usedCredits: 40_000,
        totalCredits: 150_000,
        refreshesAtMs: nowMs + 9 * dayMs,
      },
    ],
    addOns: [{ totalCredits: 50_000, remainingCredits: 44_000, endsAtMs: nowMs + 200 * dayMs }],
  }),
  fresh({
    pool: 'token-plan-personal',
    sourceId: 'qianwen',
    takenAtMs: nowMs - 3 * minuteMs,
    windows: [
      {
        id: 'month',
        unit: 'share',
        used: 0.31,
        limit: 1,
        resetsAtMs: nowMs + 11 * dayMs,
        renewal: 'calendar',
        certainty: 'exact',
      },
    ],
    endsAtMs: nowMs + 11 * dayMs,
    autoRenews: null,
    tier: 'essential',
    status: 'VALID',
    addOns: [],
  }),
  fresh({ pool: 'free-tier', sourceId: 'qwencloud', takenAtMs: nowMs - 9 * minuteMs, windows: [], models: freeModels }),
  fresh({
    pool: 'pay-as-you-go',
    sourceId: 'qwencloud',
    takenAtMs: nowMs - 9 * minuteMs,
    windows: [
      {
        id: 'budget',
        unit: 'money',
        used: 12.43,
        limit: 20,
        resetsAtMs: nowMs + 9 * dayMs,
        renewal: 'calendar',
        certainty: 'exact',
      },
    ],
    fromDate: '2026-11-01',
    toDate: '2026-11-21',
    currency: 'USD',
    totalCost: 12.43,
    models: [
      { model: 'qwen3.7-plus', usage: [{ unit: 'tokens', amount: 4_210_334 }], cost: 9.12 },
      { model: 'wan2.6-t2v', usage: [{ unit: 'seconds', amount: 41 }], cost: 2.9 },
      { model: 'qwen-image', usage: [{ unit: 'images', amount: 11 }], cost: 0.41 },
      { model: 'qwen3-coder-next', usage: [{ unit: 'tokens', amount: 12 }], cost: 0 },
    ],
  }),
);

const stale = (failure: Extract<PoolStatus, { state: 'stale' }>['failure']): Snapshot =>
  snapshotOf({
    pool: 'coding-plan',
    state: 'stale',
    reading: codingPlan(threeWindows(2520, 12_880, 31_040), 47 * minuteMs),
    disagreements: [],
    failure,
    failedAtMs: nowMs - minuteMs,
  });

const failed = (failure: Extract<PoolStatus, { state: 'failed' }>['failure']): Snapshot =>
  snapshotOf({ pool: 'coding-plan', state: 'failed', failure, failedAtMs: nowMs });

/** Every state of the popover that a user can see, by name. */
export const states: Readonly<Record<string, AppState>> = {
  fresh: base,
  amberAndRed: { ...base, snapshot: everyPool },
  usedUp: { ...base, snapshot: snapshotOf(fresh(codingPlan(threeWindows(6012, 44_000, 31_040)))) },
  foreseen: {
    ...base,
    runOuts: [
      {
        ...{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs: nowMs + hourMs, likelihood: 0.8 },
        between: { fromMs: nowMs + 40 * minuteMs, toMs: nowMs + 80 * minuteMs },
      },
    ],
    outlooks: [
      {
        ...{
          pool: 'coding-plan',
          windowId: 'five-hours',
          leftAtReset: null,
          highestAheadPercent: null,
          halfBackAtMs: nowMs + 3.5 * hourMs,
        },
        ...{ perHour: 740, fiveHoursLeft: null, stopsFirst: true },
      },
      {
        ...{ pool: 'coding-plan', windowId: 'week', leftAtReset: 9_000, highestAheadPercent: null, halfBackAtMs: null },
        ...{ perHour: 1_100, fiveHoursLeft: 5.4, stopsFirst: false },
      },
    ],
    whatIfs: [
      {
        ...{ pool: 'coding-plan', days: 35 },
        plans: [
          { plan: 'lite', full: [{ windowId: 'five-hours', times: 23 }] },
          { plan: 'pro', full: [{ windowId: 'five-hours', times: 0 }] },
        ],
      },
    ],
  },
  snoozed: {
    ...base,
    snapshot: snapshotOf(fresh(codingPlan(threeWindows(6012, 44_000, 31_040)))),
    snoozes: [{ pool: 'coding-plan', windowId: 'five-hours', untilMs: nowMs + 5 * hourMs }],
  },
  oneUnreadable: {
    ...base,
    snapshot: snapshotOf(
      fresh({
        ...codingPlan([
          { ...windowOf('five-hours', 2520, 6000, 0), resetsAtMs: null, resetImpossible: true },
          windowOf('week', 12_880, 45_000, dayMs + 4 * hourMs),
        ]),
        unreadableWindows: ['month'],
      }),
    ),
  },
  polling: { ...base, snapshot: { ...base.snapshot, polling: true } },
  signedOut: { ...base, snapshot: snapshotOf(), session: signedOut('never') },
  expiredEmpty: { ...base, snapshot: snapshotOf(), session: signedOut('expired') },
  denied: {
    ...base,
    snapshot: snapshotOf(),
    session: { state: 'signed-out', cause: 'never', lastEnd: { kind: 'denied' } },
  },
  signInOffline: {
    ...base,
    snapshot: snapshotOf(),
    session: { state: 'signed-out', cause: 'never', lastEnd: { kind: 'failed', failure: { kind: 'offline' } } },
  },
  starting: { ...base, snapshot: snapshotOf(), session: { state: 'starting', region: 'international' } },
  waiting: {
    ...base,
    snapshot: snapshotOf(),
    session: { state: 'waiting', region: 'international', expiresAtMs: nowMs + 9 * minuteMs + 41_000, offline: false },
  },
  waitingOffline: {
    ...base,
    snapshot: snapshotOf(),
    session: { state: 'waiting', region: 'china', expiresAtMs: nowMs + 41_000, offline: true },
  },
  firstLoad: { ...base, snapshot: snapshotOf({ pool: 'coding-plan', state: 'loading' }) },
  offline: { ...base, snapshot: stale({ kind: 'offline' }) },
  rateLimited: { ...base, snapshot: stale({ kind: 'rate-limited', retryAfterMs: 4 * minuteMs }) },
  restored: { ...base, snapshot: stale({ kind: 'not-asked-yet' }) },
  sessionExpired: { ...base, snapshot: stale({ kind: 'session-expired' }), session: signedOut('expired') },
  failedShape: { ...base, snapshot: failed({ kind: 'unknown-shape', where: 'qwencloud coding plan' }) },
  noRight: { ...base, snapshot: failed({ kind: 'no-right', code: 'NoPermission' }) },
  noTray: { ...base, problems: [{ code: 'no-tray', detail: 'GNOME' }] },
  notSubscribed: {
    ...base,
    snapshot: snapshotOf({ pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: nowMs }),
  },
  estimate: {
    ...base,
    session: signedOut('never'),
    snapshot: snapshotOf({
      pool: 'coding-plan',
      state: 'fresh',
      reading: {
        ...codingPlan(threeWindows(2520, 12_880, 31_040).map((window) => ({ ...window, certainty: 'estimate' }))),
        sourceId: 'session-log',
        plan: null,
        status: null,
        endsAtMs: null,
        autoRenews: null,
      },
      disagreements: [{ windowId: 'week', otherSourceId: 'bailian-cli', shownShare: 0.286, otherShare: 0.41 }],
    }),
  },
  oauthEnded: {
    ...base,
    session: signedOut('never'),
    snapshot: snapshotOf(),
    settings: { ...readable, qwenOAuthEnded: true },
  },
  counted: {
    ...base,
    session: signedOut('never'),
    snapshot: snapshotOf(),
    localCounts: { fiveHours: 42, week: 310, month: null },
  },
  countedBesideFailure: {
    ...base,
    snapshot: failed({ kind: 'offline' }),
    localCounts: { fiveHours: 42, week: 310, month: 1200 },
  },
  partlyFailed: {
    ...base,
    snapshot: {
      ...base.snapshot,
      pools: [
        ...base.snapshot.pools,
        { pool: 'free-tier', state: 'failed', failure: { kind: 'server-error', status: 503 }, failedAtMs: nowMs },
        { pool: 'pay-as-you-go', state: 'loading' },
        { pool: 'token-plan-team', state: 'not-subscribed', checkedAtMs: nowMs },
      ],
    },
  },
  demo: { ...base, demo: true },
  notices: {
    ...base,
    problems: [{ code: 'preferences-kept-aside', detail: 'preferences.json.broken-1795261560000' }],
    pendingNotices: [
      {
        tag: 'week',
        title: '90% of the weekly quota used',
        body: 'Coding Plan: 4,500 requests left, resets Mon 00:00.',
        canSnooze: true,
        canSwitch: true,
      },
    ],
  },
  sessionEnding: { ...base, session: { ...signedIn, expiresAtMs: nowMs + 25 * minuteMs } as Session },
};

export const refused: Extract<SettingsView, { state: 'refused' }> = {
  state: 'refused',
  path: '/home/wei/.qwen/settings.json',
  problem: { reason: 'trailing-comma', line: 14, column: 23, excerpt: '"name": "qwen3.7", }', excerptAt: 17 },
};
