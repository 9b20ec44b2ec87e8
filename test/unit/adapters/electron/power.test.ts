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

  const told = () => Object.values(events).map((event) => event.mock.calls.length);

  it('tells nothing where nothing happens', async () => {
    await clock.advance(60 * minuteMs);
    expect(told()).toEqual([0, 0, 0]);
  });

  it('tells of waking and of unlocking', () => {
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    expect(told()).toEqual([2, 0, 0]);
  });

  it('tells once that the network came back, and not that it went', async () => {
    net.online = false;
    await clock.advance(minuteMs);
    expect(told()).toEqual([0, 0, 0]);
    net.online = true;
    await clock.advance(minuteMs);
    expect(told()).toEqual([0, 1, 0]);
  });

  it('tells once that somebody came back, and not that they left', async () => {
    idle = true;
    await clock.advance(30 * minuteMs);
    expect(told()).toEqual([0, 0, 0]);
    idle = false;
    await clock.advance(minuteMs);
    expect(told()).toEqual([0, 0, 1]);
  });

  it.each([
    ['a sleep nobody told of', 20 * minuteMs],
    ['a clock set on', 365 * 24 * 60 * minuteMs],
    ['a clock set back', -60 * minuteMs],
  ])('takes a leap of the clock for waking: %s', async (_, byMs) => {
    stop();
    let setByMs = 0;
    stop = watchSystemEvents(events, { clock: { ...clock, now: () => clock.now() + setByMs }, isIdle: () => idle });
    await clock.advance(minuteMs);
    setByMs = byMs;
    await clock.advance(minuteMs);
    expect(told()).toEqual([1, 0, 0]);
  });

  it('tells once of a sleep that the system told of as well', async () => {
    clock.jump(20 * minuteMs);
    powerMonitor.emit('resume');
    await clock.advance(minuteMs);
    expect(told()).toEqual([1, 0, 0]);
  });

  it('does not mind a look that is a little late', async () => {
    clock.jump(50_000);
    await clock.advance(minuteMs);
    expect(told()).toEqual([0, 0, 0]);
  });
});
