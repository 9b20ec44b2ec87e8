import { failedAnswers } from '../../core/quota/answer.ts';
import type { ProgramSource } from '../../ports/sources.ts';
import type { Clock, Processes } from '../../ports/system.ts';
import { officialFailure } from '../official-failures.ts';
import { answerOf } from '../parsed.ts';
import { runForJson } from '../program-json.ts';
import { at } from '../values.ts';
import { parseStatus, program, type QianwenPool } from './parse.ts';

interface QianwenCliDeps {
  readonly processes: Processes;
  readonly clock: Clock;
}

const lookWithinMs = 15_000;
/** The program gives its own requests 35 seconds (docs/facts/qwencloud-protocol.md §4.9). */
const statusWithinMs = 60_000;

const pools: readonly QianwenPool[] = ['token-plan-personal', 'token-plan-team'];
const failureOf = officialFailure(program);

/** The installed official client of the Chinese site (`qianwen`), for the user who signed in there. One run answers both pools. */
export function createQianwenCliSource({ processes, clock }: QianwenCliDeps): ProgramSource {
  let signedIn = false;
  const run = (args: readonly string[], timeoutMs: number, signal: AbortSignal) =>
    runForJson(processes, program, [...args, '--format', 'json'], { timeoutMs, signal }, failureOf);

  return {
    id: 'qianwen-cli',
    get pools() {
      return signedIn ? pools : [];
    },
    async look(signal) {
      const installed = await processes.isInstalled(program);
      const status = installed ? await run(['auth', 'status'], lookWithinMs, signal) : null;
      signedIn = status?.ok === true && at(status.value, 'authenticated') === true;
    },
    async fetch(asked, signal) {
      const printed = await run(['subscription', 'tokenplan', 'status'], statusWithinMs, signal);
      const takenAtMs = clock.now();
      if (!printed.ok) return failedAnswers(asked, printed.failure, takenAtMs);
      const origin = { sourceId: 'qianwen-cli', takenAtMs } as const;
      return pools
        .filter((pool) => asked.includes(pool))
        .map((pool) => answerOf(pool, parseStatus(pool, printed.value, origin), takenAtMs));
    },
  };
}
