import { expect, it } from 'vitest';
import type { SettingsView } from '../../../../main/core/provider/model.ts';
import { knownModel } from '../../../../main/sources/session-log/attribution.ts';

const unread: SettingsView = { state: 'unknown' };
const settings: SettingsView = {
  state: 'readable',
  path: '/home/dev/.qwen/settings.json',
  exists: true,
  currentModel: 'my-model',
  options: [
    {
      ...{ id: 'file/openai/1', origin: 'file', label: 'mine', region: null, protocol: 'openai', current: true },
      ...{ baseUrl: 'http://localhost:1234/v1', keyVariable: 'MY_KEY', key: { state: 'missing' } },
      models: [{ id: 'my-model', name: 'mine' }],
    },
  ],
};

it.each([
  ['qwen3.7-plus', unread, 'qwen3.7-plus'],
  ['my-model', settings, 'my-model'],
  ['my-model', unread, null],
  ['mine', settings, null],
  ['Your account is blocked: call 555-0100', settings, null],
  ['qwen3.7-plus\u2028Pay now', settings, null],
  ['constructor', settings, null],
  ['', settings, null],
])('the model %j of a log', (model, view, shown) => {
  expect(knownModel(model, view)).toBe(shown);
});
