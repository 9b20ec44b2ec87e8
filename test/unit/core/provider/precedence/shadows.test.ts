import { describe, expect, it } from 'vitest';
import { inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import { type ContextTexts, contextFrom } from '../../../../support/settings-facts.ts';

const settings = (model: string, env: object = {}) => ({
  $version: 4,
  env,
  modelProviders: {
    openai: [
      { id: 'm-a', baseUrl: 'http://a/v1', envKey: 'KEY_A' },
      { id: 'm-b', baseUrl: 'http://b/v1', envKey: 'KEY_A' },
    ],
  },
  security: { auth: { selectedType: 'openai' } },
  model: { name: model },
});

const input = (changes: ContextTexts = {}) =>
  contextFrom({ userText: JSON.stringify(settings('m-a', { KEY_A: 'sk-settings-1' })), ...changes });

describe('overridden values', () => {
  it('has no shadow when one file decides', () => {
    expect(inUseOf(input())).toMatchObject({
      sources: { key: { kind: 'settings', layer: 'user' } },
      shadows: [],
    });
  });

  it('names each source of an overridden key and the source that overrides it', () => {
    const inUse = inUseOf(
      input({
        processEnvironment: { KEY_A: 'sk-exported-1' },
        envFiles: [
          { path: '/w/.env', text: 'KEY_A=sk-project-1\n', place: 'project' },
          { path: '/h/.qwen/.env', text: 'KEY_A=sk-exported-1\nKEY_B=x\n', place: 'qwen-home' },
        ],
      }),
    );
    expect(inUse.shadows).toEqual([
      { part: 'key', name: 'KEY_A', loser: { kind: 'env-file', path: '/w/.env' }, winner: { kind: 'environment' } },
      { part: 'key', name: 'KEY_A', loser: { kind: 'settings', layer: 'user' }, winner: { kind: 'environment' } },
    ]);
    expect(JSON.stringify(inUse)).not.toContain('sk-');
  });

  it('names the values overridden by a project and by the system', () => {
    const inUse = inUseOf(
      input({
        workspaceText: JSON.stringify({ model: { name: 'm-b' } }),
        systemText: JSON.stringify({ security: { auth: { selectedType: 'openai' } } }),
      }),
    );
    expect(inUse.shadows).toEqual([
      {
        part: 'model',
        name: 'model.name',
        loser: { kind: 'setting', path: 'model.name', layer: 'user' },
        winner: { kind: 'setting', path: 'model.name', layer: 'workspace' },
      },
    ]);
  });

  it('reports overridden values even when Qwen Code refuses to start', () => {
    const inUse = inUseOf(input({ workspaceText: '{"security":{"auth":{"selectedType":"anthropic"}}}' }));
    expect(inUse).toMatchObject({ state: 'refuses', shadows: [{ part: 'protocol' }] });
    expect(inUseOf(input({ userText: '{' }))).toMatchObject({ state: 'refuses', shadows: [] });
  });
});
