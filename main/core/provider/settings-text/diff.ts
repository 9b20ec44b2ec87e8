import type { DiffLine } from '../switch-model.ts';

const contextLines = 3;
/**
 * The largest number of line pairs to compare; above it, the changed middle is shown as removed and added completely.
 */
const largestComparison = 4_000_000;

export const linesOf = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

interface Step {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The lengths of the longest common subsequence of `before[i..]` and `after[j..]`, stored row by row in one array. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const table = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const below = table[(row + 1) * width + column] ?? 0;
      const right = table[row * width + column + 1] ?? 0;
      const diagonal = (table[(row + 1) * width + column + 1] ?? 0) + 1;
      table[row * width + column] = before[row] === after[column] ? diagonal : Math.max(below, right);
    }
  }
  return table;
}

function compareMiddle(before: readonly string[], after: readonly string[]): readonly Step[] {
  const removed = (text: string): Step => ({ kind: 'removed', text });
  const added = (text: string): Step => ({ kind: 'added', text });
  if (before.length * after.length > largestComparison) return [...before.map(removed), ...after.map(added)];
  const width = after.length + 1;
  const table = commonLengths(before, after);
  const steps: Step[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const oldLine = before[row];
    const newLine = after[column];
    const below = table[(row + 1) * width + column] ?? 0;
    const right = table[row * width + column + 1] ?? 0;
    if (oldLine !== undefined && oldLine === newLine) {
      steps.push({ kind: 'same', text: oldLine });
      row += 1;
      column += 1;
    } else if (oldLine !== undefined && (newLine === undefined || below >= right)) {
      steps.push(removed(oldLine));
      row += 1;
    } else if (newLine !== undefined) {
      steps.push(added(newLine));
      column += 1;
    }
  }
  return steps;
}

function commonStart(before: readonly string[], after: readonly string[]): number {
  let count = 0;
  while (count < before.length && count < after.length && before[count] === after[count]) count += 1;
  return count;
}

/** A text and how to display each line; displaying masks the keys. */
export interface DiffSide {
  readonly text: string;
  show(at: number): string;
}

/** A text whose lines are displayed independently of each other. */
export function diffSide(text: string, show: (line: string) => string): DiffSide {
  const lines = linesOf(text);
  return { text, show: (at) => show(lines[at] ?? '') };
}

/** The line diff of two texts, with three lines of context and a `gap` where lines are omitted. */
export function diffLines(before: DiffSide, after: DiffSide): readonly DiffLine[] {
  const oldLines = linesOf(before.text);
  const newLines = linesOf(after.text);
  const start = commonStart(oldLines, newLines);
  const end = commonStart(oldLines.slice(start).reverse(), newLines.slice(start).reverse());
  const same = (text: string): Step => ({ kind: 'same', text });
  const steps: Step[] = [
    ...oldLines.slice(0, start).map(same),
    ...compareMiddle(oldLines.slice(start, oldLines.length - end), newLines.slice(start, newLines.length - end)),
    ...oldLines.slice(oldLines.length - end).map(same),
  ];
  return shorten(steps, before, after);
}

/** Keeps the changed lines and their context. */
function shorten(steps: readonly Step[], before: DiffSide, after: DiffSide): readonly DiffLine[] {
  const near = new Set<number>();
  for (const [index, { kind }] of steps.entries()) {
    if (kind === 'same') continue;
    for (let at = index - contextLines; at <= index + contextLines; at += 1) near.add(at);
  }
  const lines: DiffLine[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const [index, { kind }] of steps.entries()) {
    if (near.has(index)) lines.push({ kind, text: kind === 'removed' ? before.show(oldAt) : after.show(newAt) });
    else if (near.size > 0 && lines.at(-1)?.kind !== 'gap') lines.push({ kind: 'gap', text: '' });
    if (kind !== 'added') oldAt += 1;
    if (kind !== 'removed') newAt += 1;
  }
  return lines;
}
