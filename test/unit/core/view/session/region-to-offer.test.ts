import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import type { Session } from '../../../../../main/core/session.ts';
import { regionToOffer } from '../../../../../main/core/view/session/region-to-offer.ts';
import { readable, signedOut } from '../../../../renderer/states.ts';

const unknown: SettingsView = { state: 'unknown' };
const at = (baseUrl: string): SettingsView => ({
  ...readable,
  options: readable.options.map((option) => ({ ...option, baseUrl, current: true })),
});
const never = signedOut('never');

describe('the service that is offered for the sign-in', () => {
  it.each([
    ['https://coding-intl.dashscope.aliyuncs.com/v1', 'international'],
    ['https://coding.dashscope.aliyuncs.com/v1', 'china'],
    ['https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1', 'international'],
    ['https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1', 'china'],
    ['https://dashscope.aliyuncs.com/compatible-mode/v1', 'china'],
    ['https://dashscope-us.aliyuncs.com/compatible-mode/v1', 'international'],
    ['https://my-space.cn-hongkong.maas.aliyuncs.com/v1', 'international'],
  ])('is that of %s in either language', (baseUrl, region) => {
    for (const language of ['en', 'zh-CN'] as const) {
      expect(regionToOffer({ session: never, settings: at(baseUrl), language })).toBe(region);
    }
  });

  it('follows the language where the settings name no address of Alibaba', () => {
    for (const settings of [unknown, at('https://openrouter.ai/api/v1'), at('')]) {
      expect(regionToOffer({ session: never, settings, language: 'zh-CN' })).toBe('china');
      expect(regionToOffer({ session: never, settings, language: 'en' })).toBe('international');
    }
  });

  it('is that of the last sign-in before all', () => {
    const session = { ...signedOut('expired'), region: 'china' } as Session;
    const settings = at('https://coding-intl.dashscope.aliyuncs.com/v1');
    expect(regionToOffer({ session, settings, language: 'en' })).toBe('china');
  });
});
