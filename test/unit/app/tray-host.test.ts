import { describe, expect, it, vi } from 'vitest';
import { watchForTrayHost } from '../../../main/app/first-contact.ts';
import { fakeClock } from '../../support/fakes.ts';

/** A panel that starts this long after the app; null: never. */
function watch(startsAfterMs: number | null, patienceMs = 15_000, hadTrayHost = startsAfterMs === 0) {
  const clock = fakeClock();
  const startedAtMs = clock.now();
  const hasTrayHost = vi.fn(async () => startsAfterMs !== null && clock.now() - startedAtMs >= startsAfterMs);
  const onAbsent = vi.fn();
  const onPresent = vi.fn();
  const stop = watchForTrayHost({
    clock,
    hadTrayHost: Promise.resolve(hadTrayHost),
    hasTrayHost,
    patienceMs,
    onAbsent,
    onPresent,
  });
  return { clock, hasTrayHost, onAbsent, onPresent, stop };
}

describe('watchForTrayHost', () => {
  it('checks once where a panel is there', async () => {
    const { clock, hasTrayHost, onAbsent, onPresent } = watch(0);
    await clock.advance(600_000);
    expect(hasTrayHost).toHaveBeenCalledTimes(1);
    expect(onAbsent).not.toHaveBeenCalled();
    expect(onPresent.mock.calls).toEqual([[false]]);
    expect(clock.timerCount()).toBe(0);
  });

  it.each([1, 4_000, 14_000])('reports no absence for a panel that starts %i ms after the app', async (afterMs) => {
    const { clock, onAbsent, onPresent } = watch(afterMs);
    await clock.advance(600_000);
    expect(onAbsent).not.toHaveBeenCalled();
    expect(onPresent.mock.calls).toEqual([[true]]);
    expect(clock.timerCount()).toBe(0);
  });

  it('counts a panel as late that started between the icon and the first check', async () => {
    const { clock, onPresent } = watch(0, 15_000, false);
    await clock.advance(600_000);
    expect(onPresent.mock.calls).toEqual([[true]]);
  });

  it('reports the absence once, when its patience ends', async () => {
    const { clock, onAbsent } = watch(null);
    await clock.advance(14_999);
    expect(onAbsent).not.toHaveBeenCalled();
    await clock.advance(1);
    await clock.advance(600_000);
    expect(onAbsent).toHaveBeenCalledTimes(1);
  });

  it('reports the absence at once without patience', async () => {
    const { clock, onAbsent } = watch(null, 0);
    await clock.advance(0);
    expect(onAbsent).toHaveBeenCalledTimes(1);
  });

  it.each([1, 10, 600])('reports a panel that was added %i minutes later', async (minutes) => {
    const { clock, onAbsent, onPresent } = watch(minutes * 60_000);
    await clock.advance(minutes * 60_000 + 30_000);
    expect(onAbsent).toHaveBeenCalledTimes(1);
    expect(onPresent.mock.calls).toEqual([[true]]);
    expect(clock.timerCount()).toBe(0);
  });

  it('checks twice a minute at most after the first two minutes', async () => {
    const { clock, hasTrayHost } = watch(null);
    await clock.advance(150_000);
    const before = hasTrayHost.mock.calls.length;
    await clock.advance(600_000);
    expect(hasTrayHost.mock.calls.length - before).toBe(20);
  });

  it('reports nothing after it was ended', async () => {
    const { clock, onAbsent, onPresent, stop } = watch(5_000, 0);
    stop();
    await clock.advance(60_000);
    expect(onAbsent).not.toHaveBeenCalled();
    expect(onPresent).not.toHaveBeenCalled();
    expect(clock.timerCount()).toBe(0);
  });
});
