/** Some 1,500 records, which are decoded in less than a millisecond. */
const bytesInSlice = 256 * 1024;

/** Runs a long task slice by slice, so that a click or a drawing waits for one slice at most. */
export async function inTurns<Value>(slices: Generator<undefined, Value>): Promise<Value> {
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function* decodedInSlices(bytes: Uint8Array): Generator<undefined, string> {
  const decoder = new TextDecoder();
  let text = '';
  for (let start = 0; start < bytes.length; start += bytesInSlice) {
    if (start > 0) yield;
    text += decoder.decode(bytes.subarray(start, start + bytesInSlice), { stream: true });
  }
  return text + decoder.decode();
}
