import { header, lineOf, type MonthFile, monthOf, readMonthInSlices, textOf } from '../../core/history/month-file.ts';
import type { HistoryRecord } from '../../core/history/record.ts';
import { certainNowMs, fitting, retained } from '../../core/history/retention.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { Clock, DataFiles, Exclusively, Log } from '../../ports/system.ts';
import { createForgetting, isOf } from './forgetting.ts';
import { inTurns } from './in-turns.ts';
import { createMonthFiles, nameOf } from './month-files.ts';

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
  const months = createMonthFiles(files, log);
  const forgetting = createForgetting(files, months, log);

  const inTurn = (task: () => Promise<void>): void => {
    underWay = underWay.then(() => exclusively(task));
  };

  async function writeWaiting(): Promise<void> {
    await months.makeRoom();
    await forgetting.retry();
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

  async function load(month: string): Promise<MonthFile | null> {
    const text = await months.loadText(month);
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
    await months.replace(month, kept.length === 0 ? '' : textOf(kept));
  }

  async function tidyAll(): Promise<void> {
    await forgetting.retry();
    const found: { readonly month: string; readonly file: MonthFile }[] = [];
    for (const month of (await months.names()) ?? []) {
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

  return {
    append(...records) {
      waiting = [...waiting, ...records];
      inTurn(writeWaiting);
    },
    async read(sinceMs) {
      await underWay;
      const since = ({ atMs }: HistoryRecord): boolean => atMs >= sinceMs;
      const found: HistoryRecord[] = [];
      for (const month of (await months.names()) ?? []) {
        if (month < monthOf(Math.max(0, sinceMs))) continue;
        for (const record of (await load(month))?.records ?? []) if (since(record)) found.push(record);
      }
      for (const record of waiting) if (since(record)) found.push(record);
      return (await forgetting.without(found)).toSorted((one, other) => one.atMs - other.atMs);
    },
    forget(pools) {
      waiting = waiting.filter((record) => !isOf(record, pools));
      const untilMs = clock.now();
      inTurn(() => forgetting.forget(pools, untilMs));
    },
    tidy: () => inTurn(tidyAll),
    settled: () => underWay,
  };
}
