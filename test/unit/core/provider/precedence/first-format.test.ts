import { describe, expect, it } from 'vitest';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';
import { clientParse } from '../support.ts';
import { codes, plan, resolve } from '../switching.ts';

const choice = { providerId: 'deepseek', model: 'deepseek-v4-pro', key: 'sk-FAKE87654321' };
const chosen = { model: 'deepseek-v4-pro', baseUrl: 'https://api.deepseek.com', key: 'sk-FAKE87654321' };

/** Settings as Qwen Code 0.1 wrote them; 0.15 and 0.24 migrate them to the nested format at start. */
const flat = {
  theme: 'Dark',
  selectedAuthType: 'anthropic',
  enforcedAuthType: 'openai',
  model: 'm-a',
  maxSessionTurns: 7,
};

/**
 * What both clients do with such a file (observed in their files after a start): a nested `security.auth` replaces
 * everything made from the flat keys, and an object under `model` replaces `maxSessionTurns`.
 */
describe('settings in the first, flat format', () => {
  it('get the type and the model where the client migrates them from', () => {
    const text = JSON.stringify(flat, null, 2);
    const { after, warnings } = plan(text, choice);
    expect(clientParse(after)).toMatchObject({ ...flat, selectedAuthType: 'openai', model: chosen.model });
    expect(clientParse(after)).not.toHaveProperty('security');
    for (const client of ['0.24', '0.15'] as const) expect(resolve(after, client)).toMatchObject(chosen);
    expect(warnings.map(({ code }) => code)).toEqual(['key-in-plain-text']);
    expect(planOnText({ text: after, choice, facts: noFacts })).toEqual({ kind: 'nothing-to-do' });
  });

  it.each([
    ['only looks of it', { theme: 'Dark' }, ['security', 'model']],
    ['a model alone', { model: 'm-a' }, ['security', 'model']],
    ['a nested type beside a flat one', { ...flat, security: { auth: { selectedType: 'gemini' } } }, ['security']],
    ['a nested model', { selectedAuthType: 'openai', model: { name: 'm-a' } }, ['model']],
    ['a version that says otherwise', { ...flat, $version: 2, security: {} }, ['security', 'model']],
  ])('are nested where that loses nothing: %s', (_, settings, nested) => {
    const { after } = plan(JSON.stringify(settings), choice);
    const value = clientParse(after) as Record<string, unknown>;
    for (const name of nested) expect(value[name]).toBeTypeOf('object');
    expect(resolve(after, '0.24')).toMatchObject(chosen);
  });

  it('are recognized unless the version is a number of at least 2', () => {
    for (const $version of ['4', 1, 0, null, true]) {
      expect(resolve(JSON.stringify({ ...flat, $version }), '0.24')).toMatchObject({ code: 'enforced-type' });
    }
    expect(resolve(JSON.stringify({ ...flat, $version: 2 }), '0.24')).toMatchObject({ code: 'no-protocol' });
  });

  it('are shown as the client reads them', () => {
    const text = JSON.stringify({ ...flat, selectedAuthType: 'qwen-oauth' });
    const view = viewSettings({ path: '', text, facts: noFacts });
    expect(view).toMatchObject({ currentModel: 'm-a', qwenOAuthEnded: true });
    expect(view.state === 'readable' && view.repairs).toMatchObject([{ code: 'qwen-oauth-ended' }]);
  });

  it('name no type other than the one in effect', () => {
    const text = JSON.stringify({ selectedAuthType: 'anthropic', security: { auth: { selectedType: 'openai' } } });
    expect(codes(plan(text, choice))).toEqual(['key-in-plain-text']);
  });
});
