import * as z from 'zod';
import { withoutPools } from '../../core/history/month-file.ts';
import type { HistoryRecord } from '../../core/history/record.ts';
import { type PoolId, PoolIdSchema } from '../../core/quota/model.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import { historyFolder, type MonthFiles } from './month-files.ts';

const ForgottenSchema = z.strictObject({
  pools: z.array(PoolIdSchema).readonly(),
  /** Later records of the same pools are another account's. */
  untilMs: z.number().int(),
});
const PendingSchema = z.strictObject({ version: z.literal(1), forgotten: z.array(ForgottenSchema).readonly() });
type Forgotten = Readonly<z.infer<typeof ForgottenSchema>>;

/** Removes the records of pools. What the disk refuses is tried again, also after a restart. */
export interface Forgetting {
  forget(pools: readonly PoolId[], untilMs: number): Promise<void>;
  /** Tries again what could not be removed. */
  retry(): Promise<void>;
  /** The records without those that are still to be removed. */
  without(records: readonly HistoryRecord[]): Promise<readonly HistoryRecord[]>;
}

export function createForgetting(files: DataFiles, months: MonthFiles, log: Log): Forgetting {
  const kept = createDocument({
    files,
    name: `${historyFolder}/to-forget.json`,
    schema: PendingSchema,
    log,
    merge: (earlier, later) => ({ ...later, forgotten: [...earlier.forgotten, ...later.forgotten] }),
  });
  /** null: what an earlier run left was not read yet. */
  let pending: readonly Forgotten[] | null = null;

  async function known(): Promise<readonly Forgotten[]> {
    const found = pending === null ? await kept.load() : null;
    if (found?.kind === 'refused') return [];
    pending ??= found?.kind === 'value' ? found.value.forgotten : [];
    return pending;
  }

  async function keep(rest: readonly Forgotten[]): Promise<void> {
    pending = rest;
    if (rest.length === 0) await kept.remove();
    else await kept.save({ version: 1, forgotten: rest });
  }

  /** Returns whether nothing of it is left. */
  async function removeAll(pools: readonly PoolId[], untilMs: number): Promise<boolean> {
    const names = await months.names();
    let isComplete = names !== null;
    for (const month of names ?? []) {
      const text = await months.loadText(month);
      const rest = text === null ? null : withoutPools(text, pools, untilMs);
      if (rest === null) isComplete = false;
      else if (rest !== text) isComplete = (await months.replace(month, rest)) && isComplete;
    }
    return isComplete;
  }

  return {
    async forget(pools, untilMs) {
      if (await removeAll(pools, Number.POSITIVE_INFINITY)) return;
      await keep([...(await known()), { pools, untilMs }]);
      log.warn('The history of the account that was left could not be removed yet: it is tried again.');
    },
    async retry() {
      const before = await known();
      if (before.length === 0) return;
      const rest: Forgotten[] = [];
      for (const one of before) if (!(await removeAll(one.pools, one.untilMs))) rest.push(one);
      await keep(rest);
    },
    async without(records) {
      const forgotten = await known();
      if (forgotten.length === 0) return records;
      return records.filter(
        (record) => !forgotten.some((one) => isOf(record, one.pools) && record.atMs <= one.untilMs),
      );
    },
  };
}

export const isOf = (record: HistoryRecord, pools: readonly PoolId[]): boolean =>
  'pool' in record && record.pool !== null && pools.includes(record.pool);
