import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type FileOperations,
  nodeFileOperations,
  type OpenFile,
} from '../../../main/adapters/files/file-operations.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import type { TempOwner } from '../../../main/adapters/files/temp-files.ts';
import type { Clock, Files } from '../../../main/ports/system.ts';
import { quickOperations } from './quick-operations.ts';

/** Creates a folder for one test and removes it when the test ends. Its path contains no link. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'qwen-gauge-files-')));
  // On Windows a removed file keeps its name for as long as something watches or reads it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return folder;
}

export interface ImpatientClock extends Clock {
  /** The total of all waiting times. */
  waitedMs(): number;
}

/** Creates a clock whose timers fire at once. `onWait` runs before each timer's task, with the total waiting time so far. */
export function impatientClock(onWait: (waitedMs: number) => void = () => undefined): ImpatientClock {
  let waited = 0;
  return {
    now: () => Date.now(),
    random: () => 0,
    after(delayMs, task) {
      const timer = setImmediate(() => {
        waited += delayMs;
        onWait(waited);
        task();
      });
      return () => clearImmediate(timer);
    },
    waitedMs: () => waited,
  };
}

export const owner = (values: Partial<TempOwner> = {}): TempOwner => ({
  pid: process.pid,
  startedAtMs: 0,
  isAlive: (pid) => pid === process.pid,
  randomHex: () => randomBytes(6).toString('hex'),
  ...values,
});

export const filesWith = (operations: FileOperations = nodeFileOperations, clock: Clock = impatientClock()): Files =>
  createFiles({ clock, owner: owner(), platform: process.platform, operations });

/** Creates the files adapter as the next start of the app has it: in another process, with this one dead. */
export const filesOfNextStart = (): Files =>
  createFiles({
    clock: impatientClock(),
    owner: owner({ pid: process.pid + 1, isAlive: () => false }),
    platform: process.platform,
  });

export const temporaryNames = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.includes('.qwen-gauge-'));

export const systemError = (code: string): Error => Object.assign(new Error(code), { code });

export interface Fault {
  /** The number of the operation that fails, counted from 1. */
  readonly at: number;
  readonly code: string;
  /** `before`: the operation does not happen. `after`: it happens and then reports an error. */
  readonly when: 'before' | 'after';
}

/** The operations that answer an open file. */
const opening = ['openToRead', 'openNew', 'openToAppend'];

async function failAfter(name: string, value: unknown, code: string): Promise<never> {
  if (opening.includes(name)) await (value as OpenFile).close();
  throw systemError(code);
}

export interface CountedOperations {
  readonly operations: FileOperations;
  readonly calls: string[];
  /** Starts the count. No operation fails before this call. */
  arm(): void;
}

/** Returns the quick file operations, of which one fails. */
export function failing(fault: Fault | null, armed = true): CountedOperations {
  const calls: string[] = [];
  let counting = armed;
  const due = (name: string): boolean => {
    if (!counting) return false;
    calls.push(name);
    return fault !== null && calls.length === fault.at;
  };
  const wrap = <Target extends object>(target: Target, prefix: string): Target =>
    new Proxy(target, {
      get(object, key) {
        const operation: unknown = Reflect.get(object, key);
        if (typeof operation !== 'function' || key === 'elsewhere' || key === 'pendingWriter') return operation;
        const name = `${prefix}${String(key)}`;
        const run = (...values: unknown[]): unknown => {
          const hit = due(name);
          // A close that fails has closed the file anyway.
          if (hit && fault?.when === 'before' && !name.endsWith('.close')) throw systemError(fault.code);
          const answer = operation.apply(object, values);
          if (hit && answer instanceof Promise)
            return answer.then((value) => failAfter(name, value, fault?.code ?? ''));
          if (hit) throw systemError(fault?.code ?? '');
          return answer;
        };
        if (name.endsWith('Now')) return run;
        return async (...values: unknown[]) => {
          const answer = await run(...values);
          return opening.includes(name) ? wrap(answer as OpenFile, `${name}.`) : answer;
        };
      },
    });
  const arm = (): void => {
    counting = true;
  };
  return { operations: wrap(quickOperations, ''), calls, arm };
}
