import type { Flags } from '../../core/provider/precedence/resolution.ts';

const names: Readonly<Record<string, keyof Flags>> = {
  '--model': 'model',
  '-m': 'model',
  '--auth-type': 'authType',
  '--openai-api-key': 'apiKey',
  '--openai-base-url': 'baseUrl',
};

/** Reads the arguments of `qwen` that affect the provider and ignores all others. Pure. */
export function readQwenFlags(words: readonly string[]): Flags {
  const flags: { -readonly [Key in keyof Flags]: Flags[Key] } = {
    model: null,
    authType: null,
    apiKey: null,
    baseUrl: null,
  };
  words.forEach((word, at) => {
    const equals = word.indexOf('=');
    const name = names[equals === -1 ? word : word.slice(0, equals)];
    if (name !== undefined) flags[name] = equals === -1 ? (words[at + 1] ?? null) : word.slice(equals + 1);
  });
  return flags;
}
