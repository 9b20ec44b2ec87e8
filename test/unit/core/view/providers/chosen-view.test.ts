import { expect, it } from 'vitest';
import { poolInUse } from '../../../../../main/core/quota/pool-in-use.ts';
import { chosenView } from '../../../../../main/core/view/providers/chosen-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, nowMs, readable, snapshotOf, threeWindows } from '../../../../renderer/states.ts';

const words = wordsFor('en');
const options = readable.options.map((option) => ({ ...option, current: false }));
const noneOfTheList = { ...readable, options };
const unlisted = {
  ...{ id: 'coding-plan/china', label: 'Coding Plan', region: 'china', protocol: 'openai' as const },
  ...{ baseUrl: 'https://coding.dashscope.aliyuncs.com/v1', model: 'glm-5' },
};
const missingKey = { code: 'missing-key', subject: 'MY_KEY' } as const;

it('names what variables choose as it names what a list does', () => {
  expect(chosenView(readable, words)).toEqual({
    model: 'qwen3.7-plus',
    providerText: 'Coding Plan · International',
    faultText: null,
  });
  const chosen = { ...noneOfTheList, unlisted };
  expect(chosenView(chosen, words)).toEqual({
    model: 'glm-5',
    providerText: 'Coding Plan · China (Beijing)',
    faultText: null,
  });
  const snapshot = snapshotOf(fresh(codingPlan(threeWindows(1, 1, 1))));
  expect(poolInUse(chosen, snapshot, nowMs)).toEqual({ kind: 'known', pool: 'coding-plan' });
});

it('says why Qwen Code does not start with it, or with nothing', () => {
  const faulty = { ...readable, options: readable.options.map((one) => ({ ...one, startFault: missingKey })) };
  const faultText = 'No file sets MY_KEY: Qwen Code starts only where the shell exports it.';
  expect(chosenView(faulty, words)).toMatchObject({ model: 'qwen3.7-plus', faultText });
  const startFault = { code: 'qwen-oauth-ended', subject: '' } as const;
  expect(chosenView({ ...noneOfTheList, startFault }, words)).toEqual({
    model: 'qwen3.7-plus',
    providerText: null,
    faultText: 'Does not start: Qwen OAuth ended on 2026-04-15. Another provider has to be chosen.',
  });
  expect(chosenView(noneOfTheList, words)).toMatchObject({ providerText: null, faultText: null });
});
