import { describe, expect, it, vi } from 'vitest';
import { watchForTrayHost } from '../../../main/app/tray-host.ts';
import { fakeClock } from '../../support/fakes.ts';

function watch(answers: readonly boolean[]) {
  const clock = fakeClock();
  const asked = vi.fn();
  const onAbsent = vi.fn();
  const onArrived = vi.fn();
  const stop = watchForTrayHost({
    clock,
    hasTrayHost: async () => {
      asked();
      return answers[Math.min(asked.mock.calls.length, answers.length) - 1] ?? false;
    },
    onAbsent,
    onArrived,
  });
  return { clock, asked, onAbsent, onArrived, stop };
}

describe('watchForTrayHost', () => {
  it('checks once where a panel is there', async () => {
    const { clock, asked, onAbsent, onArrived } = watch([true]);
    await clock.advance(600_000);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(onAbsent).not.toHaveBeenCalled();
    expect(onArrived).not.toHaveBeenCalled();
    expect(clock.timerCount()).toBe(0);
  });

  it('reports once that there is none, and once that one started', async () => {
    const { clock, onAbsent, onArrived } = watch([false, false, true]);
    await clock.advance(60_000);
    expect(onAbsent).toHaveBeenCalledTimes(1);
    expect(onArrived).toHaveBeenCalledTimes(1);
    expect(clock.timerCount()).toBe(0);
  });

  it('stops checking after two minutes', async () => {
    const { clock, asked, onArrived } = watch([false]);
    await clock.advance(600_000);
    expect(asked).toHaveBeenCalledTimes(24);
    expect(onArrived).not.toHaveBeenCalled();
    expect(clock.timerCount()).toBe(0);
  });

  it('reports nothing after it was ended', async () => {
    const { clock, onAbsent, stop } = watch([false]);
    stop();
    await clock.advance(60_000);
    expect(onAbsent).not.toHaveBeenCalled();
    expect(clock.timerCount()).toBe(0);
  });
});
