// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BreakdownAnswer, BreakdownQuestion } from '../../main/core/usage/breakdown-model.ts';
import { useBreakdown } from '../../renderer/history/ModelHistory.tsx';
import { deferred, fakeMain } from './dom.tsx';

afterEach(cleanup);

const questionAbout = (model: string): BreakdownQuestion => ({
  model,
  period: { kind: 'named', name: 'month' },
  granularity: 'day',
});
const answerAbout = (model: string): BreakdownAnswer => ({
  outcome: 'failed',
  problem: { kind: 'model-not-found', model, near: [] },
});

/** A fake main whose answers the test resolves, one for each question in order. */
function slowMain() {
  const replies: ReturnType<typeof deferred<BreakdownAnswer>>[] = [];
  const main = fakeMain({
    'breakdown:get': () => {
      const reply = deferred<BreakdownAnswer>();
      replies.push(reply);
      return reply.promise;
    },
  });
  return { main, replies };
}

const ask = (first: BreakdownQuestion | null) => {
  const { main, replies } = slowMain();
  const hook = renderHook((question: BreakdownQuestion | null) => useBreakdown(main.bridge, question), {
    initialProps: first,
  });
  return { ...hook, main, replies };
};
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('useBreakdown', () => {
  it('sends no request while the question is incomplete', () => {
    const { result, main } = ask(null);
    expect(result.current).toEqual({ phase: 'none' });
    expect(main.calls).toEqual([]);
  });

  it('shows a quick answer without flicker, and shows a pending request only after a delay', async () => {
    const { result, main, replies } = ask(questionAbout('a'));
    expect(main.calls).toEqual([['breakdown:get', questionAbout('a')]]);
    pass(149);
    expect(result.current).toEqual({ phase: 'none' });
    pass(1);
    expect(result.current).toEqual({ phase: 'asking' });
    await act(async () => replies[0]?.resolve(answerAbout('a')));
    expect(result.current).toEqual({ phase: 'answered', answer: answerAbout('a') });
    pass(1000);
    expect(result.current.phase).toBe('answered');
  });

  it('sends a new request when the question changes, but not on a mere re-render', () => {
    const { rerender, main } = ask(questionAbout('a'));
    rerender(questionAbout('a'));
    expect(main.calls).toHaveLength(1);
    rerender(questionAbout('b'));
    expect(main.calls).toHaveLength(2);
  });

  it('uses only the answer to the last question, in whatever order answers arrive', async () => {
    const { result, rerender, replies } = ask(questionAbout('a'));
    rerender(questionAbout('b'));
    await act(async () => replies[1]?.resolve(answerAbout('b')));
    await act(async () => replies[0]?.resolve(answerAbout('a')));
    expect(result.current).toEqual({ phase: 'answered', answer: answerAbout('b') });
  });

  it('keeps the answer on the screen until the next one arrives or is slow', async () => {
    const { result, rerender, replies } = ask(questionAbout('a'));
    await act(async () => replies[0]?.resolve(answerAbout('a')));
    rerender(questionAbout('b'));
    expect(result.current).toEqual({ phase: 'answered', answer: answerAbout('a') });
    pass(150);
    expect(result.current).toEqual({ phase: 'asking' });
  });

  it('reports when main rejects the question', async () => {
    const { result, replies } = ask(questionAbout('a'));
    await act(async () => replies[0]?.reject(new Error('refused')));
    expect(result.current).toEqual({ phase: 'refused' });
  });

  it('drops the answer when the question is gone', async () => {
    const { result, rerender, replies } = ask(questionAbout('a'));
    await act(async () => replies[0]?.resolve(answerAbout('a')));
    rerender(null);
    expect(result.current).toEqual({ phase: 'none' });
  });

  it('leaves no timer behind', () => {
    const { unmount } = ask(questionAbout('a'));
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
