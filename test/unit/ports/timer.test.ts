import { describe, expect, it } from 'vitest';
import { createTimer, limitTime, pause } from '../../../main/ports/timer.ts';
import { fakeClock, settle } from '../../support/fakes.ts';

const hourMs = 3_600_000;

describe('a timer', () => {
  it('replaces the pending task by the next one', async () => {
    const clock = fakeClock();
    const runs: string[] = [];
    const timer = createTimer(clock);
    timer.set(10, () => runs.push('first'));
    timer.set(20, () => runs.push('second'));
    await clock.advance(100);
    expect(runs).toEqual(['second']);
    expect(clock.timerCount()).toBe(0);
  });

  it('runs a task with a negative delay as soon as possible', async () => {
    const clock = fakeClock();
    const delays: number[] = [];
    const timer = createTimer({
      ...clock,
      after(delayMs) {
        delays.push(delayMs);
        return () => undefined;
      },
    });
    timer.set(-5, () => undefined);
    timer.setAt(clock.now() - 1, () => undefined);
    expect(delays).toEqual([0, 0]);
  });

  it('leaves nothing pending once it is cancelled, and can be set again', async () => {
    const clock = fakeClock();
    let runs = 0;
    const timer = createTimer(clock);
    timer.cancel();
    timer.setAt(clock.now() + hourMs, () => (runs += 1));
    timer.cancel();
    expect(clock.timerCount()).toBe(0);
    timer.set(1, () => (runs += 1));
    await clock.advance(2 * hourMs);
    expect(runs).toBe(1);
  });

  it('waits for a time of day that is weeks ahead', async () => {
    const clock = fakeClock();
    let runs = 0;
    createTimer(clock).setAt(clock.now() + 60 * 24 * hourMs, () => (runs += 1));
    await clock.advance(60 * 24 * hourMs - 1);
    expect(runs).toBe(0);
    await clock.advance(1);
    expect(runs).toBe(1);
  });

  it('does not run before the time of day when the clock is set back meanwhile', async () => {
    const clock = fakeClock();
    let runs = 0;
    createTimer(clock).setAt(clock.now() + 0.5 * hourMs, () => (runs += 1));
    clock.jump(-2 * hourMs);
    await clock.advance(2.5 * hourMs - 1);
    expect(runs).toBe(0);
    await clock.advance(1);
    expect(runs).toBe(1);
  });

  it('notices within an hour that the machine slept past the time of day', async () => {
    const clock = fakeClock();
    let runs = 0;
    const timer = createTimer(clock);
    timer.setAt(clock.now() + 24 * hourMs, () => (runs += 1));
    await clock.advance(1);
    clock.jump(24 * hourMs);
    await clock.advance(hourMs);
    expect(runs).toBe(1);
    expect(clock.timerCount()).toBe(0);
  });
});

describe('a pause', () => {
  it.each([
    ['after its time', 50, false],
    ['at once when it is aborted', 0, true],
  ])('ends %s and leaves no timer', async (_when, passesMs, aborts) => {
    const clock = fakeClock();
    const caller = new AbortController();
    let hasEnded = false;
    void pause(clock, 50, caller.signal).then(() => {
      hasEnded = true;
    });
    await clock.advance(49);
    expect(hasEnded).toBe(false);
    if (aborts) caller.abort();
    await clock.advance(passesMs);
    expect([hasEnded, clock.timerCount()]).toEqual([true, 0]);
  });

  it('does not begin when it is aborted already', async () => {
    const clock = fakeClock();
    await pause(clock, 50, AbortSignal.abort());
    expect(clock.timerCount()).toBe(0);
  });
});

describe('a time limit', () => {
  it('aborts the work when the time is up, and says so', async () => {
    const clock = fakeClock();
    const limit = limitTime(clock, 100, new AbortController().signal);
    await clock.advance(99);
    expect([limit.signal.aborted, limit.isOver()]).toEqual([false, false]);
    await clock.advance(1);
    expect([limit.signal.aborted, limit.isOver()]).toEqual([true, true]);
  });

  it('aborts the work with its caller, which is not a time that is up', () => {
    const clock = fakeClock();
    const caller = new AbortController();
    const limit = limitTime(clock, 100, caller.signal);
    caller.abort();
    expect([limit.signal.aborted, limit.isOver()]).toEqual([true, false]);
  });

  it('leaves no timer once the work is done', async () => {
    const clock = fakeClock();
    limitTime(clock, 100, new AbortController().signal).cancel();
    await settle();
    expect(clock.timerCount()).toBe(0);
  });
});
