import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs a task once, after its time', () => {
  const task = vi.fn();
  createClock().after(1000, task);
  vi.advanceTimersByTime(999);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(task).toHaveBeenCalledTimes(1);
});

it('does not run a cancelled task, which may be cancelled twice', () => {
  const task = vi.fn();
  const cancel = createClock().after(1000, task);
  cancel();
  cancel();
  vi.advanceTimersByTime(5000);
  expect(task).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it('waits longer than the system timer can, and can be cancelled during a later part', () => {
  const fortyDaysMs = 40 * 24 * 60 * 60 * 1000;
  const task = vi.fn();
  const other = vi.fn();
  const clock = createClock();
  clock.after(fortyDaysMs, task);
  const cancel = clock.after(fortyDaysMs, other);
  vi.advanceTimersByTime(fortyDaysMs - 1);
  expect(task).not.toHaveBeenCalled();
  cancel();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

it('runs a task of a negative delay at once', () => {
  const task = vi.fn();
  createClock().after(-5, task);
  vi.advanceTimersByTime(0);
  expect(task).toHaveBeenCalledTimes(1);
});

it('returns the time, and random numbers below one', () => {
  vi.setSystemTime(1234);
  const clock = createClock();
  expect(clock.now()).toBe(1234);
  expect(clock.random()).toBeGreaterThanOrEqual(0);
  expect(clock.random()).toBeLessThan(1);
});
