/** Runs a task whose signal is aborted when the user presses Ctrl-C, or the program is asked to end. */
export async function untilInterrupted<Value>(task: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await task(stopping.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
