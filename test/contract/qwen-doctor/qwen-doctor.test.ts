import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientVerdict } from '../../../main/core/view/providers/installed-client-view.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { type ModelServer, startModelServer } from '../../support/qwen/model-server.ts';
import type { QwenGeneration } from '../../support/qwen/qwen-client.ts';
import { createWorld, type RunEnvironment } from './environment.ts';

const words = wordsFor('en');

let server: ModelServer;
let world: RunEnvironment | null = null;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
afterEach(async () => {
  // The check must send no requests, whatever its outcome.
  expect(server.requests()).toEqual([]);
  await world?.close();
});

const settings = (over: object = {}): object => ({
  $version: 4,
  env: { KEY_A: 'sk-test-0000', KEY_B: 'sk-test-1111' },
  modelProviders: {
    openai: [
      { id: 'm-a', baseUrl: `${server.origin}/v1`, envKey: 'KEY_A' },
      { id: 'm-a', baseUrl: `${server.origin}/other/v1`, envKey: 'KEY_B' },
    ],
    anthropic: [{ id: 'm-c', baseUrl: server.origin, envKey: 'KEY_A' }],
  },
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'm-a' },
  ...over,
});

async function asked(generation: QwenGeneration, over: object = {}, exported: Readonly<Record<string, string>> = {}) {
  world = await createWorld(generation, settings(over), exported);
  const [reply, ours] = await Promise.all([world.ask(), world.ours()]);
  if (reply.kind === 'not-installed' || reply.kind === 'not-agreed') throw new Error(`not asked: ${reply.kind}`);
  return { reply, verdict: clientVerdict(reply, ours, words).kind };
}

describe('the installed client, asked what it would use', () => {
  it('0.24.4 reports address, model and variable, and we report the same', async () => {
    const { reply, verdict } = await asked('qwen-0.24.4', {
      model: { name: 'm-a', baseUrl: `${server.origin}/other/v1` },
    });
    expect(reply).toEqual({
      kind: 'reported',
      baseUrl: `${server.origin}/other/v1`,
      model: 'm-a',
      keyVariable: 'KEY_B',
    });
    expect(verdict).toBe('same');
  });

  it('0.15.10 names only its model, which contradicts nothing', async () => {
    const { reply, verdict } = await asked('qwen-0.15.10');
    expect(reply).toEqual({ kind: 'not-reported', model: 'm-a' });
    expect(verdict).toBe('remark');
  });

  it.each<QwenGeneration>(['qwen-0.24.4', 'qwen-0.15.10'])('%s reports why it would not start', async (generation) => {
    const { reply, verdict } = await asked(generation, { env: {} });
    expect(reply).toMatchObject({ kind: 'refuses', reason: expect.stringContaining('KEY_A') });
    expect(verdict).toBe('same');
  });

  it.each([
    ['absent', undefined, 'reported'],
    ['empty', '', 'refuses'],
    ['null', null, 'refuses'],
    ['a variable', 'KEY_A', 'reported'],
    ['a reference to one', '$KEY_NAME', 'reported'],
  ] as const)('0.24.4 takes an envKey that is %s for what we take it for', async (_, envKey, kind) => {
    const openai = [{ id: 'm-a', baseUrl: `${server.origin}/v1`, envKey }];
    const exported = { OPENAI_API_KEY: 'sk-test-2222', KEY_NAME: 'KEY_A' };
    const { reply, verdict } = await asked('qwen-0.24.4', { modelProviders: { openai } }, exported);
    expect(reply.kind).toBe(kind);
    expect(verdict).toBe('same');
  });

  it.each([
    ['a key', (key: string) => key],
    ['filled in with a key from a reference', () => '$HELD_KEY'],
  ])('0.24.4 does not start with an envKey that is %s, and its answer shows us none of it', async (_, envKeyOf) => {
    const key = 'sk-sp-0123456789abcdef0123456789abcdef';
    const openai = [{ id: 'm-a', baseUrl: `${server.origin}/v1`, envKey: envKeyOf(key) }];
    const { reply, verdict } = await asked('qwen-0.24.4', { env: {}, modelProviders: { openai } }, { HELD_KEY: key });
    expect(reply.kind).toBe('refuses');
    expect(verdict).toBe('same');
    expect(JSON.stringify(reply)).not.toContain(key.slice(0, 12));
  });

  it('0.24.4 reports the same in Chinese as in English', async () => {
    const { reply, verdict } = await asked('qwen-0.24.4', {}, { QWEN_CODE_LANG: 'zh' });
    expect(reply).toMatchObject({ kind: 'reported', model: 'm-a', keyVariable: 'KEY_A' });
    expect(verdict).toBe('same');
  });

  it('0.15.10 reports the same in Chinese as in English', async () => {
    const { reply } = await asked('qwen-0.15.10', {}, { QWEN_CODE_LANG: 'zh' });
    expect(reply).toEqual({ kind: 'not-reported', model: 'm-a' });
  });

  it('0.24.4 reports another protocol as we do', async () => {
    const { reply, verdict } = await asked('qwen-0.24.4', {
      security: { auth: { selectedType: 'anthropic' } },
      model: { name: 'm-c' },
    });
    expect(reply).toMatchObject({ kind: 'reported', baseUrl: server.origin, model: 'm-c', keyVariable: 'KEY_A' });
    expect(verdict).toBe('same');
  });

  it('0.24.4 reports a fallback key as we do', async () => {
    const { reply, verdict } = await asked('qwen-0.24.4', { env: {} }, { OPENAI_API_KEY: 'sk-test-2222' });
    // It names the empty variable instead of the one in use, which is no contradiction.
    expect(reply).toMatchObject({ kind: 'reported', keyVariable: null });
    expect(verdict).toBe('same');
  });
});
