import { type FileHandle, open } from 'node:fs/promises';
import * as z from 'zod';
import { createLineScanner, type Needle } from './line-scanner.ts';

/**
 * How far a file was read. `offset` is the end of the last whole line. `head` are the file's first bytes (hex): when
 * they differ, or the file is shorter than `offset`, another file took its place and is read from the start.
 */
export const TailPositionSchema = z.strictObject({
  offset: z.number().int().nonnegative(),
  head: z.string(),
  skipping: z.boolean(),
});
export type TailPosition = Readonly<z.infer<typeof TailPositionSchema>>;

export interface TailOptions {
  /** null: every line is wanted. */
  readonly needle: Needle | null;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
  /** Room to read into, used again for each file: one half is read while the other is searched. */
  readonly room: TailRoom;
}

export type TailRoom = readonly [Buffer, Buffer];
export const createTailRoom = (bytes = chunkBytes): TailRoom => [Buffer.allocUnsafe(bytes), Buffer.allocUnsafe(bytes)];

export interface TailResult {
  readonly position: TailPosition;
  readonly bytesRead: number;
}

/** What one read fetches: more makes it no faster. */
const chunkBytes = 512 * 1024;
const headBytes = 64;
/** A telemetry line is under 10 kB (40 kB with an answer's text in 0.15); anything this long is a transcript entry. */
const maxLineBytes = 4 * 1024 * 1024;

/**
 * Reads what was appended to `path` since `position` (null: everything) and delivers the whole wanted lines.
 * Answers null when the file is gone or may not be read. Memory is bounded by a chunk and one longest line.
 * A half line at the end is left for the next call.
 */
export async function readAppended(
  path: string,
  position: TailPosition | null,
  options: TailOptions,
): Promise<TailResult | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch {
    return null; // deleted or unreadable since it was listed: its counted lines stay counted
  }
  try {
    return await readFrom(handle, position, options);
  } catch {
    return null; // a read error in the middle: the old position stands, the next scan reads again
  } finally {
    await handle.close();
  }
}

async function readFrom(handle: FileHandle, position: TailPosition | null, options: TailOptions): Promise<TailResult> {
  const { size } = await handle.stat();
  const head = await readHead(handle);
  const isSame = position !== null && size >= position.offset && head.startsWith(position.head);
  const start = isSame ? position.offset : 0;
  const scanner = createLineScanner({
    needle: options.needle,
    maxLineBytes,
    skipping: start > 0 && (position?.skipping ?? false),
    onLine: options.onLine,
  });
  let bytesRead = 0;
  let [current, other] = options.room;
  const fetchInto = (buffer: Buffer, offset: number) => handle.read(buffer, 0, buffer.length, offset);
  let reading = fetchInto(current, start);
  for (;;) {
    const { bytesRead: got } = await reading;
    if (got === 0 || options.signal.aborted) break;
    bytesRead += got;
    reading = fetchInto(other, start + bytesRead);
    scanner.push(current.subarray(0, got));
    [current, other] = [other, current];
  }
  if (!options.signal.aborted) scanner.end();
  const next = { offset: start + scanner.consumed(), head, skipping: scanner.skipping() };
  return { position: next, bytesRead };
}

/** The first bytes of the file in hex: they grow with a short file and never change while it is the same one. */
async function readHead(handle: FileHandle): Promise<string> {
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await handle.read(head, 0, headBytes, 0);
  return head.toString('hex', 0, bytesRead);
}
