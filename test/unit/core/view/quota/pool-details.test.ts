import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../../../main/core/quota/share.ts';
import {
  freeTierDetails,
  modelRow,
  type RankedModel,
  sortModels,
} from '../../../../../main/core/view/quota/free-tier-rows.ts';
import { detailsOf } from '../../../../../main/core/view/quota/pool-details.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { everyPool, nowMs } from '../../../../renderer/states.ts';

const en = { words: wordsFor('en'), timeZone: 'UTC' };
const detailsFor = (pool: string) => {
  const status = everyPool.pools.find((other) => other.pool === pool);
  if (status?.state !== 'fresh') throw new Error(pool);
  return detailsOf(status.reading, nowMs, en);
};
const models = (): readonly RankedModel[] => {
  const details = detailsFor('free-tier');
  return details.kind === 'free-tier' ? details.models : [];
};
const names = (rows: readonly RankedModel[]): readonly string[] => rows.map(({ name }) => name);

describe('the free tier', () => {
  it('sorts models: in use, used up, untouched, without an amount', () => {
    const sorted = sortModels(models(), 'used', '');
    expect(names(sorted.slice(0, 5))).toEqual([
      'wan2.6-t2v',
      'qwen3.7-plus',
      'text-embedding-v4',
      'cosyvoice-v3',
      'qwen3-max',
    ]);
    expect(sorted.at(-1)?.measured).toBeNull();
    expect(sorted).toHaveLength(214);
  });

  it('finds models by name in any case, and sorts them by name and by end', () => {
    expect(names(sortModels(models(), 'used', ' QWEN3-M'))).toEqual(['qwen3-max']);
    expect(names(sortModels(models(), 'name', 'qwen3'))).toEqual(['qwen3-coder-next', 'qwen3-max', 'qwen3.7-plus']);
    expect(sortModels(models(), 'ends', '')[0]?.name).toBe('qwen3.7-plus');
    expect(sortModels(models(), 'used', 'no such model')).toEqual([]);
  });

  it('shows a model’s own unit and its status', () => {
    const [row] = models().filter(({ name }) => name === 'qwen3-max');
    expect(row && modelRow(row, false, nowMs, en)).toMatchObject({
      amountText: '0 left of 1M tokens',
      percent: 100,
      level: 'red',
      noteText: 'used up, ends Dec 14',
    });
    expect(detailsFor('free-tier')).toMatchObject({ summary: '214 models · 1 nearly used up · 1 used up' });
  });

  it('counts what is used up apart from what is nearly, and leaves out what is only getting low and what has ended', () => {
    const modelWith = (remaining: number, over: Partial<RankedModel['model']> = {}): RankedModel['model'] => ({
      model: `m-${remaining}`,
      quota: { remaining, total: 100, unit: 'Tokens' },
      status: 'valid',
      endsAtMs: null,
      ...over,
    });
    const summaryOf = (...all: readonly RankedModel['model'][]): string =>
      freeTierDetails({ models: all }, nowMs, en).summary;
    expect(summaryOf(modelWith(0), modelWith(0, { status: 'expired' }))).toBe('2 models · 1 used up');
    expect(summaryOf(modelWith(10), modelWith(11), modelWith(0.1))).toBe('3 models · 2 nearly used up');
    expect(summaryOf(modelWith(100))).toBe('1 model');
  });

  it('says in words that there is none', () => {
    expect(freeTierDetails({ models: [] }, nowMs, en).summary).toBe('No model with a free amount.');
  });
});

describe('other pools', () => {
  it('shows a team’s seats, their credit refresh if it is not that of all, and its add-on packs', () => {
    const details = detailsFor('token-plan-team');
    expect(details.kind === 'credits' && details.rows.map((row) => [row.name, row.percentText, row.noteText])).toEqual([
      ['Standard', '78%', '3 of 4 seats assigned'],
      ['Pro', '27%', '1 of 1 seat assigned'],
      ['Add-on pack', '12%', 'ends Jun 9, 2027'],
    ]);
    const status = everyPool.pools.find(({ pool }) => pool === 'token-plan-team');
    const reading = status === undefined ? null : readingOf(status);
    if (reading?.pool !== 'token-plan-team') throw new Error('no team');
    const seatTiers = reading.seatTiers.map((tier) => ({ ...tier, refreshesAtMs: nowMs + 3_600_000 }));
    const apart = detailsOf({ ...reading, seatTiers }, nowMs, en);
    expect(apart.kind === 'credits' && apart.rows[0]?.noteText).toBe('3 of 4 seats assigned, refreshes 12:46');
  });

  it('shows the days of a bill as billed, in any time zone', () => {
    const status = everyPool.pools.find(({ pool }) => pool === 'pay-as-you-go');
    if (status?.state !== 'fresh') throw new Error('no bill');
    for (const timeZone of ['Pacific/Honolulu', 'Pacific/Kiritimati']) {
      expect(detailsOf(status.reading, nowMs, { ...en, timeZone })).toMatchObject({
        totalText: '$12.43',
        periodText: 'Nov 1 to Nov 21',
        emptyText: null,
      });
    }
  });

  it('have no details beside their windows', () => {
    expect(detailsFor('coding-plan')).toEqual({ kind: 'none' });
  });
});
