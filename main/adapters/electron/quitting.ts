import type { App } from 'electron';

/** Left to itself Electron dies of a signal on the spot. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface QuittingDeps {
  readonly app: Pick<App, 'on' | 'quit' | 'exit' | 'relaunch'>;
  readonly process: Pick<NodeJS.Process, 'on'>;
  /** Runs once, whoever asks to quit. */
  end(): Promise<void>;
  /** `end` is waited for as long. */
  readonly limitMs: number;
  exitCode(): number;
}

/** From now on the app ends in order. Who starts it anew meanwhile, and was told that it runs, gets it afterwards. */
export function endInOrder({ app, process, end, limitMs, exitCode }: QuittingDeps): void {
  let ending = false;
  let again = false;
  for (const signal of signals) process.on(signal, () => app.quit());
  app.on('second-instance', () => {
    again = ending;
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs));
    const leave = (): void => {
      if (again) app.relaunch();
      app.exit(exitCode());
    };
    // Whatever went wrong at the end, the user asked for an end.
    void Promise.race([end(), limit]).finally(leave);
  });
}
