import type { Clock, DataFiles, Log } from '../../main/ports/system.ts';

export interface FakeClock extends Clock {
  /** Advances the clock, runs the due timers in order, and lets promises settle in between. */
  advance(byMs: number): Promise<void>;
  /** Moves the clock without running timers, as during a sleep or when the user sets the clock. */
  jump(byMs: number): void;
  timerCount(): number;
}

/**
 * A clock that moves only when a test advances it, from `startMs`. `random` is 0 unless given. `settled` waits for work
 * that does not depend on the clock: by default only promises.
 */
export function fakeClock(startMs = Date.UTC(2026, 9, 7, 4, 0), random = () => 0, settled = settle): FakeClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly task: () => void }>();
  const next = () => [...timers].sort((one, other) => one.atMs - other.atMs)[0];
  return {
    now: () => nowMs,
    random,
    after(delayMs, task) {
      const timer = { atMs: nowMs + delayMs, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await settled();
      for (let timer = next(); timer !== undefined && timer.atMs <= untilMs; timer = next()) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.task();
        await settled();
      }
      nowMs = untilMs;
    },
    jump(byMs) {
      nowMs += byMs;
    },
    timerCount: () => timers.size,
  };
}

/** Waits until all promises that need neither the clock nor I/O have settled. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface MemoryFiles extends DataFiles {
  readonly contents: Map<string, string>;
  /** Set this to true to make writes fail, as on a full disk. */
  full: boolean;
  /** The names of files that cannot be read for now, as when there are too many open files. */
  readonly failing: Set<string>;
}

/** The names of files and folders directly in a folder, from the names of all files. */
export function namesBelow(folder: string, names: Iterable<string>): readonly string[] {
  const below = [...names].filter((name) => name.startsWith(`${folder}/`));
  return [...new Set(below.map((name) => name.slice(folder.length + 1).replace(/\/.*/, '')))];
}

export function memoryFiles(initial: Readonly<Record<string, string>> = {}): MemoryFiles {
  const contents = new Map(Object.entries(initial));
  return {
    contents,
    full: false,
    failing: new Set(),
    async read(name) {
      const text = contents.get(name);
      if (this.failing.has(name)) return { kind: 'refused', reason: 'read-failed', path: `/data/${name}` };
      return text === undefined ? { kind: 'missing' } : { kind: 'file', bytes: new TextEncoder().encode(text) };
    },
    list: async (folder) => namesBelow(folder, contents.keys()),
    async write(name, bytes) {
      if (this.full || this.failing.has(name)) return false;
      contents.set(name, new TextDecoder().decode(bytes));
      return true;
    },
    async append(name, text, header) {
      if (this.full) return false;
      contents.set(name, (contents.get(name) ?? header) + text);
      return true;
    },
    async remove(name) {
      contents.delete(name);
    },
    // Removing works on a full disk.
    async removeFolder(folder) {
      for (const name of [...contents.keys()]) if (name.startsWith(`${folder}/`)) contents.delete(name);
      return true;
    },
    async setAside(name, why = 'broken') {
      const text = contents.get(name);
      if (text === undefined) return null;
      contents.delete(name);
      contents.set(`${name}.${why}-1`, text);
      return `${name}.${why}-1`;
    },
  };
}

/** A log that keeps its lines. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, info: (line) => void lines.push(line), warn: (line) => void lines.push(line) };
}
