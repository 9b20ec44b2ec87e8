import type { CliWords } from '../core/view/words/cli.ts';
import type { ArgumentSpec, Arguments } from './arguments.ts';
import type { CliContext, ExitCode } from './context.ts';

/** One entry of the command table. A new command is one file and one line in `commands.ts`. */
export interface Command extends ArgumentSpec {
  readonly name: keyof CliWords['commands'];
  run(given: Arguments, context: CliContext): Promise<ExitCode>;
}

export const printJson = (value: unknown, { terminal }: CliContext): void =>
  terminal.out(JSON.stringify(value, null, 2));
