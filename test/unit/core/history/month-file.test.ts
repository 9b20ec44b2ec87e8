import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  header,
  lineOf,
  linesInSlice,
  monthOf,
  readMonth,
  readMonthInSlices,
  textOf,
} from '../../../../main/core/history/month-file.ts';
import { anyRecord, reading } from './records.ts';

const startMs = Date.UTC(2026, 10, 1);
const records = fc.array(anyRecord(startMs, startMs + 1_000_000), { maxLength: 12 });
const distinct = <Item>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

describe('a month of the history', () => {
  it('gives back what was written, each record once', () => {
    fc.assert(
      fc.property(records, (written) => {
        expect(readMonth(textOf(written))).toEqual({ records: distinct(written), damaged: [], isNewer: false });
      }),
    );
  });

  it('gives back everything that was completely written, whatever crashes cut off in between', () => {
    const run = fc.tuple(records, anyRecord(startMs, startMs + 1_000_000), fc.nat());
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), (runs) => {
        let text = header;
        for (const [whole, torn, cut] of runs) {
          const line = lineOf(torn);
          text += whole.map(lineOf).join('') + line.slice(0, cut % line.length);
        }
        const found = readMonth(text);
        expect(found.records).toEqual(distinct(runs.flatMap(([whole]) => whole)));
        expect(found.damaged.length).toBeLessThanOrEqual(runs.length);
      }),
    );
  });

  it('is read in slices of a few hundred lines, whatever they hold', () => {
    const lines = Array.from({ length: 10 * linesInSlice }, (_, index) =>
      index % 3 === 0 ? '\nx' : lineOf(reading(startMs + (index % 7))),
    );
    expect([...readMonthInSlices(header + lines.join(''))]).toHaveLength(10);
    expect(linesInSlice).toBeLessThanOrEqual(250);
  });

  it('ignores a header that was cut off', () => {
    expect(readMonth(header.slice(0, 7) + lineOf(reading(startMs))).records).toEqual([reading(startMs)]);
  });

  it('names the lines that are no records, but not the last one', () => {
    const text = `${header}\nx${lineOf(reading(startMs))}\n\u0000\u0000${lineOf(reading(startMs + 1))}\n{"kind":"rea`;
    expect(readMonth(text)).toEqual({
      records: [reading(startMs), reading(startMs + 1)],
      damaged: ['x', '\u0000\u0000'],
      isNewer: false,
    });
  });

  it('reads of a newer version what it understands, and finds no damage in the rest', () => {
    const line = JSON.stringify({ ...reading(startMs), future: 1 });
    const text = `{"historyVersion":2,"more":1}\n{"kind":"dream","atMs":1}\n${line}${lineOf(reading(startMs + 1))}`;
    expect(readMonth(text)).toEqual({
      records: [reading(startMs), reading(startMs + 1)],
      damaged: [],
      isNewer: true,
    });
  });

  it('belongs to a month of UTC', () => {
    expect(monthOf(Date.UTC(2026, 10, 30, 23, 59))).toBe('2026-11');
    expect(monthOf(Date.UTC(2026, 11, 1))).toBe('2026-12');
  });
});
