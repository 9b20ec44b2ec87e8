// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useAction } from '../../renderer/use-action.ts';
import { deferred } from './dom.tsx';

afterEach(cleanup);

const action = () => renderHook(useAction, { wrapper: StrictMode });

describe('useAction', () => {
  it('is busy only while a call runs', async () => {
    const { result } = action();
    const call = deferred();
    expect(result.current).toMatchObject({ busy: false, failed: false });
    act(() => result.current.run(() => call.promise));
    expect(result.current).toMatchObject({ busy: true, failed: false });
    await act(async () => call.resolve(undefined));
    expect(result.current).toMatchObject({ busy: false, failed: false });
  });

  it('runs one call at a time and ignores a second press', async () => {
    const { result } = action();
    const first = deferred();
    const second = vi.fn(async () => undefined);
    act(() => {
      result.current.run(() => first.promise);
      result.current.run(second);
    });
    expect(second).not.toHaveBeenCalled();
    await act(async () => first.resolve(undefined));
    await act(async () => result.current.run(second));
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('reports a rejected call until the next one begins', async () => {
    const { result } = action();
    await act(async () => result.current.run(() => Promise.reject(new Error('refused'))));
    expect(result.current).toMatchObject({ busy: false, failed: true });
    const next = deferred();
    act(() => result.current.run(() => next.promise));
    expect(result.current).toMatchObject({ busy: true, failed: false });
    await act(async () => next.resolve(undefined));
    expect(result.current.failed).toBe(false);
  });

  it('keeps the same function across renders', async () => {
    const { result, rerender } = action();
    const { run } = result.current;
    rerender();
    expect(result.current.run).toBe(run);
  });

  it('causes no error if its screen is unmounted during a call', async () => {
    const complaint = vi.spyOn(console, 'error');
    const { result, unmount } = action();
    const call = deferred();
    act(() => result.current.run(() => call.promise));
    unmount();
    await act(async () => call.reject(new Error('refused')));
    expect(complaint).not.toHaveBeenCalled();
    complaint.mockRestore();
  });
});
