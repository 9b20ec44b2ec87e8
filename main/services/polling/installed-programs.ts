import type { SourceId } from '../../core/quota/model.ts';
import type { Session } from '../../core/session.ts';
import type { ProgramSource } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';

export interface InstalledProgramsDeps {
  readonly clock: Clock;
  readonly sources: readonly ProgramSource[];
  /** What there is to ask has changed. */
  onChange(): void;
  /** These sources can no longer answer, and their earlier answers no longer count. */
  forget(sourceIds: readonly SourceId[]): void;
}

/**
 * Looks now and then whether other programs are there that know the quota, as long as the app has no account of its own:
 * each look starts them, and what they say may be of another account.
 */
export interface InstalledPrograms {
  follow(session: Session): void;
  /** Ends a look under way. */
  stop(): void;
}

/** Not in the app's first seconds, nor right after a sign-out. */
const firstAfterMs = 3_000;
const everyMs = 15 * 60_000;

export function createInstalledPrograms(deps: InstalledProgramsDeps): InstalledPrograms {
  const { clock, sources } = deps;
  let abort: AbortController | null = null;
  const timer = createTimer(clock);

  function stop(): void {
    timer.cancel();
    abort?.abort();
    abort = null;
  }

  async function look({ signal }: AbortController): Promise<void> {
    const before = JSON.stringify(sources.map((source) => source.pools));
    for (const source of sources) if (!signal.aborted) await source.look(signal);
    if (signal.aborted) return;
    const absent = sources.filter((source) => source.pools.length === 0);
    if (absent.length > 0) deps.forget(absent.map((source) => source.id));
    if (JSON.stringify(sources.map((source) => source.pools)) !== before) deps.onChange();
  }

  function lookEvery(current: AbortController): void {
    void look(current).finally(() => {
      if (!current.signal.aborted) timer.set(everyMs, () => lookEvery(current));
    });
  }

  return {
    follow({ state }) {
      if (state === 'signed-in') {
        stop();
        deps.forget(sources.map((source) => source.id));
      } else if (state === 'signed-out' && abort === null) {
        const current = new AbortController();
        abort = current;
        timer.set(firstAfterMs, () => lookEvery(current));
      }
    },
    stop,
  };
}
