import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../main/core/provider/catalogue/catalogue.ts';
import { payingPools } from '../../../../main/core/provider/paying-pools.ts';

describe('the pools that pay for a provider', () => {
  it.each([
    ['coding-plan', ['coding-plan']],
    ['token-plan', ['token-plan-personal']],
    ['token-plan-team', ['token-plan-team']],
    ['modelstudio', ['free-tier', 'pay-as-you-go']],
    ['openrouter', []],
  ])('are those of %s at each of its addresses', (providerId, pools) => {
    const endpoints = catalogue.filter((endpoint) => endpoint.providerId === providerId);
    expect(endpoints.length).toBeGreaterThan(0);
    for (const endpoint of endpoints) expect(payingPools(endpoint)).toEqual(pools);
  });

  it('are both editions of the Token Plan where the settings do not say which one it is', () => {
    const baseUrl = 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1';
    expect(payingPools({ baseUrl, label: 'Token Plan' })).toEqual(['token-plan-personal', 'token-plan-team']);
  });

  it('are none for an address that is no address', () => {
    expect(payingPools({ baseUrl: '', label: '' })).toEqual([]);
  });
});
