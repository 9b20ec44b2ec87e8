import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../support/fakes.ts';

const powerMonitor = new EventEmitter();
const net = { online: true, isOnline: () => net.online };
vi.mock('electron', () => ({ powerMonitor, net }));
const { watchWorld } = await import('../../../main/adapters/electron/power.ts');

describe('watchWorld', () => {
  it('tells of waking, of unlocking, and of the network coming back, each once', async () => {
    const clock = fakeClock();
    const events = { onWake: vi.fn(), onOnline: vi.fn() };
    const stop = watchWorld(events, clock);
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    expect(events.onWake).toHaveBeenCalledTimes(2);
    await clock.advance(60_000);
    expect(events.onOnline).not.toHaveBeenCalled();
    net.online = false;
    await clock.advance(60_000);
    net.online = true;
    await clock.advance(60_000);
    expect(events.onOnline).toHaveBeenCalledTimes(1);
    stop();
    expect(clock.timerCount()).toBe(0);
    expect(powerMonitor.eventNames()).toEqual([]);
  });
});
