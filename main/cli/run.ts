import { redact } from '../core/redact.ts';
import { nearNames } from '../core/text/near-names.ts';
import { type ArgumentProblem, readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commandNames, loadCommand } from './commands.ts';
import { type CliContext, complain, type ExitCode, refuse } from './context.ts';
import { commandHelp, generalHelp, helpCommand, helpOption, usageLines, versionOption } from './help.ts';

/**
 * Runs a command line and returns its exit code; an error that nobody expected is printed, redacted, and 1. Output that
 * could not be written is a failure, unless the command changed files: then it is 0, because that was done.
 */
export async function runCommandLine(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const { terminal, cliWords } = context;
  const code = await runWords(argv, context).catch((error: unknown): ExitCode => {
    terminal.err(cliWords.unexpected(redact(error instanceof Error ? error.message : String(error))));
    return 1;
  });
  if (code !== 0 || !(await terminal.isOutputLost())) return code;
  if ((await loadCommand(argv[0] ?? ''))?.changesFiles !== true) return 1;
  terminal.err(cliWords.reportLost);
  return 0;
}

async function runWords(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const [first = '', ...rest] = argv;
  const { cliWords, terminal } = context;
  if (first === '--version' || first === '-V') return printVersion(context);
  const named = first === 'help' || first === '--help' || first === '-h';
  const name = named ? (rest.find((word) => !word.startsWith('-')) ?? '') : first;
  const command = await loadCommand(name);
  if (command !== undefined)
    return named
      ? print(commandHelp(command, cliWords, terminal.columns), context)
      : runCommand(command, rest, context);
  if (named && name === '') return print(generalHelp(cliWords, terminal.columns), context);
  if (argv.length === 0 || first.startsWith('-')) return runWithoutCommand(argv, context);
  return refuseArguments(notACommand(name), [cliWords.moreHelp(helpCommand(null))], context);
}

/** Shows the status, with its options; without any of them also how to go on where there is none yet. */
async function runWithoutCommand(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const code = await runWords(['status', ...argv], context);
  if (argv.length === 0 && code !== 0 && code !== 5) complain(context.cliWords.moreHelp(helpCommand(null)), context);
  return code;
}

const printVersion = (context: CliContext): ExitCode => print([context.version()], context);

const notACommand = (word: string): ArgumentProblem => ({
  code: 'unknown-command',
  name: word,
  list: '',
  near: nearNames(word, commandNames),
});

async function runCommand(command: Command, argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const { cliWords, terminal } = context;
  const beforeRest = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (beforeRest.includes('--help') || beforeRest.includes('-h')) {
    return print(commandHelp(command, cliWords, terminal.columns), context);
  }
  if (beforeRest.includes('--version') || beforeRest.includes('-V')) return printVersion(context);
  const read = readArguments(argv, { ...command, options: [...command.options, helpOption, versionOption] });
  if (!read.ok) return refuseArguments(read.problem, usageLines(command, cliWords, terminal.columns), context);
  return command.run(read.value, context);
}

function print(lines: readonly string[], { terminal }: CliContext): ExitCode {
  for (const line of lines) terminal.out(line);
  return 0;
}

function refuseArguments(problem: ArgumentProblem, lines: readonly string[], context: CliContext): ExitCode {
  const { terminal, words, cliWords } = context;
  const { code, near } = problem;
  const exitCode = refuse(cliWords.argumentProblems[code](problem), context);
  if (near.length > 0) terminal.err(cliWords.didYouMean(words.common.list(near)));
  terminal.err('');
  for (const line of lines) terminal.err(line);
  return exitCode;
}
