import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeClock, fakeClock } from '../../../support/fakes.ts';

const powerMonitor = new EventEmitter();
const net = { online: true, isOnline: () => net.online };
vi.mock('electron', () => ({ powerMonitor, net }));
const { watchSystemEvents } = await import('../../../../main/adapters/electron/power.ts');

const minuteMs = 60_000;

describe('watchSystemEvents', () => {
  let clock: FakeClock;
  let idle: boolean;
  let events: Record<'onWake' | 'onOnline' | 'onReturn', ReturnType<typeof vi.fn<() => void>>>;
  let stop: () => void;

  beforeEach(() => {
    clock = fakeClock();
    idle = false;
    net.online = true;
    events = { onWake: vi.fn(), onOnline: vi.fn(), onReturn: vi.fn() };
    stop = watchSystemEvents(events, { clock, isIdle: () => idle });
  });
  afterEach(() => {
    stop();
    expect(clock.timerCount()).toBe(0);
    expect(powerMonitor.eventNames()).toEqual([]);
  });

  const counts = () => Object.values(events).map((event) => event.mock.calls.length);

  it('reports nothing where nothing happens', async () => {
    await clock.advance(60 * minuteMs);
    expect(counts()).toEqual([0, 0, 0]);
  });

  it('looks at most once a minute, but soon for a network that was lost', async () => {
    const looks = vi.spyOn(net, 'isOnline');
    await clock.advance(60 * minuteMs);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(60);
    net.online = false;
    await clock.advance(minuteMs);
    net.online = true;
    await clock.advance(10_000);
    expect(counts()).toEqual([0, 1, 0]);
    looks.mockRestore();
  });

  it('reports waking and unlocking', () => {
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    expect(counts()).toEqual([2, 0, 0]);
  });

  it('reports once that the network returned, and not that it was lost', async () => {
    net.online = false;
    await clock.advance(minuteMs);
    expect(counts()).toEqual([0, 0, 0]);
    net.online = true;
    await clock.advance(minuteMs);
    expect(counts()).toEqual([0, 1, 0]);
  });

  it('reports once that the user returned, and not that they left', async () => {
    idle = true;
    await clock.advance(30 * minuteMs);
    expect(counts()).toEqual([0, 0, 0]);
    idle = false;
    await clock.advance(minuteMs);
    expect(counts()).toEqual([0, 0, 1]);
  });

  it.each([
    ['a sleep without an event', 20 * minuteMs],
    ['a clock set forward', 365 * 24 * 60 * minuteMs],
    ['a clock set back', -60 * minuteMs],
  ])('treats a jump of the clock as waking: %s', async (_, byMs) => {
    stop();
    let setByMs = 0;
    stop = watchSystemEvents(events, { clock: { ...clock, now: () => clock.now() + setByMs }, isIdle: () => idle });
    await clock.advance(minuteMs);
    setByMs = byMs;
    await clock.advance(minuteMs);
    expect(counts()).toEqual([1, 0, 0]);
  });

  it('reports a sleep once that the system reports as well', async () => {
    clock.jump(20 * minuteMs);
    powerMonitor.emit('resume');
    await clock.advance(minuteMs);
    expect(counts()).toEqual([1, 0, 0]);
  });

  it('ignores a check that is slightly late', async () => {
    clock.jump(50_000);
    await clock.advance(minuteMs);
    expect(counts()).toEqual([0, 0, 0]);
  });
});
