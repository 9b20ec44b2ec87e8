import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utcOffsetsOf } from '../../../../main/core/quota/outlook/local-time.ts';
import { type LoggedRequests, localUse } from '../../../../main/core/usage/local-use.ts';
import { localUseCsv, localUseJson, localUseView } from '../../../../main/core/view/usage/local-use-view.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const hourMs = 3_600_000;
const shanghai = utcOffsetsOf('Asia/Shanghai');
const en = { words: wordsFor('en'), timeZone: 'Asia/Shanghai' };
const logged = (hoursAgo: number, over: Partial<LoggedRequests> = {}): LoggedRequests => ({
  ...{ atMs: nowMs - hoursAgo * hourMs, model: 'qwen3-coder-plus', project: '/home/me/app', requests: 1 },
  ...over,
});

describe('the requests of the last month', () => {
  it('are summed by the day of the user, the model and the project', () => {
    const use = localUse(
      [logged(21, { requests: 1.5 }), logged(19), logged(1), logged(0, { model: 'qwen-max', project: null })],
      nowMs,
      shanghai,
    );
    expect(use).toEqual({
      fromDate: '2026-10-22',
      toDate: '2026-11-21',
      rows: [
        { date: '2026-11-20', model: 'qwen3-coder-plus', project: 'app', requests: 1.5 },
        { date: '2026-11-21', model: 'qwen3-coder-plus', project: 'app', requests: 2 },
        { date: '2026-11-21', model: 'qwen-max', project: null, requests: 1 },
      ],
    });
  });

  it('name two projects of one name by as much as tells them apart', () => {
    const folders = ['/home/me/one/app', '/home/me/two/app', 'C:\\work\\site', '-srv-other', '/'];
    const { rows } = localUse(
      folders.map((project) => logged(1, { project })),
      nowMs,
      shanghai,
    );
    expect(rows.map(({ project }) => project)).toEqual(['one/app', 'two/app', 'site', '-srv-other', '/']);
  });

  it('show no key that stands in the name of a model or a folder', () => {
    const key = `sk-sp-${'1'.repeat(32)}`;
    const { rows } = localUse(
      [
        logged(1, { model: key }),
        ...[`/home/me/${key}`, `/home/me/one/${key}/app`, '/home/me/two/app', '/home/me/sk-learn'].map((project) =>
          logged(1, { project }),
        ),
        // Cut before it is masked, what is left of this key would no longer look like one.
        logged(1, { project: `/home/me/${'a '.repeat(25)}${key}` }),
      ],
      nowMs,
      shanghai,
    );
    expect(JSON.stringify(rows)).not.toContain('11111');
    expect(rows[0]?.model).toBe('…1111');
    expect(rows.slice(1).map(({ project }) => project)).toEqual([
      'sk-[removed]',
      'sk-[removed]/app',
      'two/app',
      'sk-learn',
      `${'a '.repeat(25)}sk-[remove`,
    ]);
  });

  it('name many projects of one name in a time that grows with their number', () => {
    const folders = Array.from({ length: 20_000 }, (_, index) => `/home/me/${index}/app`);
    const startedMs = performance.now();
    const { rows } = localUse(
      folders.map((project) => logged(1, { project })),
      nowMs,
      shanghai,
    );
    // Comparing each with each takes more than a minute.
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect([rows.length, rows[7]?.project]).toEqual([20_000, '7/app']);
  });

  it('hold all requests of the time, whatever the names', () => {
    const one = fc.record({
      atMs: fc.integer({ min: nowMs - 29 * 24 * hourMs, max: nowMs }),
      model: fc.string(),
      project: fc.option(fc.string()),
      requests: fc.constantFrom(1, 1.5, 2),
    });
    fc.assert(
      fc.property(fc.array(one), (all) => {
        const { rows } = localUse(all, nowMs, shanghai);
        const sum = (items: readonly { readonly requests: number }[]) =>
          items.reduce((total, { requests }) => total + requests, 0);
        expect(sum(rows)).toBeCloseTo(sum(all));
      }),
    );
  });

  it('leave out what is older or later', () => {
    expect(localUse([logged(32 * 24), logged(-24)], nowMs, shanghai).rows).toEqual([]);
  });
});

describe('what is shown of it', () => {
  const use = localUse(
    [logged(30), logged(1, { requests: 2 }), logged(1, { model: 'a "b", c', project: null })],
    nowMs,
    shanghai,
  );

  it('has each day in order, also those without a request', () => {
    const view = localUseView(use, 'day', nowMs, en);
    expect(view?.rows).toHaveLength(31);
    expect(view?.rows.filter(({ requests }) => requests > 0).map(({ name, text }) => [name, text])).toEqual([
      ['Nov 20', '1'],
      ['Nov 21', '3'],
    ]);
    expect(view?.totalText).toBe('4');
  });

  it('has models and projects by their use', () => {
    expect(localUseView(use, 'model', nowMs, en)?.rows.map(({ name, shareText }) => [name, shareText])).toEqual([
      ['qwen3-coder-plus', '75%'],
      ['a "b", c', '25%'],
    ]);
    expect(localUseView(use, 'project', nowMs, en)?.rows.map(({ name }) => name)).toEqual(['app', 'Not known']);
    expect(localUseView({ ...use, rows: [] }, 'day', nowMs, en)).toBeNull();
  });

  it('can be copied', () => {
    expect(localUseCsv(use)).toBe(
      [
        'date,model,project,requests',
        '2026-11-20,qwen3-coder-plus,app,1',
        '2026-11-21,qwen3-coder-plus,app,2',
        '2026-11-21,"a ""b"", c",,1',
        '',
      ].join('\r\n'),
    );
    expect(JSON.parse(localUseJson(use))).toMatchObject({ from: '2026-10-22', to: '2026-11-21', rows: use.rows });
  });
});
