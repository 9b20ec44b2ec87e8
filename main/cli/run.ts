import { type ArgumentProblem, readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import type { CliContext, ExitCode } from './context.ts';
import { commandHelp, generalHelp, helpOption, usageOf } from './help.ts';

/** Runs one command line and answers its exit code. */
export async function runCommandLine(
  argv: readonly string[],
  context: CliContext,
  version: () => string,
): Promise<ExitCode> {
  const [first = '', ...rest] = argv;
  if (first === '--version' || first === '-V') return print([version()], context);
  const named = first === 'help' || first === '--help' || first === '-h';
  const name = named ? (rest[0] ?? '') : first;
  const command = commands.find((one) => one.name === name);
  if (named && command === undefined && name === '') return print(generalHelp(commands, context.cliWords), context);
  if (command === undefined) {
    const code = name === '' ? 'no-command' : 'unknown-command';
    return refuse({ code, name, list: '' }, generalHelp(commands, context.cliWords), context);
  }
  return named ? print(commandHelp(command, context.cliWords), context) : runCommand(command, rest, context);
}

async function runCommand(command: Command, argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const beforeRest = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (beforeRest.includes('--help') || beforeRest.includes('-h')) {
    return print(commandHelp(command, context.cliWords), context);
  }
  const read = readArguments(argv, { ...command, options: [...command.options, helpOption] });
  if (!read.ok) return refuse(read.problem, [`${context.cliWords.usageTitle}: ${usageOf(command)}`], context);
  return command.run(read.value, context);
}

function print(lines: readonly string[], { terminal }: CliContext): ExitCode {
  for (const line of lines) terminal.out(line);
  return 0;
}

function refuse({ code, ...values }: ArgumentProblem, lines: readonly string[], context: CliContext): ExitCode {
  context.terminal.err(context.cliWords.argumentProblems[code](values));
  context.terminal.err('');
  for (const line of lines) context.terminal.err(line);
  return 4;
}
