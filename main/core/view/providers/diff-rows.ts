import type { DiffLine } from '../../provider/switch-model.ts';
import { printable } from '../../text/printable.ts';

/**
 * The lines of a diff as a narrow window shows them: the changed ones, one line around them, without the common indent, and
 * with nothing that turns the direction of a line.
 */
export function diffRows(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isChanged = (line: DiffLine | undefined): boolean => line?.kind === 'added' || line?.kind === 'removed';
  const rows: DiffLine[] = [];
  for (const [index, line] of lines.entries()) {
    if ([line, lines[index - 1], lines[index + 1]].some(isChanged)) rows.push(line);
    else if (rows.at(-1)?.kind !== 'gap') rows.push({ kind: 'gap', text: '' });
  }
  const indents = rows.flatMap(({ text }) => (text.trim() === '' ? [] : text.length - text.trimStart().length));
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return rows.map(({ kind, text }) => ({ kind, text: printable(text.slice(indent)) }));
}
