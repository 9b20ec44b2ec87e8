import type { App } from 'electron';

/** Without a handler, these signals end Electron at once. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface QuittingDeps {
  readonly app: Pick<App, 'on' | 'quit' | 'exit' | 'relaunch'>;
  readonly process: Pick<NodeJS.Process, 'on'>;
  /** Called once, however often the app is asked to quit. */
  end(): Promise<void>;
  /** The longest wait for `end`. */
  readonly limitMs: number;
  exitCode(): number;
}

/** Makes the app call `end` before it quits. If it was started again meanwhile, it relaunches afterwards. */
export function endInOrder({ app, process, end, limitMs, exitCode }: QuittingDeps): void {
  let isEnding = false;
  let wasStartedAgain = false;
  for (const signal of signals) process.on(signal, () => app.quit());
  app.on('second-instance', () => {
    wasStartedAgain = isEnding;
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs));
    const leave = (): void => {
      if (wasStartedAgain) app.relaunch();
      app.exit(exitCode());
    };
    // The user asked to quit, so an error in `end` must not prevent it.
    void Promise.race([end(), limit]).finally(leave);
  });
}
