import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { fullName } from '../../../../../main/core/view/providers/provider-text.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { noFacts } from '../../../../support/settings-facts.ts';

const entries = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'glm-5'),
    name: fc.constantFrom('a', '[Box] a', '[Token Plan] a', '[DeepSeek] b'),
    baseUrl: fc.constantFrom(
      '',
      'http://localhost:11434/v1',
      'http://localhost:1234/v1',
      'http://localhost:1234/v1/',
      'https://localhost:1234/v1',
      'http://localhost/v1?tenant=a',
      'http://localhost/v1?tenant=b',
      'https://api.deepseek.com',
      'https://api.deepseek.com/v1',
      'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
      'https://ws.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
    ),
    envKey: fc.constantFrom('K1', 'K2', 'BAILIAN_TOKEN_PLAN_API_KEY', 'BAILIAN_TOKEN_PLAN_TEAM_API_KEY'),
  }),
  { maxLength: 8 },
);

describe('the names a click acts on', () => {
  it('are never equal, whatever the settings hold', () => {
    fc.assert(
      fc.property(entries, entries, entries, (openai, anthropic, mine) => {
        const text = JSON.stringify({
          $version: 4,
          providerProtocol: { mine: 'openai' },
          modelProviders: { openai, anthropic, mine },
        });
        const view = viewSettings({ path: '/x', text, facts: noFacts });
        if (view.state !== 'readable') throw new Error(view.state);
        for (const language of ['en', 'zh-CN'] as const) {
          const names = view.options.map((option) => fullName(option, view.options, wordsFor(language)));
          expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
