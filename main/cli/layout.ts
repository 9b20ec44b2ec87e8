/** Characters that take two cells of a terminal: Chinese, its punctuation, full-width forms. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/;
const style = /\p{Cc}\[\d{1,2}m/gu;

/** Cells a text takes in a terminal; styles take none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(style, '')) {
    if (/\p{Mark}|\p{Format}/u.test(character)) continue;
    width += wide.test(character) || (character.codePointAt(0) ?? 0) > 0x1_f000 ? 2 : 1;
  }
  return width;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

export interface TableOptions {
  readonly indent?: string;
  /** Columns of numbers, counted from 0. */
  readonly right?: readonly number[];
}

/** Rows of cells, each column as wide as its widest cell; no spaces at the ends of lines. */
export function table(rows: readonly (readonly string[])[], { indent = '', right = [] }: TableOptions = {}): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => (right.includes(column) ? padStart : padEnd)(cell, widths[column] ?? 0));
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}

const barCells = 20;

/** A bar that is never empty while something is used, and never full while something is left. */
export function bar(usedPercent: number): string {
  const exact = (Math.min(100, Math.max(0, usedPercent)) / 100) * barCells;
  const filled =
    usedPercent >= 100 ? barCells : Math.min(barCells - 1, usedPercent > 0 ? Math.max(1, Math.floor(exact)) : 0);
  return '█'.repeat(filled) + '░'.repeat(barCells - filled);
}
