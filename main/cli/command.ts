import type { CliWords } from '../core/view/words/cli.ts';
import type { ArgumentSpec, Arguments } from './arguments.ts';
import type { CliContext, ExitCode } from './context.ts';

/** A command of `qwen-gauge`. A new one is a file of its own and a line in `commands.ts`. */
export interface Command extends ArgumentSpec {
  readonly name: keyof CliWords['commands'];
  run(given: Arguments, context: CliContext): Promise<ExitCode>;
}

export const printJson = (value: unknown, { terminal }: CliContext): void =>
  terminal.out(JSON.stringify(value, null, 2));
