import { describe, expect, it } from 'vitest';
import { saidByVerdict } from '../../../../../main/core/view/notices/said-by-verdict.ts';

const verdict = { pool: 'coding-plan', windowId: 'week', isOld: false } as const;
const notice = { tag: 'coding-plan/week', canSnooze: true };

describe('the notice that the verdict stands for', () => {
  it('is the one about its window', () => {
    expect(saidByVerdict([{ ...notice, tag: 'spill' }, notice], verdict)).toBe(notice);
  });

  it.each([
    ['another window', { ...notice, tag: 'coding-plan/month' }, verdict],
    ['several windows', { ...notice, lines: ['one', 'another'] }, verdict],
    ['one that is back', { ...notice, canSnooze: false }, verdict],
    ['a number that is old', notice, { ...verdict, isOld: true }],
    ['a pool without windows', notice, { ...verdict, windowId: null }],
    ['nothing that was read', notice, null],
  ])('is none about %s', (_name, pending, said) => {
    expect(saidByVerdict([pending], said)).toBeUndefined();
  });
});
