import {
  type ClientAnswer,
  type ClientReply,
  doctorArguments,
  readDoctor,
} from '../../core/provider/precedence/installed-client-report.ts';
import type { Processes } from '../../ports/system.ts';

const program = 'qwen';
/** Qwen Code loads its whole bundle and the user's extensions first, which often takes ten seconds on a slow machine. */
const timeoutMs = 45_000;
const maxBytes = 512 * 1024;

export interface InstalledClientDeps {
  readonly processes: Processes;
  /** Whether the user agreed to start the client; null if the user has not been asked yet. */
  agreed(): boolean | null;
  home(): string;
}

/** Runs the user's own Qwen Code to learn what it would use. Starts it only if the user has agreed. */
export interface InstalledClient {
  ask(): Promise<ClientReply>;
  stop(): void;
}

export function createInstalledClient({ processes, agreed, home }: InstalledClientDeps): InstalledClient {
  let abort = new AbortController();

  async function run(): Promise<ClientAnswer> {
    // The files may have changed since an earlier run started, so its result would be out of date.
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
