const everyMs = 40;

/**
 * Repeats a call until it returns neither null nor false; after the deadline throws an error that names `what`. The deadline
 * is far beyond what a busy machine needs, because only a failure waits for it.
 */
export async function eventually<Value>(
  what: string,
  probe: () => Value | null | false | undefined | Promise<Value | null | false | undefined>,
  withinMs = 30_000,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== false && value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
