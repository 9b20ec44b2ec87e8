import fc from 'fast-check';
import { expect } from 'vitest';
import { holdsSecret } from './secret-forms.ts';

/** Random secrets in the forms in which keys and tokens are issued. */
export const secrets: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^sk-[a-z0-9]{20,40}$/),
  fc.stringMatching(/^sk-sp-[a-f0-9]{32}$/),
  fc.stringMatching(/^sk-ws-H\.[A-Z]{7}\.[a-z]{4}\.[A-Za-z0-9]{40}$/),
  fc.stringMatching(/^[0-9a-f]{32}\.[A-Za-z0-9]{16}$/),
  fc.stringMatching(/^ghp_[A-Za-z0-9]{36}$/),
  fc.stringMatching(/^LTAI[A-Za-z0-9]{20}$/),
  fc.stringMatching(/^AIza[A-Za-z0-9_-]{35}$/),
  fc.stringMatching(/^eyJ[A-Za-z0-9]{20}\.eyJ[A-Za-z0-9]{20}\.[A-Za-z0-9]{20}$/),
  fc.stringMatching(/^([a-zA-Z]{3}[0-9]){8}$/),
);

const ownWords = ['m', 'qwen3-coder-plus', 'openai', 'coding', '中文', 'a "quote"', 'https://llm.example.cn/v1', ''];

/** A text of the user that may hold a secret: alone, in an address, an option, a header or a sentence. */
export const textWith = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...ownWords),
    fc.constantFrom(
      secret,
      `Bearer ${secret}`,
      `--api-key=${secret}`,
      `https://me:${secret}@llm.example.cn/v1`,
      `https://llm.example.cn/${secret}/v1?key=${secret}#${secret}`,
      `https://${secret}.example.cn/v1`,
      `https://llm.example.cn/v1?pat=${secret}&code=${secret}#k=${secret}`,
      `serve --pat ${secret} -p ${secret}`,
      JSON.stringify({ apiKey: secret, env: { a: secret }, args: ['--pat', secret, '-p', secret] }),
      `--config=${JSON.stringify(JSON.stringify({ apiKey: secret }))}`,
      `my key: ${secret}, do not share`,
      `\${${secret}}`,
      '$MY_API_KEY',
      `\${MY_API_KEY}`,
    ),
  );

/** As much of a secret as may be shown of it, and no more: the last four characters. */
const longestPart = 9;

export function expectNoSecret(shown: unknown, secret: string, what: string): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  expect(holdsSecret(text, secret), `${what} holds ${secret}: ${text}`).toBe(false);
  // Not a part of it either, as where a text was cut.
  const parts = secret.split(/[.-]/).filter((part) => part.length > longestPart);
  for (const part of parts) expect(text, what).not.toContain(part.slice(0, -4));
}

/** Settings in which every string, names of properties included, may be or hold the secret. */
export const settingsWith = (secret: string): fc.Arbitrary<object> => {
  const text = textWith(secret);
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'apiKey', 'X_TOKEN', 'env') }, text);
  const entry = fc.record(
    {
      id: text,
      name: text,
      baseUrl: text,
      envKey: text,
      description: text,
      generationConfig: fc.record({ customHeaders: fc.dictionary(name, text) }),
    },
    { requiredKeys: ['id'] },
  );
  const server = fc.record(
    {
      command: text,
      args: fc.array(text, { maxLength: 3 }),
      env: fc.dictionary(name, text),
      url: text,
      headers: fc.dictionary(name, text),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      env: fc.dictionary(name, text, { maxKeys: 3 }),
      modelProviders: fc.dictionary(
        fc.oneof(fc.constant('openai'), fc.constant('anthropic'), text),
        fc.array(entry, { maxLength: 3 }),
        { maxKeys: 2 },
      ),
      security: fc.record({
        auth: fc.record(
          { selectedType: fc.oneof(fc.constant('openai'), text), apiKey: text, baseUrl: text },
          { requiredKeys: [] },
        ),
      }),
      model: fc.record({ name: text, baseUrl: text }, { requiredKeys: [] }),
      mcpServers: fc.dictionary(name, server, { maxKeys: 2 }),
      fastModel: text,
      ui: fc.dictionary(name, text, { maxKeys: 2 }),
    },
    { requiredKeys: ['modelProviders'] },
  );
};
