import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ProcessEnd, Processes, ProcessLimits } from '../ports/system.ts';
import { jsonIn } from './json-in.ts';

/** The largest answer seen is under 200 kB. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Runs an installed program and reads the JSON that it prints. Failures: those of the run, what `failureOf` makes of an
 * exit code other than 0, and `program-failed` with `no-json`.
 */
export async function runForJson(
  processes: Processes,
  program: string,
  args: readonly string[],
  limits: Omit<ProcessLimits, 'maxBytes'>,
  failureOf: (end: ProcessEnd) => Failure,
): Promise<Result<unknown>> {
  const end = await processes.run(program, args, { ...limits, maxBytes });
  if (!end.ok) return end;
  if (end.value.exitCode !== 0) return fail(failureOf(end.value));
  const printed = jsonIn(end.value.stdout);
  return printed === undefined ? fail({ kind: 'program-failed', program, code: 'no-json' }) : succeed(printed);
}
