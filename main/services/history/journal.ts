import {
  header,
  lineOf,
  type MonthFile,
  monthOf,
  readMonthInSlices,
  textOf,
  withoutPools,
} from '../../core/history/month-file.ts';
import type { HistoryRecord } from '../../core/history/record.ts';
import { certainNowMs, fitting, retained } from '../../core/history/retention.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Clock, DataFiles, Exclusively, Log } from '../../ports/system.ts';
import { decodedInSlices, inTurns } from './in-turns.ts';

const folder = 'history';
const monthName = /^(\d{4}-\d{2})\.jsonl$/;
const nameOf = (month: string): string => `${folder}/${month}.jsonl`;

/** A month of an ordinary user is a tenth of this. */
const mostCharacters = 16 * 1024 * 1024;
/** What waits for a disk that takes nothing. */
const mostWaiting = 20_000;

export interface JournalDeps {
  readonly files: DataFiles;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Keeps the app and the command line from changing the same file at once; left out: nobody else changes it. */
  readonly exclusively?: Exclusively | undefined;
}

/** What happened, in files of one month each, to which records are only added. */
export interface Journal {
  /** Writes soon. What cannot be written is tried again with the next record. */
  append(...records: readonly HistoryRecord[]): void;
  /** All records since then, by time, with those that are not yet written. */
  read(sinceMs: number): Promise<readonly HistoryRecord[]>;
  /** Removes the records of these pools. */
  forget(pools: readonly PoolId[]): void;
  /** Drops what need not be kept any longer, and sets damaged lines aside. */
  tidy(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

export function createJournal({ files, clock, log, exclusively = (task) => task() }: JournalDeps): Journal {
  let waiting: readonly HistoryRecord[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let complained = false;
  /** What could not be removed yet. Later records of the same pools are another account's. */
  let toForget: readonly Forgotten[] = [];

  const inTurn = (task: () => Promise<void>): void => {
    underWay = underWay.then(() => exclusively(task));
  };

  async function writeWaiting(): Promise<void> {
    await forgetRest();
    let isComplete = true;
    for (const month of new Set(waiting.map(({ atMs }) => monthOf(atMs)))) {
      const together = new Set(waiting.filter(({ atMs }) => monthOf(atMs) === month));
      const isWritten = await files.append(nameOf(month), [...together].map(lineOf).join(''), header);
      if (isWritten) waiting = waiting.filter((record) => !together.has(record));
      else isComplete = false;
    }
    if (!isComplete && !complained) log.warn('The history could not be written.');
    complained = !isComplete;
    waiting = waiting.slice(-mostWaiting);
  }

  async function months(): Promise<readonly string[]> {
    const names = await files.list(folder);
    if (!Array.isArray(names)) return [];
    return names.flatMap((name) => monthName.exec(name)?.[1] ?? []).sort();
  }

  /** null: it cannot be read now. */
  async function loadText(month: string): Promise<string | null> {
    const found = await files.read(nameOf(month));
    if (found.kind === 'refused') log.warn(`${nameOf(month)} could not be read: ${found.reason}`);
    if (found.kind === 'file') return inTurns(decodedInSlices(found.bytes));
    return found.kind === 'refused' ? null : '';
  }

  async function load(month: string): Promise<MonthFile | null> {
    const text = await loadText(month);
    return text === null || text === '' ? null : inTurns(readMonthInSlices(text));
  }

  /** Returns whether the lines are kept elsewhere, so that the month can be written without them. */
  async function keepDamaged(month: string, damaged: readonly string[]): Promise<boolean> {
    if (damaged.length === 0) return true;
    const aside = `${nameOf(month)}.broken-${clock.now()}`;
    const isKept = await files.write(aside, new TextEncoder().encode(damaged.join('\n')));
    const where = isKept ? `kept as ${aside}` : 'left alone';
    log.warn(`Lines of ${nameOf(month)} that could not be understood: ${damaged.length}, ${where}`);
    return isKept;
  }

  async function rewrite(month: string, file: MonthFile, kept: readonly HistoryRecord[]): Promise<void> {
    if (file.isNewer || (kept === file.records && file.damaged.length === 0)) return;
    if (!(await keepDamaged(month, file.damaged))) return;
    if (kept.length === 0) await files.remove(nameOf(month));
    else await files.write(nameOf(month), new TextEncoder().encode(textOf(kept)));
  }

  async function tidyAll(): Promise<void> {
    await forgetRest();
    const found: { readonly month: string; readonly file: MonthFile }[] = [];
    for (const month of await months()) {
      const file = await load(month);
      if (file !== null) found.push({ month, file });
    }
    const nowMs = certainNowMs(
      found.flatMap(({ file }) => file.records),
      clock.now(),
    );
    for (const { month, file } of found)
      await rewrite(month, file, fitting(retained(file.records, nowMs), mostCharacters));
  }

  /** Returns whether nothing of it is left. */
  async function forgetAll({ pools, untilMs }: Forgotten): Promise<boolean> {
    let isComplete = true;
    for (const month of await months()) {
      const text = await loadText(month);
      const kept = text === null ? null : withoutPools(text, pools, untilMs);
      if (kept === null) isComplete = false;
      else if (kept === '') await files.remove(nameOf(month));
      else if (kept !== text)
        isComplete = (await files.write(nameOf(month), new TextEncoder().encode(kept))) && isComplete;
    }
    return isComplete;
  }

  async function forgetRest(): Promise<void> {
    for (const one of toForget) if (await forgetAll(one)) toForget = toForget.filter((other) => other !== one);
  }

  return {
    append(...records) {
      waiting = [...waiting, ...records];
      inTurn(writeWaiting);
    },
    async read(sinceMs) {
      await underWay;
      const found: (readonly HistoryRecord[])[] = [];
      for (const month of await months())
        if (month >= monthOf(Math.max(0, sinceMs))) found.push((await load(month))?.records ?? []);
      return [...found, waiting]
        .flat()
        .filter((record) => record.atMs >= sinceMs && !toForget.some((one) => isForgotten(record, one)))
        .sort((one, other) => one.atMs - other.atMs);
    },
    forget(pools) {
      waiting = waiting.filter((record) => !isOf(record, pools));
      const untilMs = clock.now();
      inTurn(async () => {
        if (await forgetAll({ pools, untilMs: Number.POSITIVE_INFINITY })) return;
        toForget = [...toForget, { pools, untilMs }];
        log.warn('The history of the account that was left could not be removed yet: it is tried again.');
      });
    },
    tidy: () => inTurn(tidyAll),
    settled: () => underWay,
  };
}

interface Forgotten {
  readonly pools: readonly PoolId[];
  readonly untilMs: number;
}

const isOf = (record: HistoryRecord, pools: readonly PoolId[]): boolean =>
  'pool' in record && record.pool !== null && pools.includes(record.pool);

const isForgotten = (record: HistoryRecord, { pools, untilMs }: Forgotten): boolean =>
  isOf(record, pools) && record.atMs <= untilMs;
