import type { Decision } from '../../main/core/notices/decision.ts';
import type { InUse } from '../../main/core/provider/precedence/in-use-schema.ts';
import type { SwitchPreview } from '../../main/core/provider/switch-model.ts';
import { runningOut } from '../../main/core/quota/forecast/forecast.ts';
import { outlooksOf } from '../../main/core/quota/outlook/outlook.ts';
import { breakdownOf } from '../../main/core/usage/breakdown.ts';
import { localUse } from '../../main/core/usage/local-use.ts';
import type { AppState, BackupListView, CallName, Output } from '../../preload/contract.ts';
import { everyPool, nowMs, readable } from '../renderer/states.ts';
import { pastPictures, withGap } from './past-pictures.ts';

/** What main answers to a call, whatever its input. */
export type Answers = { readonly [Call in CallName]?: Output<Call> };

const hourMs = 3_600_000;
const envFile = '/home/wei/.qwen/.env';

const address = 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1';

/** What a switch to the Token Plan changes, with its key put into a second file. */
const plan = {
  kind: 'plan',
  hash: 'hash-1',
  path: readable.path,
  diff: [
    { kind: 'gap', text: '' },
    { kind: 'same', text: '  // Shared with the team: keep the theme.' },
    { kind: 'same', text: '  "ui": { "theme": "Qwen Dark" },' },
    { kind: 'removed', text: '  "model": { "name": "glm-5" },' },
    { kind: 'added', text: `  "model": { "name": "qwen3.7-plus", "baseUrl": "${address}" },` },
    { kind: 'same', text: '  "modelProviders": {' },
    { kind: 'same', text: '    "openai": [' },
    { kind: 'added', text: '      {' },
    { kind: 'added', text: '        "id": "qwen3.7-plus",' },
    { kind: 'added', text: '        "name": "[Token Plan] qwen3.7-plus",' },
    { kind: 'added', text: `        "baseUrl": "${address}",` },
    { kind: 'added', text: '        "envKey": "BAILIAN_TOKEN_PLAN_API_KEY"' },
    { kind: 'added', text: '      },' },
    { kind: 'gap', text: '' },
  ],
  changed: ['modelProviders.openai', 'model.name', 'model.baseUrl'],
  newFiles: [],
  warnings: [{ code: 'running-sessions', values: { count: '2' } }],
  envFile: { path: envFile, diff: [{ kind: 'added', text: 'BAILIAN_TOKEN_PLAN_API_KEY=…77Qx' }] },
} as const satisfies SwitchPreview;

const inUse: InUse = {
  state: 'uses',
  protocol: 'openai',
  model: 'qwen3.7-plus',
  baseUrl: address,
  keyVariable: 'BAILIAN_TOKEN_PLAN_API_KEY',
  sources: {
    protocol: { kind: 'default' },
    model: { kind: 'default' },
    baseUrl: { kind: 'default' },
    key: { kind: 'env-file', path: envFile },
  },
  warnings: [],
  shadows: [],
  keyLast4: '77Qx',
};

export const switching: Answers = {
  'switch:preview': plan,
  'repair:preview': { ...plan, warnings: [] },
  'switch:confirm': { kind: 'done', backupId: 'b1' },
  'switch:in-use': inUse,
  'client:ask': { kind: 'not-agreed', declined: false },
};

/** A switch that there is much to know about. */
export const warned: Answers = {
  'switch:preview': {
    ...plan,
    warnings: [
      { code: 'billed-endpoint', values: {} },
      ...plan.warnings,
      { code: 'other-selector', values: { selector: 'fastModel', model: 'qwen3.7-plus' } },
    ],
  },
};

const backups: BackupListView = {
  backups: [1, 26, 75].map((hours, index) => ({
    id: `b${index}`,
    atMs: nowMs - hours * hourMs,
    path: readable.path,
    label: ['Coding Plan · international · qwen3.7-plus', 'DeepSeek · deepseek-chat', ''][index] ?? '',
  })),
  unread: ['settings.json.2026-11-03T08-12-44.broken'],
};
export const withBackups: Answers = {
  'backups:list': backups,
  'backups:restore': { kind: 'done', backupId: 'b9' },
  'switch:in-use': inUse,
};

/** The past of every window of the Coding Plan in a state, up to what is used now, and what is foreseen. */
export const pastOf = (state: Pick<AppState, 'snapshot'> & Partial<AppState>): Answers => ({
  'history:get': pastPictures(state),
});

/** A state that foresees what main would, from its numbers and from what its pictures show of the next hours. */
export function withForecast(state: AppState): AppState {
  const { snapshot } = state;
  const runOuts = state.runOuts.length > 0 ? state.runOuts : runningOut(snapshot, [], nowMs);
  const levels = (pastOf({ snapshot, runOuts })['history:get'] ?? []).map(({ pool, windowId, ahead }) => ({
    ...{ pool, windowId, levels: ahead },
  }));
  const asked = { history: [], runOuts, nowMs, utcOffsetAt: () => 0, levels };
  const outlooks = state.outlooks.length > 0 ? state.outlooks : outlooksOf(snapshot, asked);
  return { ...state, runOuts, outlooks };
}

const bill = breakdownOf(
  [
    { date: '2026-11-10', cost: 1.25, usage: { unit: 'tokens', amount: 350_000 } },
    { date: '2026-11-12', cost: 0.4, usage: { unit: 'tokens', amount: 120_000 } },
    { date: '2026-11-19', cost: 3, usage: { unit: 'tokens', amount: 1_200_000 } },
  ],
  {
    model: 'qwen3.7-plus',
    sourceId: 'qwencloud',
    takenAtMs: nowMs,
    currency: 'USD',
    fromDate: '2026-11-01',
    toDate: '2026-11-21',
  },
);

export const pastUse: Answers = {
  'history:get': pastPictures({ snapshot: everyPool }).map(withGap),
  'history:use': localUse(
    Array.from({ length: 400 }, (_, index) => ({
      atMs: nowMs - index * 1.7 * hourMs,
      model: ['qwen3-coder-plus', 'qwen3-coder-plus', 'qwen3.5-plus', 'qwen3-max'][(index * 7) % 4] ?? '',
      project: ['/home/lin/shop', '/home/lin/shop', '/home/lin/site/web', null][(index * 5) % 4] ?? null,
      requests: 3 + ((index * index) % 23),
    })),
    nowMs,
    () => 8 * hourMs,
  ),
  'breakdown:get': { outcome: 'breakdown', breakdown: bill },
};
export const noPastUse: Answers = {
  'history:get': [],
  'breakdown:get': {
    outcome: 'failed',
    problem: { kind: 'model-not-found', model: 'qwen-plu', near: ['qwen-plus', 'qwen3.7-plus'] },
  },
};

const decisions: readonly Decision[] = [
  { kind: 'threshold', outcome: 'baseline', thresholdPercent: 75 },
  { kind: 'threshold', outcome: 'shown', thresholdPercent: 90 },
  { kind: 'running-out', outcome: 'quiet-hours', thresholdPercent: null },
].map((decision, index) => ({
  ...(decision as Pick<Decision, 'kind' | 'outcome' | 'thresholdPercent'>),
  atMs: nowMs - (9 - index) * hourMs,
  pool: 'coding-plan',
  windowId: 'five-hours',
}));
export const decided: Answers = { 'decisions:get': decisions };

export const reported: Answers = {
  'report:read': 'qwencloud coding plan\nper5HourUsedQuota: a text in place of a number',
};
