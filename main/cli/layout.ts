import { printable } from '../core/text/printable.ts';

/** Characters that take two cells of a terminal: Chinese ones, their punctuation, and full-width forms. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/;
/** The style codes of our own terminal, which end in a number of nine digits. */
const style = /\p{Cc}\[\d{1,2};\d{9}m/gu;

/** The number of terminal cells that a text takes as it is printed: style codes take none, replaced characters one. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of printable(text.replace(style, ''))) {
    if (/\p{Mark}|\p{Format}/u.test(character)) continue;
    width += wide.test(character) || (character.codePointAt(0) ?? 0) > 0x1_f000 ? 2 : 1;
  }
  return width;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

interface TableOptions {
  readonly indent?: string;
  /** Columns to align right, counted from 0. */
  readonly right?: readonly number[];
}

/** Aligns rows in columns, each as wide as its widest cell, without spaces at the ends of lines. */
export function table(rows: readonly (readonly string[])[], { indent = '', right = [] }: TableOptions = {}): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      (right.includes(column) ? padStart : padEnd)(cell.replaceAll('\t', ' '), widths[column] ?? 0),
    );
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}

/** Punctuation that must not begin a line, and punctuation that must not end one. */
const closing = '，。、；：？！）》】…';
const opening = '（《【';
const unit = new RegExp(`[${opening}]*(?:${wide.source}|[^\\s|${wide.source.slice(1, -1)}]*\\|?)[${closing}]*`, 'gu');

/** Stands for one cell of what stays whole. */
const kept = '\uE001';

/**
 * Wraps a text to `width` cells, between words, Chinese characters, and choices as in `a|b`. A longer word stays whole, and
 * so does `whole`: a path in it, which is copied from the terminal. null: no wrapping.
 */
export function wrapped(text: string, width: number | null, whole = ''): string[] {
  if (width === null) return [text];
  if (whole === '') return wrappedWords(text, width);
  const lines = wrappedWords(text.replace(whole, kept.repeat(widthOf(whole))), width);
  return lines.map((line) => line.replace(new RegExp(`${kept}+`, 'u'), () => whole));
}

function wrappedWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let end = 0;
  for (const { 0: word, index } of text.matchAll(unit)) {
    if (word === '') continue;
    const gap = index > end && line !== '' ? ' ' : '';
    if (line !== '' && widthOf(line) + gap.length + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line += gap + word;
    end = index + word.length;
  }
  return [...lines, line];
}

/** An amount with its meter and the cells to the right of it. */
export interface MeterRow {
  readonly name: string;
  /** Draws the meter that many cells wide; '' if there is none. */
  bar(cells: number): string;
  readonly percent: string;
  readonly rest: readonly string[];
}

const barSizes = [20, 10] as const;
const shortestBar = 4;

/**
 * Aligns meters in columns. If the terminal is too narrow, the bars are shorter and `rest` goes on lines below; in a very
 * narrow one each bar stands below its name.
 */
export function meterTable(rows: readonly MeterRow[], columns: number | null): readonly string[] {
  const fits = (lines: readonly string[]): boolean =>
    columns === null || lines.every((line) => widthOf(line) <= columns);
  const tableWith = (cells: number, rest: (row: MeterRow) => readonly string[]): readonly string[] =>
    table(
      rows.map((row) => [row.name, row.bar(cells), row.percent, ...rest(row)]),
      { indent: '  ', right: [2] },
    );
  const whole = barSizes.map((cells) => tableWith(cells, ({ rest }) => rest)).find(fits);
  if (whole !== undefined) return whole;
  const heads = barSizes.map((cells) => tableWith(cells, () => [])).find(fits);
  return rows.flatMap((row, index) => [
    ...(heads === undefined ? stacked(row, columns) : [heads[index] ?? '']),
    ...together(
      row.rest.filter((part) => part !== ''),
      columns,
    ).flatMap((line) => indented(line, columns, '    ')),
  ]);
}

/** Parts on as few lines as they fit on without being broken. */
function together(parts: readonly string[], columns: number | null): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const before = lines.at(-1);
    const longer = `${before} · ${part}`;
    if (before !== undefined && (columns === null || widthOf(longer) + 4 <= columns)) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function stacked({ name, bar: meter, percent }: MeterRow, columns: number | null): readonly string[] {
  const cells = Math.max(shortestBar, (columns ?? 0) - widthOf(percent) - 4);
  return [`  ${name}`, `  ${[meter(Math.min(barSizes[0], cells)), percent].filter((part) => part !== '').join('  ')}`];
}

/** Aligns rows in columns. If the terminal is too narrow, `rest` goes on lines below each head. */
export function fitted(
  rows: readonly { readonly head: string; readonly rest: readonly string[] }[],
  columns: number | null,
  options: TableOptions = {},
): readonly string[] {
  const whole = table(
    rows.map(({ head, rest }) => [head, ...rest]),
    options,
  );
  if (columns === null || whole.every((line) => widthOf(line) <= columns)) return whole;
  return rows.flatMap(({ head, rest }) => [
    `${options.indent ?? ''}${head}`,
    ...together(
      rest.filter((part) => part !== ''),
      columns,
    ).flatMap((line) => (isPlace.test(line) ? [`    ${line}`] : indented(line, columns, '    '))),
  ]);
}

/** A path or an address, which is copied from the terminal, and so stays whole. */
const isPlace = /^(?:~?[\\/]|[A-Z]:\\|[a-z]+:\/\/)/;

export const indented = (text: string, columns: number | null, indent = '  '): readonly string[] =>
  wrapped(text, columns === null ? null : columns - indent.length).map((line) => indent + line);

const longestName = 26;
const shortestText = 16;

/**
 * Lists names with their explanations in a second column, or on lines of their own below a long name, and below each name
 * where the second column would have fewer than `leastText` cells.
 */
export const described = (...args: Parameters<typeof describedApart>): string[] => describedApart(...args).flat();

/** The same, with the lines of each name by themselves. */
export function describedApart(
  rows: readonly (readonly [name: string, text: string])[],
  columns: number | null,
  leastText = shortestText,
): (readonly string[])[] {
  const short = rows.map(([name]) => widthOf(name)).filter((width) => width <= longestName);
  const beside = Math.max(0, ...short);
  const nameCells = columns !== null && columns - beside - 4 < leastText ? 0 : beside;
  const margin = ' '.repeat(nameCells + 4);
  return rows.map(([name, text]) => {
    const lines = wrapped(text, columns === null ? null : Math.max(shortestText, columns - nameCells - 4));
    const [first = '', ...others] = lines;
    return widthOf(name) <= nameCells
      ? [`  ${padEnd(name, nameCells)}  ${first}`, ...others.map((line) => margin + line)]
      : [...hanging(name, columns), ...lines.map((line) => margin + line)];
  });
}

/** A name on lines of its own, of which the later ones are indented further. */
export const hanging = (name: string, columns: number | null): readonly string[] =>
  wrapped(name, columns === null ? null : columns - 4).map((line, index) => (index === 0 ? '  ' : '    ') + line);

/** Draws a meter. It is empty only if nothing is used, and full only if nothing is left. */
export function bar(usedPercent: number, cells: number = barSizes[0]): string {
  const exact = (Math.min(100, Math.max(0, usedPercent)) / 100) * cells;
  const filled = usedPercent >= 100 ? cells : Math.min(cells - 1, usedPercent > 0 ? Math.max(1, Math.floor(exact)) : 0);
  return '█'.repeat(filled) + '░'.repeat(cells - filled);
}
