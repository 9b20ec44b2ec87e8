import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import type { PoolStatus } from '../../../../../main/core/quota/model.ts';
import { nextBestProvider } from '../../../../../main/core/view/providers/next-best-provider.ts';
import { codingPlan, fresh, noonMs, window } from '../../../../support/readings.ts';
import { noFacts } from '../../../../support/settings-facts.ts';

const codingUrl = 'https://coding-intl.dashscope.aliyuncs.com/v1';
const tokenUrl = (region: string) => `https://token-plan.${region}.maas.aliyuncs.com/compatible-mode/v1`;
const inUse = { id: 'qwen3.7-plus', baseUrl: codingUrl, envKey: 'BAILIAN_CODING_PLAN_API_KEY' };
const key = { BAILIAN_TOKEN_PLAN_API_KEY: 'sk-sp-0123456789abcdef' };

/** Settings that use the Coding Plan, with these entries and keys besides. */
function settings(entries: readonly object[] = [], env: Readonly<Record<string, string>> = {}): SettingsView {
  const text = JSON.stringify({
    security: { auth: { selectedType: 'openai' } },
    model: { name: inUse.id, baseUrl: codingUrl },
    modelProviders: { openai: [inUse, ...entries] },
    env: { BAILIAN_CODING_PLAN_API_KEY: 'sk-sp-fedcba9876543210', ...env },
  });
  return viewSettings({ path: '/settings.json', text, facts: noFacts });
}

const tokenPlan = (usedPercent: number): PoolStatus => ({
  pool: 'token-plan-personal',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'token-plan-personal',
    sourceId: 'qwencloud',
    takenAtMs: noonMs,
    tier: null,
    status: null,
    endsAtMs: null,
    autoRenews: null,
    addOns: [],
    windows: [window({ id: 'credits', unit: 'credits', used: usedPercent, limit: 100 })],
  },
});
const pools = [fresh(codingPlan()), tokenPlan(26)];
const best = (view: SettingsView, known: readonly PoolStatus[] = pools) =>
  nextBestProvider(view, { pools: known }, noonMs);

describe('the next best provider', () => {
  it('is one whose key is known, in the region of the one in use', () => {
    expect(best(settings([], key))).toMatchObject({
      option: { id: 'token-plan/international' },
      pool: 'token-plan-personal',
      leftPercent: 74,
    });
  });

  it('is rather one that the file declares, though its region is another', () => {
    const declared = { id: 'glm-5', baseUrl: tokenUrl('cn-beijing'), envKey: 'BAILIAN_TOKEN_PLAN_API_KEY' };
    expect(best(settings([declared], key))?.option.id).toBe('token-plan/china');
    expect(best(settings([declared]))?.option.id).toBe('token-plan/china');
  });

  it('is none without a key and an entry, with too little left, or without settings', () => {
    expect(best(settings())).toBeNull();
    expect(best(settings([], key), [fresh(codingPlan()), tokenPlan(95)])).toBeNull();
    expect(best({ state: 'unknown' })).toBeNull();
  });

  it('is never of the plan in use', () => {
    expect(best(settings([], key), [fresh(codingPlan({ fiveHours: 0, week: 0, month: 0 }))])).toBeNull();
  });

  it('is not one that Qwen Code does not start with', () => {
    const broken = { id: 'glm-5', baseUrl: tokenUrl('ap-southeast-1'), envKey: '' };
    expect(best(settings([broken]))).toBeNull();
  });
});
