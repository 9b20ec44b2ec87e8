// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../main/core/quota/model.ts';
import { detailsOf } from '../../main/core/view/quota/pool-details.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import { Details } from '../../renderer/quota/Details.tsx';
import './dom.tsx';
import { nowMs } from './states.ts';

afterEach(cleanup);

const locale = { words: wordsFor('en'), timeZone: 'UTC' };
const taken = { sourceId: 'qwencloud', takenAtMs: nowMs, windows: [] } as const;
const freeTier = (count: number): Reading => ({
  pool: 'free-tier',
  ...taken,
  models: Array.from({ length: count }, (_, index) => ({
    model: `qwen-${index}`,
    quota: { remaining: 1_000_000 - index, total: 1_000_000, unit: 'tokens' },
    status: 'valid',
    endsAtMs: nowMs + index * 86_400_000,
  })),
});
const bill = (count: number): Reading => ({
  pool: 'pay-as-you-go',
  ...taken,
  fromDate: '2026-11-01',
  toDate: '2026-11-21',
  currency: 'USD',
  totalCost: 1,
  models: Array.from({ length: count }, (_, index) => ({ model: `qwen-${index}`, usage: [], cost: index })),
});

const show = (reading: Reading) =>
  render(<Details details={detailsOf(reading, nowMs, locale)} context={{ nowMs, locale }} />);
const rows = (): number => document.querySelectorAll('.amount-row').length;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe.each([
  ['the free tier', freeTier, 4],
  ['the bill', bill, 3],
] as const)('a list of 4,000 models: %s', (_name, of, few) => {
  it('draws few rows at first, fifty on demand, and fifty more each time', () => {
    show(of(4000));
    expect(rows()).toBe(few);
    press('Show all 4,000');
    expect(rows()).toBe(50);
    press('Show 50 more');
    expect(rows()).toBe(100);
    press('Show less');
    expect(rows()).toBe(few);
  });

  it('ends with the last model', () => {
    show(of(60));
    press('Show all 60');
    press('Show 10 more');
    expect(rows()).toBe(60);
    expect(screen.queryByRole('button', { name: /more/ })).toBeNull();
  });

  it('offers nothing more for a short list', () => {
    show(of(few));
    expect(rows()).toBe(few);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('a search in the free tier', () => {
  it('finds any model, also one that is not drawn', () => {
    show(freeTier(4000));
    press('Show all 4,000');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'qwen-3999' } });
    expect(rows()).toBe(1);
  });
});
