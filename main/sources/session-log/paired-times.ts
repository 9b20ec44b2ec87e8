import { timeOf } from './answer-marks.ts';

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
