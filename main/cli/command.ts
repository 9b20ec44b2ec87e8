import { printableJson } from '../core/text/printable.ts';
import type { CliWords } from '../core/view/words/cli.ts';
import type { ArgumentSpec, Arguments } from './arguments.ts';
import type { CliContext, ExitCode } from './context.ts';

/** A command of `qwen-gauge`: the `command` that a file of the folder `commands` exports. */
export interface Command extends ArgumentSpec {
  readonly name: keyof CliWords['commands'];
  /** What one may type behind its name. */
  readonly examples: readonly string[];
  /** Whether it may change files: then exit code 0 says that it did, even where its report could not be written. */
  readonly changesFiles?: true;
  run(given: Arguments, context: CliContext): Promise<ExitCode>;
}

export function printJson(value: unknown, { terminal }: CliContext): void {
  for (const line of printableJson(JSON.stringify(value, null, 2)).split('\n')) terminal.out(line);
}
