import { type ReaderProcess, startReaderProcess } from './reader-process.ts';
import { type ReaderCall, readerProgramText } from './reader-program.ts';

export interface ReaderCallsDependencies {
  /** How long one call may take, in ms. */
  readonly patienceMs?: number;
  /** How long a place is left alone after a call there did not return, in ms. */
  readonly restMs: number;
  /** The text of another program for the reader process, for tests. */
  readonly program?: string;
}

interface PendingCall {
  readonly place: string;
  resolve(reply: Reply | null): void;
}

interface Reply {
  readonly answer: unknown;
}

/** Calls to the reader process, about places that may never answer. */
export interface ReaderCalls {
  /** null: the call did not return, or ended together with one that did not. */
  ask(place: string, call: ReaderCall): Promise<Reply | null>;
  /** Whether the place is left alone, because a call there did not return or the reader process does not work. */
  rests(place: string): boolean;
  /** Changes with the process, which then has no file open. */
  generation(): number;
  /** How many calls did not return so far. */
  abandoned(): number;
  /** Ends all calls at once. Later calls work again. */
  end(): void;
}

const defaultPatienceMs = 2_000;
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
export function createReaderCalls(dependencies: ReaderCallsDependencies): ReaderCalls {
  const { patienceMs = defaultPatienceMs, restMs, program = readerProgramText } = dependencies;
  const pending: PendingCall[] = [];
  const restsUntilMs = new Map<string, number>();
  let process: { readonly reader: ReaderProcess; isReady: boolean } | null = null;
  /** Counts the processes: an open file belongs to one of them. */
  let generation = 0;
  let abandoned = 0;
  let timer: NodeJS.Timeout | undefined;

  const rests = (place: string): boolean =>
    [place, everywhere].some((name) => (restsUntilMs.get(name) ?? 0) > performance.now());

  function ask(place: string, call: ReaderCall): Promise<Reply | null> {
    if (rests(place)) return Promise.resolve(null);
    return new Promise((resolve) => {
      pending.push({ place, resolve });
      if (process === null) start();
      process?.reader.send(call);
      if (pending.length === 1) wait();
    });
  }

  function start(): void {
    generation += 1;
    const reader = startReaderProcess(program, {
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
    if (reader === null) giveUp(everywhere);
    else process = { reader, isReady: false };
  }

  /** Waits for the answer to the oldest call; without one, for the time when the process is not worth keeping. */
  function wait(): void {
    clearTimeout(timer);
    if (process === null) return;
    const [oldest] = pending;
    process.reader.hold(oldest !== undefined);
    if (oldest === undefined) timer = setTimeout(stop, idleMs).unref();
    else if (process.isReady) timer = setTimeout(() => giveUp(oldest.place), patienceMs);
    else timer = setTimeout(() => giveUp(everywhere), startPatienceMs);
  }

  function stop(): void {
    clearTimeout(timer);
    process?.reader.kill();
    process = null;
  }

  /** Leaves a place alone for some time. All pending calls end, so that several such places cost their caller no more. */
  function giveUp(place: string): void {
    abandoned += 1;
    restsUntilMs.set(place, performance.now() + restMs);
    end();
  }

  function end(): void {
    stop();
    for (const { resolve } of pending.splice(0)) resolve(null);
  }

  return { ask, rests, generation: () => generation, abandoned: () => abandoned, end };
}
