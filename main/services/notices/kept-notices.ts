import { emptyMemory, joinMemories, type NoticeMemory, withoutPools } from '../../core/notices/memory.ts';
import { withEnds } from '../../core/notices/snooze.ts';
import { subjectsOf } from '../../core/notices/subjects.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import { type AlertsFile, AlertsFileSchema, type PendingNotice } from './alerts-file.ts';

export interface KeptNoticesDependencies {
  readonly files: DataFiles;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** The notices that wait changed. */
  onPending(): void;
}

/** What is known of notices across restarts: what was announced, what is snoozed, and the notices that wait. */
export interface KeptNotices {
  /** Loads what earlier runs kept. */
  start(): Promise<void>;
  readonly memory: NoticeMemory;
  readonly pending: readonly PendingNotice[];
  /** Replaces what is remembered; it is on the disk after {@link save}. */
  remember(memory: NoticeMemory): void;
  /** Replaces the notices that wait; they are on the disk after {@link save}. */
  setPending(pending: readonly PendingNotice[]): void;
  /** Drops what is known of these pools, also from a file that could not be read before. */
  forget(pools: readonly PoolId[]): void;
  save(): void;
  settled(): Promise<void>;
}

export function createKeptNotices({ files, clock, log, onPending }: KeptNoticesDependencies): KeptNotices {
  const document = createDocument({ files, name: 'alerts.json', schema: AlertsFileSchema, log, merge: takeOver });
  const forgotten = new Set<PoolId>();
  let memory = emptyMemory;
  let pending: readonly PendingNotice[] = [];

  const content = (): AlertsFile => ({ version: 2, ...memory, pending });
  const save = (): void => document.write(content());

  function setPending(changed: readonly PendingNotice[]): void {
    pending = changed;
    onPending();
  }

  const memoryIn = ({ version: _, pending: _waiting, snoozes, ...rest }: AlertsFile): NoticeMemory => ({
    ...rest,
    snoozes: withEnds(snoozes, clock.now()),
  });

  function takeOver(earlier: AlertsFile): AlertsFile {
    const waiting = earlier.pending;
    memory = joinMemories(withoutPools(memoryIn(earlier), [...forgotten]), memory);
    const tags = pending.map(({ tag }) => tag);
    setPending([...waiting.filter(({ tag }) => !tags.includes(tag)), ...pending]);
    return content();
  }

  return {
    async start() {
      const kept = await document.read();
      if (kept === null) return;
      memory = memoryIn(kept);
      // The end that a snooze now has stays the same at the next start.
      if (kept.snoozes.some(({ untilMs }) => untilMs === null)) save();
      if (kept.pending.length > 0) setPending(kept.pending);
    },
    get memory() {
      return memory;
    },
    get pending() {
      return pending;
    },
    remember(changed) {
      memory = changed;
    },
    setPending,
    forget(pools) {
      for (const pool of pools) forgotten.add(pool);
      memory = withoutPools(memory, pools);
      setPending(pending.filter((notice) => !isAbout(notice, pools)));
      save();
    },
    save,
    settled: () => document.settled(),
  };
}

const isAbout = ({ subject, tag }: PendingNotice, pools: readonly PoolId[]): boolean =>
  subjectsOf(subject).some((one) => 'pool' in one && pools.includes(one.pool)) ||
  pools.some((pool) => tag.startsWith(`${pool}/`));
