import type { ArgumentProblemCode, OptionName } from '../core/view/words-cli.ts';

/** An option as a command declares it. */
export interface OptionSpec {
  readonly name: OptionName;
  /** What stands for the value in the help ("M"); null: the option takes none. */
  readonly value: string | null;
  readonly choices?: readonly string[];
}

/** What a command takes. */
export interface ArgumentSpec {
  /** Names of its arguments, all required. */
  readonly positionals: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Whether arguments of another program may follow `--`. */
  readonly takesRest?: boolean;
}

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: OptionName): boolean;
  value(name: OptionName): string | null;
  /** What stands behind `--`. */
  readonly rest: readonly string[];
}

export interface ArgumentProblem {
  readonly code: ArgumentProblemCode;
  readonly name: string;
  readonly list: string;
}

interface Refused {
  readonly ok: false;
  readonly problem: ArgumentProblem;
}

export type ArgumentsRead = { readonly ok: true; readonly value: Arguments } | Refused;

const shortNames: Readonly<Record<string, OptionName>> = { '-h': 'help', '-V': 'version', '-y': 'yes', '-m': 'model' };

const refuse = (code: ArgumentProblemCode, name: string, list = ''): Refused => ({
  ok: false,
  problem: { code, name, list },
});

interface Word {
  readonly name: string;
  readonly inline: string | null;
}

/** "--model=x" and "--model x" are one; a short name stands for its long one. */
function optionWord(word: string): Word {
  const long = shortNames[word];
  if (long !== undefined) return { name: long, inline: null };
  const equals = word.indexOf('=');
  if (!word.startsWith('--')) return { name: '', inline: null };
  return equals === -1
    ? { name: word.slice(2), inline: null }
    : { name: word.slice(2, equals), inline: word.slice(equals + 1) };
}

/** Reads a command's arguments strictly: what it does not know is a problem, never ignored. Pure. */
export function readArguments(argv: readonly string[], spec: ArgumentSpec): ArgumentsRead {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const rest = end === -1 ? [] : argv.slice(end + 1);
  const given = new Map<OptionName, string>();
  const positionals: string[] = [];
  if (rest.length > 0 && spec.takesRest !== true) return refuse('too-many', rest[0] ?? '');
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      at += 1;
      continue;
    }
    const taken = takeOption(words, at, spec);
    if (!taken.ok) return taken;
    if (given.has(taken.name)) return refuse('given-twice', `--${taken.name}`);
    given.set(taken.name, taken.value);
    at = taken.next;
  }
  const extra = positionals[spec.positionals.length];
  if (extra !== undefined) return refuse('too-many', extra);
  const missing = spec.positionals[positionals.length];
  if (missing !== undefined) return refuse('argument-missing', `<${missing}>`);
  const value = (name: OptionName): string | null => given.get(name) ?? null;
  return { ok: true, value: { positionals, rest, flag: (name) => given.has(name), value } };
}

type Taken = { readonly ok: true; readonly name: OptionName; readonly value: string; readonly next: number } | Refused;

/** The option at this place, its value, and where to read on. */
function takeOption(words: readonly string[], at: number, spec: ArgumentSpec): Taken {
  const word = words[at] ?? '';
  const { name, inline } = optionWord(word);
  const option = spec.options.find((one) => one.name === name);
  if (option === undefined) return refuse('unknown-option', word.replace(/=.*$/s, ''));
  const shown = `--${option.name}`;
  if (option.value === null) {
    return inline === null
      ? { ok: true, name: option.name, value: '', next: at + 1 }
      : refuse('value-not-wanted', shown);
  }
  const value = inline ?? words[at + 1] ?? '';
  if (value === '' || (inline === null && value.startsWith('--'))) return refuse('value-missing', shown);
  if (option.choices?.includes(value) === false) return refuse('not-a-choice', shown, option.choices.join(', '));
  return { ok: true, name: option.name, value, next: inline === null ? at + 2 : at + 1 };
}
