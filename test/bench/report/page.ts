import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';

/** One line of the table in `docs/bench.md`. */
export interface BenchRow {
  /** Where the row stands in the table. */
  readonly order: number;
  readonly what: string;
  readonly against: string;
  readonly ours: string;
  readonly reference: string;
  /** What the goal is about: a ratio, a difference or an amount. */
  readonly result: string;
  readonly goal: string;
  readonly isMet: boolean;
  /** Why a goal is missed, or what the numbers depend on. */
  readonly note?: string;
}

const root = path.resolve(import.meta.dirname, '../../..');
const rowsFolder = path.join(root, 'out/bench');
const page = path.join(root, 'docs/bench.md');

/** Keeps a row and writes the page anew from all rows, so that a single measurement can be repeated. */
export function recordRow(row: BenchRow): void {
  mkdirSync(rowsFolder, { recursive: true });
  const measured = { ...row, machine: machineNow() };
  writeFileSync(path.join(rowsFolder, `${String(row.order).padStart(3, '0')}.json`), JSON.stringify(measured));
  writeFileSync(page, pageOf(keptRows()));
  process.stdout.write(`  ${row.what}: ${row.ours} against ${row.reference}: ${row.result} (goal ${row.goal})\n`);
}

type KeptRow = BenchRow & { readonly machine: string };

const keptRows = (): readonly KeptRow[] =>
  readdirSync(rowsFolder)
    .sort()
    .map((name): KeptRow => JSON.parse(readFileSync(path.join(rowsFolder, name), 'utf8')));

function machineNow(): string {
  const gib = Math.round(totalmem() / 1024 ** 3);
  const [load = 0] = loadavg();
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${gib} GiB, ${process.platform}, Node ${process.version}, load ${load.toFixed(1)}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function pageOf(rows: readonly KeptRow[]): string {
  const line = (row: KeptRow): string =>
    `| ${[row.what, row.ours, row.against, row.reference, row.result, row.goal, row.isMet ? 'met' : '**missed**'].map(cell).join(' | ')} |`;
  const notes = rows.flatMap(({ what, note }) => (note === undefined ? [] : [`- **${what}**: ${note}`]));
  return [
    '# What Qwen Gauge costs',
    '',
    'Written by `npm run bench`. Each row measures Qwen Gauge and its reference in turn, in one run; medians, with the least',
    'and the greatest value in brackets. Only ratios and differences can be compared between machines, and a busy machine',
    'lengthens differences too: the load at each row stands below. A difference is the median of those of each pair, which need',
    'not be that of the two medians.',
    '',
    '| what | Qwen Gauge | against | reference | result | goal | |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(line),
    '',
    ...(notes.length > 0 ? ['## Notes', '', ...notes, ''] : []),
    '## Measured on',
    '',
    ...[...new Set(rows.map(({ machine }) => machine))].map((machine) => `- ${machine}`),
    '',
  ].join('\n');
}
