const everyMs = 40;

/** Asks again until the answer is not null or false; throws with `what` after the deadline. */
export async function eventually<Value>(
  what: string,
  probe: () => Value | null | false | undefined | Promise<Value | null | false | undefined>,
  withinMs = 15_000,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== false && value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
