import { diskPatienceMs } from '../../core/patience.ts';
import type { FileProcess, FileProcessEvents } from '../../ports/foreign-files.ts';

export interface ProcessCallsDependencies {
  /** How long one call may take, in ms. */
  readonly patienceMs?: number;
  /** How long a place is left alone after a call there did not return, in ms. */
  readonly restMs: number;
  /** Starts the process that answers; null: the system refused. */
  start(events: FileProcessEvents): FileProcess | null;
}

interface PendingCall {
  readonly place: string;
  resolve(reply: Reply | null): void;
}

interface Reply {
  readonly answer: unknown;
}

/** Calls to a process of its own, about places that may never answer. */
export interface ProcessCalls<Call extends object> {
  /** null: the call did not return, or ended together with one that did not. */
  ask(place: string, call: Call): Promise<Reply | null>;
  /** Whether the place is left alone, because a call there did not return or the process does not work. */
  rests(place: string): boolean;
  /** A killed process whose call has not returned yet, so that it may still take effect; at one place, or null: anywhere. */
  pendingAt(place: string | null): number | null;
  /** Changes with the process, which then has no file open. */
  generation(): number;
  /** How many calls did not return so far. */
  abandoned(): number;
  /** Ends all calls at once. Later calls work again. */
  end(): void;
}

/** A process needs longer to start than to answer, on a busy machine much longer. */
const startPatienceMs = 15_000;
/**
 * An unused process is ended after this time. It is longer than the pause between two looks at the logs, because a start costs
 * 0.3 s of processor time with Electron (0.1 s with Node); an idle process keeps some 80 MB (40 MB).
 */
const idleMs = 45_000;
/** Stands for all places, if the process itself fails. */
const everywhere = '';

/** Makes calls in a process of their own, which is killed if one does not return. */
export function createProcessCalls<Call extends object>(dependencies: ProcessCallsDependencies): ProcessCalls<Call> {
  const { patienceMs = diskPatienceMs.read, restMs } = dependencies;
  const pending: PendingCall[] = [];
  const restsUntilMs = new Map<string, number>();
  /** The killed processes that are not gone yet, by the place whose call they wait for. */
  const killed = new Map<string, FileProcess>();
  let process: { readonly child: FileProcess; isReady: boolean } | null = null;
  /** Counts the processes: an open file belongs to one of them. */
  let generation = 0;
  let abandoned = 0;
  let timer: NodeJS.Timeout | undefined;

  const rests = (place: string): boolean =>
    [place, everywhere].some((name) => (restsUntilMs.get(name) ?? 0) > performance.now());

  function ask(place: string, call: Call): Promise<Reply | null> {
    if (rests(place)) return Promise.resolve(null);
    return new Promise((resolve) => {
      pending.push({ place, resolve });
      if (process === null) start();
      process?.child.send(call);
      if (pending.length === 1) wait();
    });
  }

  function start(): void {
    generation += 1;
    const child = dependencies.start({
      onReady() {
        if (process !== null) process.isReady = true;
        wait();
      },
      onAnswer(result) {
        pending.shift()?.resolve({ answer: result });
        wait();
      },
      onEnd: () => giveUp(everywhere),
    });
    if (child === null) giveUp(everywhere);
    else process = { child, isReady: false };
  }

  /** Waits for the answer to the oldest call; without one, for the time when the process is not worth keeping. */
  function wait(): void {
    clearTimeout(timer);
    if (process === null) return;
    const [oldest] = pending;
    process.child.hold(oldest !== undefined);
    if (oldest === undefined) timer = setTimeout(() => stop(), idleMs).unref();
    else if (process.isReady) timer = setTimeout(() => giveUp(oldest.place), patienceMs);
    else timer = setTimeout(() => giveUp(everywhere), startPatienceMs);
  }

  function stop(place = everywhere): void {
    clearTimeout(timer);
    const child = process?.child;
    process = null;
    if (child === undefined) return;
    killed.set(place, child);
    void child.kill().then(() => {
      if (killed.get(place) === child) killed.delete(place);
    });
  }

  /** Leaves a place alone for some time. All pending calls end, so that several such places cost their caller no more. */
  function giveUp(place: string): void {
    abandoned += 1;
    restsUntilMs.set(place, performance.now() + restMs);
    end(place);
  }

  function end(place?: string): void {
    stop(place);
    for (const { resolve } of pending.splice(0)) resolve(null);
  }

  return {
    ask,
    rests,
    pendingAt: (place) => (place === null ? [...killed.values()].at(-1) : killed.get(place))?.pid ?? null,
    generation: () => generation,
    abandoned: () => abandoned,
    end: () => end(),
  };
}
