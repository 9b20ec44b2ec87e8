/**
 * Finds the wanted lines of a growing file in bounded memory.
 *
 * Transcripts are mostly text nobody here may need or should read: a line is only cut out of the bytes, and decoded,
 * when it holds the needle. All others are passed over without ever becoming a string.
 */
export interface LineScanner {
  /** Takes the next bytes of the file; calls `onLine` for each complete wanted line. The bytes are not kept. */
  push(bytes: Uint8Array): void;
  /**
   * How many bytes are done with: everything up to the last line end. The rest is half a line, to be read again when
   * the file has grown.
   */
  consumed(): number;
  /** Delivers the half line at the end of the file if it looks like a whole record whose line end is missing. */
  end(): void;
  /** True in the middle of a line longer than `maxLineBytes`: it is skipped to its end, and was not delivered. */
  skipping(): boolean;
}

const newline = 0x0a;
const closingBrace = 0x7d;

/**
 * What a wanted line holds: `text` right after `before`. The text alone is looked for, at a speed that depends on how
 * rare its first letter is; a quotation mark, of which JSON is full, makes the search four times slower.
 */
export interface Needle {
  readonly before: string;
  readonly text: string;
}

export interface LineScannerOptions {
  /** null: deliver every line. */
  readonly needle: Needle | null;
  readonly maxLineBytes: number;
  /** Start inside a line that is to be skipped, as an earlier scanner said. */
  readonly skipping: boolean;
  readonly onLine: (line: string) => void;
}

export function createLineScanner(options: LineScannerOptions): LineScanner {
  const { needle } = options;
  const before = Buffer.from(needle?.before ?? '', 'utf8');
  const text = Buffer.from(needle?.text ?? '', 'utf8');
  let rest: Buffer = Buffer.alloc(0);
  let consumed = 0;
  let skipping = options.skipping;

  function deliver(block: Buffer): void {
    if (needle === null) deliverAll(block, options.onLine);
    else deliverMatching(block, before, text, options.onLine);
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
    end() {
      if (rest.at(-1) === closingBrace) deliver(Buffer.concat([rest, Buffer.of(newline)]));
    },
    consumed: () => consumed,
    skipping: () => skipping,
  };
}

/** Delivers the lines of a block of whole lines that hold the needle; in order, each once, without the line end. */
function deliverMatching(block: Buffer, before: Buffer, text: Buffer, onLine: (line: string) => void): void {
  for (let at = block.indexOf(text); at >= 0; ) {
    const from = at - before.length;
    if (from < 0 || before.compare(block, from, at) !== 0) {
      at = block.indexOf(text, at + 1);
      continue;
    }
    const end = block.indexOf(newline, at);
    onLine(block.toString('utf8', block.lastIndexOf(newline, at) + 1, end));
    at = block.indexOf(text, end + 1);
  }
}

function deliverAll(block: Buffer, onLine: (line: string) => void): void {
  let start = 0;
  for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
    onLine(block.toString('utf8', start, end));
    start = end + 1;
  }
}
