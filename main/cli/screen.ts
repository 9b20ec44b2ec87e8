import { widthOf } from './layout.ts';

const controlStart = '\u001B[';

/**
 * Draws lines in place of those drawn before, without clearing what it is about to overwrite, which would flicker. What
 * does not fit the height is cut off: a cursor cannot be moved above the first row.
 */
export function createScreen(
  output: NodeJS.WriteStream,
  written: (line: string) => string,
): (lines: readonly string[]) => void {
  let drawn = { rows: 0, columns: 0 };
  return (lines) => {
    // A terminal of 0 columns and rows, as on a serial line, does not say how large it is.
    const [columns, rows] = [output.columns || 80, output.rows || 24];
    // A terminal that was made narrower or wider has wrapped the lines anew: their place is no longer known.
    const start =
      drawn.columns === columns || drawn.rows === 0 ? upBy(drawn.rows) : `${controlStart}2J${controlStart}H`;
    const taken: string[] = [];
    let used = 0;
    let rowsTaken = 0;
    for (const line of lines) {
      used += Math.max(1, Math.ceil(widthOf(line) / columns));
      if (used >= rows) break;
      taken.push(`${written(line)}${controlStart}K\n`);
      rowsTaken = used;
    }
    drawn = { rows: rowsTaken, columns };
    output.write(`${start}${taken.join('')}${controlStart}J`);
  };
}

const upBy = (rows: number): string => (rows === 0 ? '' : `${controlStart}${rows}A\r`);
