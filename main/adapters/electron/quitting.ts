import type { App } from 'electron';

/** Without a handler, these signals end Electron at once. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Requests of Node that run on its pool of threads. The exit waits for them, without end where a pipe has no writer or
 * a network drive or name server does not answer (docs/facts/desktop.md §2).
 */
const poolRequest = /^(FSReq|GetAddrInfo|GetNameInfo)/;
/** The time for requests that are only about to end. */
const settleMs = 200;

export interface QuittingDeps {
  readonly app: Pick<App, 'on' | 'quit' | 'exit' | 'relaunch'>;
  readonly process: Pick<NodeJS.Process, 'on' | 'kill' | 'pid' | 'getActiveResourcesInfo'>;
  /** Called once, however often the app is asked to quit. */
  end(): Promise<void>;
  /** The longest wait for `end`. */
  readonly limitMs: number;
  exitCode(): number;
}

/**
 * Makes the app call `end` before it quits. If it was started again meanwhile, it relaunches afterwards. If a file or a
 * host then still keeps a thread of Node, the process is killed, because its exit would hang.
 */
export function endInOrder({ app, process, end, limitMs, exitCode }: QuittingDeps): void {
  let isEnding = false;
  let wasStartedAgain = false;
  for (const signal of signals) process.on(signal, () => app.quit());
  app.on('second-instance', () => {
    wasStartedAgain = isEnding;
  });
  const isHeld = (): boolean => process.getActiveResourcesInfo().some((name) => poolRequest.test(name));

  async function leave(): Promise<void> {
    if (isHeld()) await after(settleMs);
    if (wasStartedAgain) app.relaunch();
    if (isHeld()) process.kill(process.pid, 'SIGKILL');
    else app.exit(exitCode());
  }
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    // The user asked to quit, so neither an error in `end` nor its delay must prevent it.
    const ending = Promise.resolve().then(end);
    ending.catch(() => {});
    void Promise.race([ending, after(limitMs)]).then(leave, leave);
  });
}

const after = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));
