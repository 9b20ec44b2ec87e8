import { expect, it } from 'vitest';
import { createEarlierModels } from '../../../../main/services/settings/earlier-models.ts';

const backup = (id: string, path: string) => ({ id, atMs: 1, path, label: '', bytes: 1, sha256: '' });

it('the models that backups declare are read from each backup once, without any key', async () => {
  const texts: Record<string, string> = {
    one: `// mine
      { "env": { "K": "sk-secret" }, "modelProviders": {
        "openai": [{ "id": "a", "baseUrl": "https://one.example/v1", "envKey": "K" }, { "id": "b", "baseUrl": "$URL" }, {}],
        "anthropic": { "protocol": "anthropic", "models": [{ "id": "c" }] },
        "gemini": 7 } }`,
    two: 'not JSON',
    key: 'K=sk-secret',
  };
  const read: string[] = [];
  const models = createEarlierModels({
    keep: async () => null,
    list: async () => ({
      backups: [backup('one', '/q/settings.json'), backup('two', '/q/settings.json'), backup('key', '/q/.env')],
      unread: [],
    }),
    async read(id) {
      read.push(id);
      return { kind: 'bytes', bytes: new TextEncoder().encode(texts[id]) };
    },
  });
  const declared = [
    { model: 'a', baseUrl: 'https://one.example/v1' },
    { model: 'b', baseUrl: null },
    { model: 'c', baseUrl: null },
  ];
  expect(await models()).toEqual(declared);
  expect(await models()).toEqual(declared);
  expect(read).toEqual(['one', 'two']);
});
