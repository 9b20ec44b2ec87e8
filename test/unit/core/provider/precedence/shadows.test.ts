import { describe, expect, it } from 'vitest';
import { noFlags, type PrecedenceInput } from '../../../../../main/core/provider/precedence/precedence.ts';
import { explainInLayers } from '../../../../../main/core/provider/precedence/shadows.ts';

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

const input = (changes: Partial<PrecedenceInput> = {}): PrecedenceInput => ({
  client: '0.24',
  processEnvironment: {},
  envFiles: [],
  userText: JSON.stringify(settings('m-a', { KEY_A: 'sk-settings-1' })),
  workspaceText: null,
  systemText: null,
  systemDefaultsText: null,
  folderTrusted: null,
  flags: noFlags,
  ...changes,
});

describe('an explanation in layers', () => {
  it('has no shadow where one file decides', () => {
    expect(explainInLayers(input())).toMatchObject({
      places: { key: { kind: 'settings', layer: 'user' } },
      shadows: [],
    });
  });

  it('names each place whose key is passed over, and what passes it', () => {
    const layered = explainInLayers(
      input({
        processEnvironment: { KEY_A: 'sk-exported-1' },
        envFiles: [
          { path: '/w/.env', text: 'KEY_A=sk-project-1\n', place: 'project' },
          { path: '/h/.qwen/.env', text: 'KEY_A=sk-exported-1\nKEY_B=x\n', place: 'qwen-home' },
        ],
      }),
    );
    expect(layered.shadows).toEqual([
      { part: 'key', name: 'KEY_A', loser: { kind: 'env-file', path: '/w/.env' }, winner: { kind: 'environment' } },
      { part: 'key', name: 'KEY_A', loser: { kind: 'settings', layer: 'user' }, winner: { kind: 'environment' } },
    ]);
    expect(JSON.stringify(layered)).not.toContain('sk-');
  });

  it('names what a project and the system stand over', () => {
    const layered = explainInLayers(
      input({
        workspaceText: JSON.stringify({ model: { name: 'm-b' } }),
        systemText: JSON.stringify({ security: { auth: { selectedType: 'openai' } } }),
      }),
    );
    expect(layered.shadows).toEqual([
      {
        part: 'model',
        name: 'model.name',
        loser: { kind: 'setting', path: 'model.name', layer: 'user' },
        winner: { kind: 'setting', path: 'model.name', layer: 'workspace' },
      },
    ]);
  });

  it('says what stands over what even where Qwen Code refuses to start', () => {
    const layered = explainInLayers(input({ workspaceText: '{"security":{"auth":{"selectedType":"anthropic"}}}' }));
    expect(layered).toMatchObject({ refuses: expect.any(String), shadows: [{ part: 'protocol' }] });
    expect(explainInLayers(input({ userText: '{' }))).toMatchObject({ refuses: expect.any(String), shadows: [] });
  });
});
