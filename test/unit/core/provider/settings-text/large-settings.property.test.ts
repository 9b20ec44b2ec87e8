import { describe, expect, it } from 'vitest';
import { parseEnvText, setEnvVariable } from '../../../../../main/core/provider/settings-text/dotenv.ts';
import { noFacts, planOnText } from '../../../../support/settings-facts.ts';

const choice = { providerId: 'deepseek', model: 'deepseek-chat', key: 'sk-FAKE87654321' };

const entry = (id: number): object => ({ id: `m${id}`, baseUrl: 'https://a.example/v1', envKey: 'KEY_A' });

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, [1, { a: 1 }]]));

/** Settings far larger than any real ones; planning them blocks the whole app. */
const large: Record<string, () => string> = {
  'one line': () => JSON.stringify(many(4_700)),
  'many lines': () => JSON.stringify(many(1_950), null, 2),
  'many models of one provider': () =>
    JSON.stringify({ modelProviders: { openai: Array.from({ length: 1_030 }, (_, at) => entry(at)) } }, null, 1),
};

it('reads a .env file of blank lines in time', () => {
  const text = `${'\n'.repeat(300_000)}\uFEFF KEY_A=1\n`;
  expect(parseEnvText(text)).toEqual({ KEY_A: '1' });
  expect(setEnvVariable(text, 'KEY_A', '2')).toBe(text.replace('1', '2'));
}, 60_000);

describe('large settings', () => {
  // One line took minutes when a search for the start of the line ran for each of its tokens.
  it.each(Object.keys(large))(
    'are planned in time: %s',
    (name) => {
      const text = large[name]?.() ?? '';
      expect(text.length).toBeGreaterThan(90_000);
      expect(planOnText({ text, choice, facts: noFacts })).toMatchObject({ kind: 'plan' });
    },
    60_000,
  );
});
