import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../main/core/failure.ts';
import { askAllPages } from '../../../../main/sources/qwencloud/pages.ts';

const rowsOf = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

/** How servers have been seen, or may be feared, to page a list. */
interface Server {
  /** What `TotalCount` says; null: it is left out. */
  readonly total: (all: number, onPage: number) => number | string | null;
  /** No page holds more, whatever was asked for. */
  readonly most: number;
  readonly ignoresPage?: true;
}

async function askAll(count: number, { total, most, ignoresPage }: Server, pageSize = 10, mostPages = 20) {
  const all = rowsOf(count);
  let asked = 0;
  const answer = await askAllPages({
    where: 'List',
    pageSize,
    mostPages,
    ask: async (page) => {
      asked += 1;
      const size = Math.min(pageSize, most);
      const from = ignoresPage ? 0 : (page - 1) * size;
      const Data = all.slice(from, from + size);
      const TotalCount = total(count, Data.length);
      return succeed(TotalCount === null ? { Data } : { Data, TotalCount });
    },
  });
  return { answer, asked };
}

const servers = {
  'states the total': { total: (all: number) => all, most: 1000 },
  'states it as a string': { total: (all: number) => String(all), most: 1000 },
  'states none': { total: () => null, most: 1000 },
  'states the rows of the page alone': { total: (_: number, onPage: number) => onPage, most: 1000 },
  'gives smaller pages than asked for': { total: (all: number) => all, most: 7 },
} satisfies Record<string, Server>;

describe.each(Object.entries(servers))('a server that %s', (_name, server) => {
  it('is asked for every row, once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 120 }), async (count) => {
        const { answer, asked } = await askAll(count, server);
        expect(answer).toEqual(succeed(rowsOf(count)));
        expect(asked).toBeLessThanOrEqual(Math.ceil(count / Math.min(10, server.most)) + 1);
      }),
    );
  });
});

it('is asked once for a list that fits one page', async () => {
  for (const server of [servers['states the total'], servers['states none']]) {
    expect((await askAll(9, server)).asked).toBe(1);
  }
});

it('never counts a page twice if it is sent for every page number', async () => {
  const told = { ...servers['states the total'], ignoresPage: true } as const;
  const silent = { ...servers['states none'], ignoresPage: true } as const;
  expect((await askAll(10, told)).answer).toEqual(succeed(rowsOf(10)));
  for (const { answer } of [await askAll(25, told), await askAll(25, silent)]) {
    expect(answer).toEqual(fail({ kind: 'unknown-shape', where: 'List: paging' }));
  }
});

it('ends', async () => {
  expect((await askAll(1000, servers['states none'], 10, 5)).answer).toEqual(fail({ kind: 'too-large' }));
});

it('never throws on any answer, and returns only objects as rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const answer = await askAllPages({ where: 'List', pageSize: 10, mostPages: 3, ask: async () => succeed(value) });
      if (!answer.ok) return;
      expect(Object.keys(Object(value)).some((key) => ['Data', 'TotalCount'].includes(key))).toBe(true);
    }),
  );
  for (const Data of [null, {}, 'x', [1], [[]], [null]]) {
    const answer = await askAllPages({ where: 'List', pageSize: 10, mostPages: 3, ask: async () => succeed({ Data }) });
    expect(answer).toMatchObject(fail({ kind: 'unknown-shape', where: 'List' }));
  }
});
