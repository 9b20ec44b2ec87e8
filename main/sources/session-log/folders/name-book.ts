import * as z from 'zod';

/** Names, each with the time of its last known activity. */
export const NameBookStateSchema = z.array(z.tuple([z.string(), z.number()]));
export type NameBookState = Readonly<z.infer<typeof NameBookStateSchema>>;

export interface NameBook {
  note(name: string, atMs: number): void;
  has(name: string): boolean;
  newestFirst(): readonly string[];
  /** Drops names too old for any window, and the oldest ones beyond the maximum. */
  forgetBefore(atMs: number): void;
  state(): NameBookState;
}

/** What the user's own files tell of the use of Qwen Code. Nothing in a project can add to it. */
export interface Activity {
  /** The folders that Qwen Code was started in. */
  readonly projects: NameBook;
  /** The ids of its sessions. */
  readonly sessions: NameBook;
}

/** More than any user has; each project costs a file system call now and then. */
const mostNames = 10_000;

export function createNameBook(initial: NameBookState = []): NameBook {
  const seenAtMs = new Map(initial);

  const byTime = (): NameBookState => [...seenAtMs].sort(([, one], [, other]) => other - one);

  return {
    note(name, atMs) {
      seenAtMs.set(name, Math.max(atMs, seenAtMs.get(name) ?? Number.NEGATIVE_INFINITY));
    },
    has: (name) => seenAtMs.has(name),
    newestFirst: () => byTime().map(([name]) => name),
    forgetBefore(atMs) {
      for (const [index, [name, seenMs]] of byTime().entries()) {
        if (index >= mostNames || seenMs < atMs) seenAtMs.delete(name);
      }
    },
    state: byTime,
  };
}
