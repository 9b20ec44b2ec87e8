import type { CliWords } from '../core/view/words-cli.ts';
import type { OptionSpec } from './arguments.ts';
import type { Command } from './command.ts';
import { table } from './layout.ts';

const program = 'qwen-gauge';

function optionText({ name, value, choices }: OptionSpec): string {
  if (value === null) return `--${name}`;
  return `--${name} ${choices === undefined ? value : choices.join('|')}`;
}

/** The one line that says how a command is called. */
export const usageOf = ({ name, positionals, options, takesRest }: Command): string =>
  [
    program,
    name,
    ...positionals.map((one) => `<${one}>`),
    ...options.map((option) => `[${optionText(option)}]`),
    ...(takesRest === true ? ['[-- …]'] : []),
  ].join(' ');

/** `qwen-gauge --help`. */
export function generalHelp(commands: readonly Command[], words: CliWords): readonly string[] {
  const general = [
    ['--help', words.options.help],
    ['--version', words.options.version],
  ];
  return [
    words.summary,
    '',
    `${words.usageTitle}: ${program} <${commands.map(({ name }) => name).join('|')}> […]`,
    '',
    words.commandsTitle,
    ...table(
      commands.map(({ name }) => [name, words.commands[name]]),
      { indent: '  ' },
    ),
    '',
    words.optionsTitle,
    ...table(general, { indent: '  ' }),
    '',
    words.moreHelp(`${program} <command> --help`),
  ];
}

/** `qwen-gauge <command> --help`. */
export function commandHelp(command: Command, words: CliWords): readonly string[] {
  const options = [...command.options, helpOption].map((option) => [optionText(option), words.options[option.name]]);
  const rest = command.takesRest === true ? [['-- …', words.qwenArguments]] : [];
  return [
    words.commands[command.name],
    '',
    `${words.usageTitle}: ${usageOf(command)}`,
    '',
    words.optionsTitle,
    ...table([...options, ...rest], { indent: '  ' }),
  ];
}

export const helpOption: OptionSpec = { name: 'help', value: null };
