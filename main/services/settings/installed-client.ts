import {
  type ClientAnswer,
  type ClientReply,
  doctorArguments,
  readDoctor,
} from '../../core/provider/precedence/installed-client-report.ts';
import type { Processes } from '../../ports/system.ts';

const program = 'qwen';
/** It reads all of its bundle and the user's extensions first; ten seconds are common on a slow machine. */
const timeoutMs = 45_000;
const maxBytes = 512 * 1024;

export interface InstalledClientDeps {
  readonly processes: Processes;
  /** The user said yes (true), no (false), or was not asked yet. */
  agreed(): boolean | null;
  home(): string;
}

/** The user's own Qwen Code, asked what it would use. It is started only if the user agreed once. */
export interface InstalledClient {
  ask(): Promise<ClientReply>;
  /** Ends a question under way. */
  stop(): void;
}

export function createInstalledClient({ processes, agreed, home }: InstalledClientDeps): InstalledClient {
  let abort = new AbortController();

  async function run(): Promise<ClientAnswer> {
    // The files may have changed since an earlier question: its answer would be of another day.
    abort.abort();
    abort = new AbortController();
    const end = await processes.run(program, doctorArguments, { timeoutMs, maxBytes, signal: abort.signal });
    return end.ok ? readDoctor(end.value, [home()]) : { kind: 'no-answer' };
  }

  return {
    async ask() {
      if (!(await processes.isInstalled(program))) return { kind: 'not-installed' };
      const answer = agreed();
      if (answer !== true) return { kind: 'not-agreed', declined: answer === false };
      return run();
    },
    stop: () => abort.abort(),
  };
}
