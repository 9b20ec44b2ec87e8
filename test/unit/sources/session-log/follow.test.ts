import { describe, expect, it } from 'vitest';
import { createLogFollower } from '../../../../main/sources/session-log/reading/follow.ts';
import { fakeClock, settle } from '../../../support/fakes.ts';

function setUp() {
  const clock = fakeClock();
  const world = {
    looks: 0,
    lastRequestAtMs: null as number | null,
    isWatched: false,
    hasNew: false,
    folders: [] as readonly string[],
    closed: 0,
    sign: () => {},
    during: async () => {},
  };
  const follower = createLogFollower({
    clock,
    async look() {
      world.looks += 1;
      await world.during();
    },
    lively: () => ['/chats'],
    lastRequestAtMs: () => world.lastRequestAtMs,
    watch(onSign) {
      world.sign = onSign;
      return {
        set: (folders) => {
          world.folders = folders;
          return { isWhole: world.isWatched, hasNew: world.hasNew };
        },
        close: () => {
          world.closed += 1;
        },
      };
    },
  });
  return { clock, follower, world };
}

describe('following the logs', () => {
  it('scans at once, then rarely, and often while the logs grow', async () => {
    const { clock, follower, world } = setUp();
    follower.start();
    await settle();
    expect(world).toMatchObject({ looks: 1, folders: ['/chats'] });
    await clock.advance(59_000);
    expect(world.looks).toBe(1);
    world.lastRequestAtMs = clock.now();
    await clock.advance(1_000);
    expect(world.looks).toBe(2);
    await clock.advance(60_000);
    expect(world.looks).toBe(14);
    follower.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('scans seldom where the system reports each change, and at once after one', async () => {
    const { clock, follower, world } = setUp();
    world.isWatched = true;
    follower.start();
    await settle();
    await clock.advance(9 * 60_000);
    expect(world.looks).toBe(1);
    await clock.advance(60_000);
    expect(world.looks).toBe(2);
    world.sign();
    await clock.advance(300);
    expect(world.looks).toBe(3);
  });

  it('scans once more, soon, after it began to watch a folder', async () => {
    const { clock, follower, world } = setUp();
    Object.assign(world, { isWatched: true, hasNew: true });
    follower.start();
    await settle();
    expect(world.looks).toBe(1);
    world.hasNew = false;
    await clock.advance(300);
    expect(world.looks).toBe(2);
    await clock.advance(4 * 60_000);
    expect(world.looks).toBe(2);
  });

  it('scans once, soon, after a burst of file events', async () => {
    const { clock, follower, world } = setUp();
    follower.start();
    await settle();
    for (let sign = 0; sign < 20; sign++) world.sign();
    await clock.advance(300);
    expect(world.looks).toBe(2);
    await clock.advance(5_000);
    expect(world.looks).toBe(2);
  });

  it('scans again if a file event arrived during a scan', async () => {
    const { clock, follower, world } = setUp();
    world.during = async () => world.sign();
    follower.start();
    await settle();
    world.during = async () => {};
    await clock.advance(300);
    expect(world.looks).toBe(2);
  });

  it('leaves no timer or watcher, even if it stops during a scan', async () => {
    const { clock, follower, world } = setUp();
    let end = (): void => {};
    world.during = () => new Promise((resolve) => (end = resolve));
    follower.start();
    await settle();
    follower.stop();
    end();
    await settle();
    world.sign();
    expect({ timers: clock.timerCount(), closed: world.closed, looks: world.looks }).toEqual({
      timers: 0,
      closed: 1,
      looks: 1,
    });
  });
});
