import type { SourceId } from '../../core/quota/model.ts';
import type { Session } from '../../core/session.ts';
import type { ProgramSource } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';

export interface InstalledProgramsDeps {
  readonly clock: Clock;
  readonly sources: readonly ProgramSource[];
  onChange(): void;
  /** These sources are no longer available, so their earlier answers are dropped. */
  forget(sourceIds: readonly SourceId[]): void;
}

/**
 * Checks now and then whether other programs that know the quota are installed, but only while the app has no account of
 * its own: each check starts them, and their numbers may belong to another account.
 */
export interface InstalledPrograms {
  follow(session: Session): void;
  stop(): void;
}

/** Keeps the first check out of the app's first seconds and of the moment after a sign-out. */
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
