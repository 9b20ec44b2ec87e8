import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all processes below it use, from Linux' `/proc`. */
export interface Usage {
  /** Memory in MiB, with shared pages divided among their users. */
  readonly pssMib: number;
  readonly processorMs: number;
  /** How often a thread went to sleep by itself, and so was woken. */
  readonly wakeUps: number;
  /** Chromium's names of the processes: "browser", "gpu-process", … */
  readonly kinds: readonly string[];
}

const clockTickMs = 10;

export function usageOf(root: number): Usage {
  const processes = treeOf(root);
  const sum = (figure: (pid: number) => number): number => processes.reduce((total, pid) => total + figure(pid), 0);
  return {
    pssMib: sum((pid) => numberIn(read(pid, 'smaps_rollup'), /^Pss:\s+(\d+)/m) / 1024),
    processorMs: sum((pid) => {
      const fields = read(pid, 'stat')
        .replace(/^.*\) /, '')
        .split(' ');
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * clockTickMs;
    }),
    wakeUps: sum((pid) =>
      threadsOf(pid).reduce((total, thread) => {
        return total + numberIn(read(pid, `task/${thread}/status`), /^voluntary_ctxt_switches:\s+(\d+)/m);
      }, 0),
    ),
    kinds: processes.map((pid) => /--type=([a-z-]+)/.exec(read(pid, 'cmdline'))?.[1] ?? 'browser'),
  };
}

/** A process that has ended has no text. */
function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = Number(
      read(pid, 'stat')
        .replace(/^.*\) /, '')
        .split(' ')[1] ?? 0,
    );
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): readonly number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}
