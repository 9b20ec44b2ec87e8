import { describe, expect, it } from 'vitest';
import {
  besideVerdict,
  isSnoozeOfferedBeside,
  saidByVerdict,
} from '../../../../../main/core/view/notices/said-by-verdict.ts';

const verdict = { pool: 'coding-plan', windowId: 'week', isOld: false, kind: 'left' } as const;
const part = (title: string) => ({ title, body: `About ${title}.` });
const notice = { tag: 'coding-plan/week', canSnooze: true };

describe('the notice that the verdict stands for', () => {
  it('is the one about its window', () => {
    expect(saidByVerdict([{ ...notice, tag: 'spill' }, notice], verdict)).toBe(notice);
  });

  it.each([
    ['another window', { ...notice, tag: 'coding-plan/month' }, verdict],
    ['several windows', { ...notice, parts: [part('one'), part('another')] }, verdict],
    ['one that is back', { ...notice, canSnooze: false }, verdict],
    ['a window of which it says only that there is plenty', notice, { ...verdict, kind: 'plenty' as const }],
    ['a number that is old', notice, { ...verdict, isOld: true }],
    ['a pool without windows', notice, { ...verdict, windowId: null }],
    ['nothing that was read', notice, null],
  ])('is none about %s', (_name, pending, said) => {
    expect(saidByVerdict([pending], said)).toBeUndefined();
  });
});

describe('the notices beside the verdict', () => {
  const titled = { ...notice, title: '90% of the weekly quota used' };
  const parts = [titled, { title: 'Your session has ended' }].map(({ title }) => part(title));

  it('leave out what it says', () => {
    const other = { ...titled, tag: 'spill' };
    expect(besideVerdict([titled, other], verdict)).toEqual([other]);
    expect(besideVerdict([titled, other], null)).toEqual([titled, other]);
  });

  it('say the rest of several, and the whole of a digest', () => {
    const several = { ...titled, parts };
    expect(besideVerdict([several], verdict)).toEqual([{ ...several, parts: parts.slice(1) }]);
    const digest = { ...several, isDigest: true as const };
    expect(besideVerdict([digest], verdict)).toEqual([digest]);
  });

  it('offer to snooze its window if they are about more, or it is old', () => {
    expect(isSnoozeOfferedBeside([titled], verdict)).toBe(false);
    expect(isSnoozeOfferedBeside([{ ...titled, parts }], verdict)).toBe(true);
    expect(isSnoozeOfferedBeside([titled], { ...verdict, isOld: true })).toBe(true);
    expect(isSnoozeOfferedBeside([titled], { ...verdict, kind: 'plenty' })).toBe(true);
    expect(isSnoozeOfferedBeside([{ ...titled, tag: 'coding-plan/month', parts }], verdict)).toBe(true);
    expect(isSnoozeOfferedBeside([{ ...titled, tag: 'coding-plan/month' }], verdict)).toBe(false);
  });
});
