import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FileReader, ReadableFile } from '../../../ports/foreign-files.ts';
import { createLineScanner, type Needle } from './line-scanner.ts';

/**
 * How far a file was read. `offset` is the end of the last whole line. `head` tells the file's first bytes
 * ("<number of bytes>:<SHA-256>"; not the bytes, which may hold anything): when they differ, or the file is shorter than `offset`, another file took its place and is read from the start.
 */
export const TailPositionSchema = z.strictObject({
  offset: z.number().int().nonnegative(),
  head: z.string(),
  skipping: z.boolean(),
});
export type TailPosition = Readonly<z.infer<typeof TailPositionSchema>>;

export interface TailOptions {
  readonly files: FileReader;
  /** Reads no more than about this many bytes; the next call continues. */
  readonly mostBytes: number;
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
  /** Whether the end of the file was reached. */
  readonly isAtEnd: boolean;
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
  const file = await options.files.open(path);
  if (file === null) return null; // Deleted or replaced since it was listed. What was counted of it stays counted.
  try {
    return await readFrom(file, position, options);
  } catch {
    return null; // After a read error the old position remains, and the next scan reads again.
  } finally {
    await file.close();
  }
}

async function readFrom(file: ReadableFile, position: TailPosition | null, options: TailOptions): Promise<TailResult> {
  const { size } = file;
  const head = await readHead(file);
  const isSame = position !== null && size >= position.offset && isHeadOf(head, position.head);
  const start = isSame ? position.offset : 0;
  const scanner = createLineScanner({
    needle: options.needle,
    maxLineBytes,
    skipping: start > 0 && (position?.skipping ?? false),
    onLine: options.onLine,
  });
  let bytesRead = 0;
  let [current, other] = options.room;
  let isAtEnd = false;
  let reading = file.read(current, start);
  for (;;) {
    const got = await reading;
    isAtEnd = got === 0;
    if (isAtEnd || options.signal.aborted || bytesRead >= options.mostBytes) break;
    bytesRead += got;
    reading = file.read(other, start + bytesRead);
    scanner.push(current.subarray(0, got));
    [current, other] = [other, current];
  }
  if (isAtEnd) scanner.end();
  const next = { offset: start + scanner.consumed(), head: digestOf(head), skipping: scanner.skipping() };
  return { position: next, bytesRead, isAtEnd };
}

/** The first bytes of the file: they grow with a short file and never change while it is the same one. */
async function readHead(file: ReadableFile): Promise<Uint8Array> {
  const head = new Uint8Array(headBytes);
  return head.subarray(0, await file.read(head, 0));
}

const digestOf = (bytes: Uint8Array): string => `${bytes.length}:${createHash('sha256').update(bytes).digest('hex')}`;

/** Whether a file that begins with these bytes began so when the digest was made, maybe of fewer bytes. */
function isHeadOf(head: Uint8Array, digest: string): boolean {
  const length = Number.parseInt(digest, 10);
  return length <= head.length && digestOf(head.subarray(0, length)) === digest;
}
