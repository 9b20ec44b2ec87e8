import * as z from 'zod';
import type { SourcedAnswer } from '../../core/quota/answer.ts';
import {
  emptyMemory,
  forgetSources,
  fromEarlierRun,
  type PoolMemory,
  PoolMemorySchema,
  poolStatusOf,
  remember,
} from '../../core/quota/merging/merge.ts';
import { emptySnapshot, type PoolId, poolIds, type Snapshot, type SourceId } from '../../core/quota/model.ts';
import {
  latestRefusals,
  type RefusedWindow,
  RefusedWindowSchema,
  withRefusals,
} from '../../core/quota/refused-window.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

export const readingsFileName = 'readings.json';
/** What is kept on disk between runs: each source's last answers and the refusals, without any account name or secret. */
export const ReadingsFileSchema = z.strictObject({
  version: z.literal(1),
  pools: z.array(PoolMemorySchema).readonly(),
  /** Absent in files of earlier versions. */
  refused: z.array(RefusedWindowSchema).readonly().default([]),
});
export type Readings = z.infer<typeof ReadingsFileSchema>;

export interface SnapshotStore {
  get(): Snapshot;
  /** Calls `listener` after each change. The returned function ends the subscription. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  apply(answers: readonly SourcedAnswer[]): void;
  /** Publishes the poller's activity. A pool asked for the first time shows as loading. */
  setActivity(activity: { readonly asking: readonly PoolId[]; readonly nextPollAtMs: number | null }): void;
  /** Shows the window that a refusal named as used up until its reset, or until the service reports again; kept on disk. */
  refuse(refused: RefusedWindow): void;
  /** Publishes again, because the result of `refine` may have changed. */
  reconsider(): void;
  /** Drops all answers of these sources, in memory and on disk, after a sign-out. */
  forget(sourceIds: readonly SourceId[]): void;
  /** Restores the readings of the last run, marked as old. Answers of this run take precedence. */
  restore(): Promise<void>;
  settled(): Promise<void>;
}

/** Holds the app's only copy of the current quota. */
export function createSnapshotStore(deps: {
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly log: Log;
  /** Adds what follows from the user's preferences (a budget) to the sources' answers; nothing by default. */
  readonly refine?: (snapshot: Snapshot) => Snapshot;
}): SnapshotStore {
  const { files, clock, log, refine = (same) => same } = deps;
  const document = createDocument({ files, name: readingsFileName, schema: ReadingsFileSchema, log, merge: takeOver });
  let hasForgotten = false;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const memories = new Map<PoolId, PoolMemory>();
  let snapshot = emptySnapshot;
  let refused: readonly RefusedWindow[] = [];

  function publish(changes: Partial<Snapshot>): void {
    const pools = poolIds.flatMap((pool) => {
      const memory = memories.get(pool);
      return memory === undefined ? [] : [poolStatusOf(memory)];
    });
    show(refine(withRefusals({ ...snapshot, ...changes, pools }, refused, clock.now())));
  }

  function show(next: Snapshot): void {
    snapshot = next;
    for (const listener of [...listeners]) listener(snapshot);
  }

  /** Adds the readings of the last run, marked as old, and its refusals. Answers of this run take precedence. */
  function addEarlier(kept: Readings): void {
    refused = latestRefusals([...kept.refused, ...refused], clock.now());
    for (const earlier of kept.pools) {
      const now = memories.get(earlier.pool) ?? emptyMemory(earlier.pool);
      const answered = now.words.filter((record) => record.said.kind !== 'nothing').map(({ sourceId }) => sourceId);
      const missing = forgetSources(fromEarlierRun(earlier, clock.now()), answered).words;
      // A mere failure of this run does not replace what its source said in an earlier one.
      const kept = forgetSources(
        now,
        missing.map(({ sourceId }) => sourceId),
      );
      const words = [...missing, ...kept.words];
      if (words.length > 0) memories.set(earlier.pool, { pool: earlier.pool, words });
    }
    publish({});
  }

  const readings = (): Readings => ({ version: 1, pools: [...memories.values()], refused });

  function takeOver(earlier: Readings): Readings {
    if (!hasForgotten) addEarlier(earlier);
    return readings();
  }

  const save = (): void => document.write(readings());

  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    apply(answers) {
      if (answers.length === 0) return;
      for (const pool of new Set(answers.map(({ answer }) => answer.pool))) {
        memories.set(pool, remember(memories.get(pool) ?? emptyMemory(pool), answers));
      }
      publish({});
      save();
    },
    setActivity({ asking, nextPollAtMs }) {
      const added = asking.filter((pool) => !memories.has(pool));
      for (const pool of added) memories.set(pool, emptyMemory(pool));
      const activity = { polling: asking.length > 0, nextPollAtMs };
      if (added.length > 0) publish(activity);
      else show({ ...snapshot, ...activity });
    },
    refuse(latest) {
      refused = latestRefusals([...refused, latest], clock.now());
      publish({});
      save();
    },
    reconsider: () => publish({}),
    forget(sourceIds) {
      hasForgotten = true;
      for (const [pool, memory] of memories) {
        const rest = forgetSources(memory, sourceIds);
        if (rest.words.length === 0) memories.delete(pool);
        else memories.set(pool, rest);
      }
      publish({});
      save();
    },
    async restore() {
      const kept = await document.read();
      if (kept !== null) addEarlier(kept);
    },
    settled: document.settled,
  };
}
