import type { CliWords } from '../core/view/words/cli.ts';
import type { OptionSpec } from './arguments.ts';
import type { Command } from './command.ts';
import { described, hanging, wrapped } from './layout.ts';

const program = 'qwen-gauge';

export const helpOption: OptionSpec = { name: 'help', value: null };
export const versionOption: OptionSpec = { name: 'version', value: null };

/** The command that prints the whole help, or that of one command. */
export const helpCommand = (name: string | null): string => [program, name, '--help'].filter(Boolean).join(' ');

function optionText({ name, value, choices }: OptionSpec): string {
  if (value === null) return `--${name}`;
  return `--${name} ${choices === undefined ? value : choices.join('|')}`;
}

/** What an option does to a command. */
export function optionMeaning({ name }: OptionSpec, command: Pick<Command, 'name'>, words: CliWords): string {
  const own: Readonly<Record<string, Partial<CliWords['options']>>> = words.optionsOf;
  return own[command.name]?.[name] ?? words.options[name];
}

/** The synopsis of a command, in one line. */
export const usageOf = ({ name, positionals, options, takesRest }: Command): string =>
  [
    program,
    name,
    ...positionals.map((one) => `<${one}>`),
    ...options.map((option) => (option.required === true ? optionText(option) : `[${optionText(option)}]`)),
    ...(takesRest === true ? ['[-- …]'] : []),
  ].join(' ');

/** What a newcomer may try first. */
const firstExamples = ['status', 'switch deepseek', 'guard --need 200', 'undo'] as const;

/** The lines of `qwen-gauge --help`, at most `columns` cells wide; null for any width. */
export function generalHelp(words: CliWords, columns: number | null): readonly string[] {
  const lines = (rows: readonly (readonly [string, string])[]): readonly string[] => described(rows, columns);
  return [
    ...wrapped(words.summary, columns),
    '',
    ...wrapped(`${words.usageTitle}${program} [<command> …]`, columns),
    '',
    words.commandsTitle,
    ...lines(Object.entries(words.commands)),
    '',
    words.optionsTitle,
    ...lines([
      ['--help', words.options.help],
      ['--version', words.options.version],
    ]),
    '',
    words.examplesTitle,
    ...firstExamples.flatMap((example) => hanging(`${program} ${example}`, columns)),
    '',
    words.exitCodesTitle,
    ...lines(Object.entries(words.exitCodes)),
    '',
    ...wrapped(words.moreHelp(helpCommand('<command>')), columns),
  ];
}

/** The lines of `qwen-gauge <command> --help`. */
export function commandHelp(command: Command, words: CliWords, columns: number | null): readonly string[] {
  const options = [...command.options, helpOption].map(
    (option) => [optionText(option), optionMeaning(option, command, words)] as const,
  );
  const rest = command.takesRest === true ? [['-- …', words.qwenArguments] as const] : [];
  return [
    ...wrapped(words.commands[command.name], columns),
    ...wrapped(words.notes[command.name], columns),
    '',
    ...usageLines(command, words, columns),
    '',
    words.optionsTitle,
    ...described([...options, ...rest], columns),
    '',
    words.examplesTitle,
    ...command.examples.flatMap((example) => hanging(`${program} ${command.name} ${example}`.trimEnd(), columns)),
  ];
}

/** The synopsis on several lines, in which an option and its value stay together. */
export function usageLines(command: Command, words: CliWords, columns: number | null): readonly string[] {
  const usage = usageOf(command).replaceAll(/ (?=[^[\]]*\])|(?<= --[\w-]+) (?=[A-Z])/g, '\uE000');
  const [first = '', ...others] = wrapped(`${words.usageTitle}${usage}`, columns === null ? null : columns - 4);
  return [first, ...others.map((line) => `    ${line}`)].map((line) => line.replaceAll('\uE000', ' '));
}
