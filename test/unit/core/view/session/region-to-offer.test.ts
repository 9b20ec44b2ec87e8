import { describe, expect, it } from 'vitest';
import { providerData } from '../../../../../main/core/provider/catalogue/catalogue-data.ts';
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
const ofAlibaba = ['coding-plan', 'token-plan', 'token-plan-team', 'modelstudio'];
const isInChina = (region: string | null): boolean => region === 'china' || region === 'beijing';

describe('the service that is offered for the sign-in', () => {
  it.each<readonly [string, string]>([
    ['https://coding-intl.dashscope.aliyuncs.com/v1', 'international'],
    ['https://coding.dashscope.aliyuncs.com/v1', 'china'],
    ['https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1', 'international'],
    ['https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1', 'china'],
    ['https://dashscope.aliyuncs.com/compatible-mode/v1', 'china'],
    ['https://dashscope-us.aliyuncs.com/compatible-mode/v1', 'international'],
    ['https://my-space.cn-hongkong.maas.aliyuncs.com/v1', 'international'],
    ...providerData
      .filter(({ id }) => ofAlibaba.includes(id))
      .flatMap(({ endpoints }) => endpoints)
      .map(({ baseUrl, region }): readonly [string, string] => [
        baseUrl,
        isInChina(region) ? 'china' : 'international',
      ]),
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
