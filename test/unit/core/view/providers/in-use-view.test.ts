import { describe, expect, it } from 'vitest';
import type { InUse } from '../../../../../main/core/provider/precedence/in-use-schema.ts';
import { inUseView } from '../../../../../main/core/view/providers/in-use-view.ts';
import type { SwitchGoal } from '../../../../../main/core/view/providers/switch-check.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { currentOption, keylessOption } from '../../../../renderer/states.ts';

describe('what is in use', () => {
  const uses: InUse = {
    state: 'uses',
    protocol: 'openai',
    model: 'glm-5',
    baseUrl: 'https://a.example/v1',
    keyVariable: null,
    sources: {
      protocol: { kind: 'default' },
      model: { kind: 'default' },
      baseUrl: { kind: 'default' },
      key: { kind: 'environment' },
    },
    warnings: [],
    shadows: [],
    keyLast4: '0000',
  };
  const en = { words: wordsFor('en'), home: '/h', options: [] };

  it('says whether it is what was chosen', () => {
    const goal: SwitchGoal = { protocol: 'openai', model: 'glm-5', baseUrl: 'https://a.example/v1/', keyLast4: null };
    expect(inUseView(uses, goal, en)).toMatchObject({ tone: 'good', differs: false });
    expect(inUseView(uses, { ...goal, baseUrl: 'https://b.example/v1' }, en)).toMatchObject({ differs: true });
    expect(inUseView(uses, { ...goal, model: 'qwen3' }, en)).toMatchObject({ tone: 'amber', differs: true });
    expect(inUseView(uses, { ...goal, baseUrl: 'https://$HOST/v1' }, en)).toMatchObject({ differs: false });
    expect(inUseView(uses, { ...goal, protocol: 'anthropic' }, en)).toMatchObject({ differs: true });
    expect(inUseView(uses, { ...goal, keyLast4: '0000' }, en)).toMatchObject({ differs: false });
    expect(inUseView(uses, { ...goal, keyLast4: '9999' }, en)).toMatchObject({ differs: true });
    expect(inUseView(uses, null, en).text).toBe(
      'New sessions of Qwen Code use glm-5 of a.example, with the key from an exported variable.',
    );
  });

  it('has the name of its provider, and the file of its key', () => {
    const key = { kind: 'env-file', path: '/h/.qwen/.env' } as const;
    const inUse = { ...uses, baseUrl: `${currentOption.baseUrl}/`, sources: { ...uses.sources, key } };
    expect(inUseView(inUse, null, { ...en, options: [keylessOption, currentOption] }).text).toBe(
      'New sessions of Qwen Code use glm-5 of Coding Plan, International, with the key from ~/.qwen/.env.',
    );
  });

  it('is a refusal in words', () => {
    const view = inUseView({ state: 'refuses', code: 'no-protocol', subject: '', shadows: [] }, null, {
      ...en,
      words: wordsFor('zh-CN'),
    });
    expect(view).toMatchObject({ tone: 'amber', text: expect.stringContaining('无法启动') });
  });
});
