import { timeOf } from './answer-marks.ts';

/** The two lists are written one after the other, on a machine that may be busy. */
const sameAnswerMs = 1_000;

/**
 * A transcript and the usage file list the same requests, at times that differ by a millisecond or so (seen with 0.24.4
 * under load): laid side by side in order of time, two that are near are one, at the first list's time.
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
