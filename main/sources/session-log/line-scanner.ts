/**
 * Finds the wanted lines of a growing file in bounded memory.
 *
 * Transcripts are mostly text nobody here may need or should read: a line is only cut out of the bytes, and decoded,
 * when it holds one of the needles. All others are passed over without ever becoming a string.
 */
export interface LineScanner {
  /** Takes the next bytes of the file; calls `onLine` for each complete wanted line. The bytes are not kept. */
  push(bytes: Uint8Array): void;
  /**
   * How many bytes are done with: everything up to the last line end. The rest is half a line, to be read again when
   * the file has grown.
   */
  consumed(): number;
  /** True in the middle of a line longer than `maxLineBytes`: it is skipped to its end, and was not delivered. */
  skipping(): boolean;
}

const newline = 0x0a;

export interface LineScannerOptions {
  /** Deliver lines that hold at least one of these; empty: deliver every line. */
  readonly needles: readonly string[];
  readonly maxLineBytes: number;
  /** Start inside a line that is to be skipped, as an earlier scanner said. */
  readonly skipping: boolean;
  readonly onLine: (line: string) => void;
}

export function createLineScanner(options: LineScannerOptions): LineScanner {
  const needles = options.needles.map((needle) => Buffer.from(needle, 'utf8'));
  let rest: Buffer = Buffer.alloc(0);
  let consumed = 0;
  let skipping = options.skipping;

  function deliver(block: Buffer): void {
    if (needles.length === 0) deliverAll(block, options.onLine);
    else deliverMatching(block, needles, options.onLine);
  }

  return {
    push(bytes) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const lastNewline = chunk.lastIndexOf(newline);
      if (lastNewline < 0) {
        if (skipping) {
          consumed += chunk.length;
          return;
        }
        rest = Buffer.concat([rest, chunk]);
        if (rest.length <= options.maxLineBytes) return;
        skipping = true;
        consumed += rest.length;
        rest = Buffer.alloc(0);
        return;
      }
      const firstNewline = chunk.indexOf(newline);
      if (!skipping && rest.length + firstNewline <= options.maxLineBytes) {
        deliver(Buffer.concat([rest, chunk.subarray(0, firstNewline + 1)]));
      }
      skipping = false;
      consumed += rest.length + lastNewline + 1;
      deliver(chunk.subarray(firstNewline + 1, lastNewline + 1));
      rest = Buffer.from(chunk.subarray(lastNewline + 1));
    },
    consumed: () => consumed,
    skipping: () => skipping,
  };
}

/** Delivers the lines of a block of whole lines that hold a needle; in order, each once, without the line end. */
function deliverMatching(block: Buffer, needles: readonly Buffer[], onLine: (line: string) => void): void {
  const ranges = new Map<number, number>();
  for (const needle of needles) {
    let at = block.indexOf(needle);
    while (at >= 0) {
      const start = block.lastIndexOf(newline, at) + 1;
      const end = block.indexOf(newline, at);
      ranges.set(start, end);
      at = block.indexOf(needle, end + 1);
    }
  }
  const inOrder = [...ranges].sort(([a], [b]) => a - b);
  for (const [start, end] of inOrder) onLine(block.toString('utf8', start, end));
}

function deliverAll(block: Buffer, onLine: (line: string) => void): void {
  let start = 0;
  for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
    onLine(block.toString('utf8', start, end));
    start = end + 1;
  }
}
