import { parseArgs } from 'node:util';
import { nearNames } from '../core/text/near-names.ts';
import type { CliWords } from '../core/view/words/cli.ts';

type OptionName = keyof CliWords['options'];
type ArgumentProblemCode = keyof CliWords['argumentProblems'];

export interface OptionSpec {
  readonly name: OptionName;
  /** The name of the value in the help ("M"); null if the option takes no value. */
  readonly value: string | null;
  readonly choices?: readonly string[];
  /** Whether the command refuses to run without it. */
  readonly required?: true;
}

export interface ArgumentSpec {
  /** The names of the arguments, all of them required. */
  readonly positionals: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Whether the words after `--` are meant for another program. Otherwise they are arguments of the command. */
  readonly takesRest?: boolean;
}

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: OptionName): boolean;
  value(name: OptionName): string | null;
  /** The words that are meant for another program. */
  readonly rest: readonly string[];
}

export interface ArgumentProblem {
  readonly code: ArgumentProblemCode;
  readonly name: string;
  readonly list: string;
  /** Names that may have been meant. */
  readonly near: readonly string[];
}

interface Refused {
  readonly ok: false;
  readonly problem: ArgumentProblem;
}

type ArgumentsRead = { readonly ok: true; readonly value: Arguments } | Refused;

/** Short names without their dash. `-V` is read by `runCommandLine`, as it takes no command. */
const shortNames: Partial<Readonly<Record<OptionName, string>>> = { help: 'h', yes: 'y', model: 'm' };

const refuse = (
  code: ArgumentProblemCode,
  name: string,
  { list = '', near = [] }: Partial<Pick<ArgumentProblem, 'list' | 'near'>> = {},
): Refused => ({ ok: false, problem: { code, name, list, near } });

/** Reads a command's arguments strictly: an unknown option or argument is a problem. */
export function readArguments(argv: readonly string[], spec: ArgumentSpec): ArgumentsRead {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const behind = argv.slice(end + 1);
  const given = new Map<OptionName, string>();
  const positionals: string[] = [];
  for (const token of tokensOf(argv.slice(0, end), spec)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = spec.options.find(({ name }) => name === token.name);
    if (option === undefined) return unknownOption(token.rawName, spec.options);
    const value = valueIn(token);
    const problem = given.has(option.name) ? refuse('given-twice', `--${option.name}`) : valueProblem(option, value);
    if (problem !== null) return problem;
    given.set(option.name, value ?? '');
  }
  const takesRest = spec.takesRest === true;
  if (!takesRest) positionals.push(...behind);
  const problem = countProblem(positionals, given, spec);
  if (problem !== null) return problem;
  const value = (name: OptionName): string | null => given.get(name) ?? null;
  return { ok: true, value: { positionals, rest: takesRest ? behind : [], flag: (name) => given.has(name), value } };
}

/** Does not use the strict mode of `parseArgs`: its errors are English only and repeat values, which may be keys. */
function tokensOf(argv: readonly string[], spec: ArgumentSpec) {
  const known = spec.options.map(({ name, value }) => {
    const short = shortNames[name];
    return [name, { type: value === null ? 'boolean' : 'string', ...(short !== undefined && { short }) }] as const;
  });
  const options = Object.fromEntries(known);
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true }).tokens;
}

type OptionToken = Extract<ReturnType<typeof tokensOf>[number], { kind: 'option' }>;

/** The value of an option; null for none, '' if another option follows. `-m=x` means `--model=x`. */
function valueIn({ rawName, value, inlineValue }: OptionToken): string | null {
  if (value === undefined) return null;
  if (inlineValue) return rawName.startsWith('--') ? value : value.replace(/^=/, '');
  const isOption = value.startsWith('--') || Object.values(shortNames).some((short) => value === `-${short}`);
  return isOption ? '' : value;
}

function valueProblem(option: OptionSpec, value: string | null): Refused | null {
  const shown = `--${option.name}`;
  if (option.value === null) return value === null ? null : refuse('value-not-wanted', shown);
  if (value === null || value === '') return refuse('value-missing', shown);
  const isRefused = option.choices?.includes(value) === false;
  return isRefused ? refuse('not-a-choice', shown, { list: option.choices.join(', ') }) : null;
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

/** The problem of an unknown option, named without its value, which may be a key. */
function unknownOption(word: string, options: readonly OptionSpec[]): Refused {
  const name = word.replace(/=.*$/s, '');
  const known = options.map((option) => `--${option.name}`);
  return refuse('unknown-option', name, { near: name.startsWith('--') ? nearNames(name, known) : [] });
}
