import type { ElectronApplication } from 'playwright';
import { eventually } from '../eventually.ts';

/** What goes on around the app, in a test's hand. */
interface RunEnvironment {
  online: boolean;
  idle: boolean;
  /** How far the clock of main is ahead of the machine's. */
  aheadMs: number;
  /** How often main looked at the network. */
  looks: number;
  /** How many things the system has told. */
  told: number;
}

export interface SystemEventsControl {
  /** The network is there or gone, and main has seen it. */
  setOnline(online: boolean): Promise<void>;
  /** Somebody is at the machine or nobody, and main has seen it. */
  setIdle(idle: boolean): Promise<void>;
  /** Time passes as it does, but faster: no look of main misses more than a moment. */
  pass(byMs: number): Promise<void>;
  /** Time leaps: a sleep that nobody told of. */
  leap(byMs: number): Promise<void>;
  /** What the system tells by itself. */
  tell(event: 'resume' | 'unlock-screen'): Promise<void>;
  /** By main's clock. */
  nowMs(): Promise<number>;
}

/** Main's own pause between two looks, and what is made of it. */
const lookEveryMs = 10_000;
const hastyMs = 50;
/** Below what main takes for a leap, with room for a slow machine. */
const stepMs = 30_000;

/**
 * Takes the network, the user and the clock of a running app in hand, by the doors through which main looks at them:
 * `net.isOnline`, `powerMonitor` and `Date.now`. Works on every desktop, and asks for no rights.
 */
export async function openSystemEventsControl(app: ElectronApplication): Promise<SystemEventsControl> {
  /** An answer of main may be lost on its way: it is asked for again, so nothing here minds being done twice. */
  const sure = <Value>(ask: () => Promise<Value>): Promise<{ readonly value: Value }> =>
    eventually('an answer of main', () =>
      ask().then(
        (value) => ({ value }),
        () => null,
      ),
    );

  await sure(() =>
    app.evaluate(
      ({ net, powerMonitor }, [pauseMs, shortMs]) => {
        if ('world' in globalThis) return;
        const world: RunEnvironment = { online: true, idle: false, aheadMs: 0, looks: 0, told: 0 };
        const { now } = Date;
        const wait = globalThis.setTimeout;
        const isOnline = (): boolean => {
          world.looks += 1;
          return world.online;
        };
        Object.assign(net, { isOnline });
        Object.assign(powerMonitor, { getSystemIdleState: () => (world.idle ? 'idle' : 'active') });
        Object.assign(Date, { now: () => now() + world.aheadMs });
        const setTimeout = (task: () => void, delayMs?: number) => wait(task, delayMs === pauseMs ? shortMs : delayMs);
        Object.assign(globalThis, { world, setTimeout });
      },
      [lookEveryMs, hastyMs] as const,
    ),
  );

  async function change(changes: Partial<RunEnvironment>): Promise<RunEnvironment> {
    const { value } = await sure(() =>
      app.evaluate((_electron, wanted) => {
        const { world } = globalThis as unknown as { world: RunEnvironment };
        return { ...Object.assign(world, wanted) };
      }, changes),
    );
    return value;
  }

  /** The look under way may have begun before the change. */
  async function seen(changes: Partial<RunEnvironment>): Promise<void> {
    const { looks } = await change(changes);
    await eventually('main to look twice', async () => (await change({})).looks >= looks + 2);
  }

  return {
    setOnline: (online) => seen({ online }),
    setIdle: (idle) => seen({ idle }),
    async pass(byMs) {
      const { aheadMs } = await change({});
      for (let passedMs = stepMs; passedMs < byMs + stepMs; passedMs += stepMs) {
        await seen({ aheadMs: aheadMs + Math.min(passedMs, byMs) });
      }
    },
    leap: async (byMs) => seen({ aheadMs: (await change({})).aheadMs + byMs }),
    async tell(event) {
      const told = (await change({})).told + 1;
      await sure(() =>
        app.evaluate(
          ({ powerMonitor }, [name, count]) => {
            const { world } = globalThis as unknown as { world: RunEnvironment };
            if (world.told < count) powerMonitor.emit(name);
            world.told = count;
          },
          [event, told] as const,
        ),
      );
    },
    nowMs: async () => Date.now() + (await change({})).aheadMs,
  };
}
