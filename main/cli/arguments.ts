import { nearNames } from '../core/text/near-names.ts';
import type { CliWords } from '../core/view/words/cli.ts';

type OptionName = keyof CliWords['options'];
type ArgumentProblemCode = keyof CliWords['argumentProblems'];

/** An option as a command declares it. */
export interface OptionSpec {
  readonly name: OptionName;
  /** What stands for the value in the help ("M"); null: the option takes none. */
  readonly value: string | null;
  readonly choices?: readonly string[];
  /** The command cannot do without it. */
  readonly required?: true;
}

/** What a command takes. */
export interface ArgumentSpec {
  /** Names of its arguments, all required. */
  readonly positionals: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Whether what follows `--` is for another program; elsewhere it is the command's own, whatever it begins with. */
  readonly takesRest?: boolean;
}

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: OptionName): boolean;
  value(name: OptionName): string | null;
  /** What is for another program. */
  readonly rest: readonly string[];
}

export interface ArgumentProblem {
  readonly code: ArgumentProblemCode;
  readonly name: string;
  readonly list: string;
  /** What may have been meant. */
  readonly near: readonly string[];
}

interface Refused {
  readonly ok: false;
  readonly problem: ArgumentProblem;
}

export type ArgumentsRead = { readonly ok: true; readonly value: Arguments } | Refused;

const shortNames: Readonly<Record<string, OptionName>> = { '-h': 'help', '-V': 'version', '-y': 'yes', '-m': 'model' };

const refuse = (
  code: ArgumentProblemCode,
  name: string,
  { list = '', near = [] }: Partial<Pick<ArgumentProblem, 'list' | 'near'>> = {},
): Refused => ({ ok: false, problem: { code, name, list, near } });

interface Word {
  readonly name: string;
  readonly inline: string | null;
}

/** "--model=x" and "--model x" are one; a short name stands for its long one. */
function optionWord(word: string): Word {
  const equals = word.indexOf('=');
  const written = equals === -1 ? word : word.slice(0, equals);
  const inline = equals === -1 ? null : word.slice(equals + 1);
  return { name: shortNames[written] ?? (written.startsWith('--') ? written.slice(2) : ''), inline };
}

/** Reads a command's arguments strictly: what it does not know is a problem, never ignored. Pure. */
export function readArguments(argv: readonly string[], spec: ArgumentSpec): ArgumentsRead {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const words = argv.slice(0, end);
  const behind = argv.slice(end + 1);
  const given = new Map<OptionName, string>();
  const positionals: string[] = [];
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
  const takesRest = spec.takesRest === true;
  if (!takesRest) positionals.push(...behind);
  const problem = countProblem(positionals, given, spec);
  if (problem !== null) return problem;
  const value = (name: OptionName): string | null => given.get(name) ?? null;
  return { ok: true, value: { positionals, rest: takesRest ? behind : [], flag: (name) => given.has(name), value } };
}

function countProblem(
  positionals: readonly string[],
  given: ReadonlyMap<OptionName, string>,
  spec: ArgumentSpec,
): Refused | null {
  const extra = positionals[spec.positionals.length];
  if (extra !== undefined) return refuse('too-many', extra);
  const missing = spec.positionals[positionals.length];
  if (missing !== undefined) return refuse('argument-missing', `<${missing}>`);
  const wanted = spec.options.find(({ name, required }) => required === true && !given.has(name));
  return wanted === undefined ? null : refuse('argument-missing', `--${wanted.name}`);
}

type Taken = { readonly ok: true; readonly name: OptionName; readonly value: string; readonly next: number } | Refused;

/** The option at this place, its value, and where to read on. */
function takeOption(words: readonly string[], at: number, spec: ArgumentSpec): Taken {
  const word = words[at] ?? '';
  const { name, inline } = optionWord(word);
  const option = spec.options.find((one) => one.name === name);
  if (option === undefined) return unknownOption(word, spec.options);
  const shown = `--${option.name}`;
  if (option.value === null) {
    return inline === null
      ? { ok: true, name: option.name, value: '', next: at + 1 }
      : refuse('value-not-wanted', shown);
  }
  const value = inline ?? words[at + 1] ?? '';
  const isNextOption = inline === null && (value.startsWith('--') || shortNames[value] !== undefined);
  if (value === '' || isNextOption) return refuse('value-missing', shown);
  if (option.choices?.includes(value) === false)
    return refuse('not-a-choice', shown, { list: option.choices.join(', ') });
  return { ok: true, name: option.name, value, next: inline === null ? at + 2 : at + 1 };
}

/** Named without its value, which may be a key. */
export function unknownOption(word: string, options: readonly OptionSpec[]): Refused {
  const name = word.replace(/=.*$/s, '');
  const known = options.map((option) => `--${option.name}`);
  return refuse('unknown-option', name, { near: name.startsWith('--') ? nearNames(name, known) : [] });
}
