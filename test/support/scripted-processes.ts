import { fail, type Result, succeed } from '../../main/core/failure.ts';
import type { ProcessEnd, Processes } from '../../main/ports/system.ts';

export type ScriptedEnd = Partial<ProcessEnd> | Extract<Result<ProcessEnd>, { ok: false }>;

/** A fake process runner with a result for each whole command line; any other command line fails. */
export function scriptedProcesses(script: Readonly<Record<string, ScriptedEnd>>) {
  const runs: string[] = [];
  const world = { script, runs };
  const processes: Processes = {
    isInstalled: async (program) => Object.keys(world.script).some((line) => line.startsWith(`${program} `)),
    async run(program, args) {
      const line = [program, ...args].join(' ');
      runs.push(line);
      const end = world.script[line];
      if (end === undefined) return fail({ kind: 'program-failed', program, code: 'not-installed' });
      return 'ok' in end ? end : succeed({ exitCode: 0, stdout: '', stderr: '', ...end });
    },
  };
  return Object.assign(world, { processes });
}
