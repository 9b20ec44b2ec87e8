/**
 * A mark stores one answer as one number: its time in milliseconds plus 12 bits of its id, which distinguish answers of
 * the same millisecond. Marks keep memory small, because a busy month has a hundred thousand answers. Sorting marks as
 * numbers sorts them by time.
 */
const perMs = 4096;
/** Beyond this (the year 2039) a mark is no longer a safe integer. */
const latestMs = 2 ** 41;

export const isMarkable = (atMs: number): boolean => Number.isInteger(atMs) && atMs >= 0 && atMs < latestMs;

export const markOf = (atMs: number, id: string): number => atMs * perMs + hashOf(id);

/** Mixes the hash of another text into a mark; the time stays the same. */
export function mixedMark(mark: number, text: string): number {
  const bits = mark % perMs;
  return mark - bits + (bits ^ hashOf(text));
}

export const timeOf = (mark: number): number => Math.floor(mark / perMs);

/** Inserts a mark into a sorted list, usually at its end; false: the list already held it. */
export function addMark(marks: number[], mark: number): boolean {
  const at = placeOf(marks, mark);
  if (marks[at] === mark) return false;
  if (at === marks.length) marks.push(mark);
  else marks.splice(at, 0, mark);
  return true;
}

/** Removes those before `atMs`. */
export const dropBefore = (marks: number[], atMs: number): void => {
  marks.splice(0, placeOf(marks, atMs * perMs));
};

/** The index of the first mark not below `mark`. */
function placeOf(marks: readonly number[], mark: number): number {
  let [low, high] = [0, marks.length];
  if (high === 0 || (marks[high - 1] ?? 0) < mark) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) < mark) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a, folded. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> 20) ^ hash) & (perMs - 1);
}

/** Two entries at most this far apart are the same answer: the lists are written one after the other. */
const sameAnswerMs = 1_000;

/**
 * Merges the request times of a transcript and of the usage file. Both list the same requests, but under load the times
 * differ by a millisecond or so (seen with 0.24.4): two close entries become one, at the transcript's time.
 */
export function pairedTimes(transcript: readonly number[], usage: readonly number[]): readonly number[] {
  const times: number[] = [];
  let [one, other] = [0, 0];
  for (;;) {
    const [first, second] = [transcript[one], usage[other]];
    if (first === undefined && second === undefined) return times;
    const a = first === undefined ? Number.POSITIVE_INFINITY : timeOf(first);
    const b = second === undefined ? Number.POSITIVE_INFINITY : timeOf(second);
    const together = Math.abs(a - b) <= sameAnswerMs;
    times.push(together ? a : Math.min(a, b));
    if (together || a < b) one += 1;
    if (together || b <= a) other += 1;
  }
}
