import { type Flags, noFlags } from '../../core/provider/precedence/resolution.ts';

type TextFlag = 'model' | 'authType' | 'apiKey' | 'baseUrl';

/** The flags that take a text; Qwen Code also accepts them in camel case. */
const names: Readonly<Record<string, TextFlag>> = {
  '--model': 'model',
  '-m': 'model',
  '--auth-type': 'authType',
  '--authType': 'authType',
  '--openai-api-key': 'apiKey',
  '--openaiApiKey': 'apiKey',
  '--openai-base-url': 'baseUrl',
  '--openaiBaseUrl': 'baseUrl',
};

interface FlagWord {
  readonly name: string;
  /** The value in the same word; null: it is the next word. */
  readonly value: string | null;
}

/**
 * Splits a word as Qwen Code does. Letters behind one dash are flags of their own, the last of which takes the value:
 * `-dm M` is `-d -m M`. A value directly behind `-m` has to begin with a digit or a sign (docs/facts/qwen-code.md §2.2).
 */
function flagWord(word: string): FlagWord {
  const [, attached] = /^-m(\d+|[^\w=].*)$/.exec(word) ?? [];
  if (attached !== undefined) return { name: '-m', value: attached };
  if (/^-[a-zA-Z]+m$/.test(word)) return { name: '-m', value: null };
  const equals = word.indexOf('=');
  return equals === -1 ? { name: word, value: null } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** Whether the word is a model directly behind `-m`, which Qwen Code takes for unknown flags. */
const isUnknown = (word: string): boolean => /^-m[a-zA-Z_]/.test(word);

const isBare = (word: string, next: string | undefined): boolean =>
  word === '--bare=true' || (word === '--bare' && next !== 'false');

/** Reads the arguments of `qwen` that affect the provider and ignores all others. Pure. */
export function readQwenFlags(words: readonly string[]): Flags {
  const end = words.indexOf('--');
  const read = end === -1 ? words : words.slice(0, end);
  const given = read.flatMap((word, at) => {
    const { name, value } = flagWord(word);
    const flag = Object.hasOwn(names, name) ? names[name] : undefined;
    return flag === undefined ? [] : [{ flag, name, value: value ?? read[at + 1] ?? null }];
  });
  const textOf = (wanted: TextFlag): string | null => given.find(({ flag }) => flag === wanted)?.value ?? null;
  const unknown = read.find(isUnknown);
  const repeated = given.find(({ flag }, at) => given.findIndex((one) => one.flag === flag) < at);
  return {
    ...noFlags,
    model: textOf('model'),
    authType: textOf('authType'),
    apiKey: textOf('apiKey'),
    baseUrl: textOf('baseUrl'),
    bare: read.some((word, at) => isBare(word, read[at + 1])),
    refused: refusedOf(unknown, repeated?.name),
  };
}

function refusedOf(unknown: string | undefined, repeated: string | undefined): Flags['refused'] {
  if (unknown !== undefined) return { code: 'unknown-flag', word: unknown };
  return repeated === undefined ? null : { code: 'repeated-flag', word: repeated };
}
