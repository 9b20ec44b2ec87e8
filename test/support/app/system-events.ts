import type { ElectronApplication } from 'playwright';
import { eventually } from '../eventually.ts';
import { askMain } from './ask-main.ts';

/** The simulated environment of the app, kept in its main process. */
interface RunEnvironment {
  online: boolean;
  idle: boolean;
  /** How far main's clock is ahead of the real one. */
  aheadMs: number;
  /** How often main has checked the network. */
  looks: number;
  /** How many system events have been emitted. */
  events: number;
}

export interface SystemEventsControl {
  /** Connects or disconnects the network, and waits until main has noticed. */
  setOnline(online: boolean): Promise<void>;
  /** Makes the user idle or active, and waits until main has noticed. */
  setIdle(idle: boolean): Promise<void>;
  /** Advances the clock in small steps, so that main notices no jump. */
  pass(byMs: number): Promise<void>;
  /** Advances the clock at once, as after a sleep without a system event. */
  leap(byMs: number): Promise<void>;
  /** Emits an event of the operating system. */
  emit(event: 'resume' | 'unlock-screen'): Promise<void>;
  /** The time by main's clock. */
  nowMs(): Promise<number>;
}

/** Replaces main's interval between two checks in the test. */
const hastyMs = 50;
/** The first check still comes when it was due. */
const firstLookWithinMs = 90_000;
/** Less than what main regards as a jump of the clock, with a margin for a slow machine. */
const stepMs = 30_000;

/**
 * Controls the network, the user's activity and the clock of a running app by replacing the functions that main calls:
 * `net.isOnline`, `powerMonitor` and `Date.now`. Works on every desktop and needs no privileges.
 */
export async function openSystemEventsControl(app: ElectronApplication): Promise<SystemEventsControl> {
  await askMain(
    app,
    ({ net, powerMonitor }, shortMs) => {
      if ('environment' in globalThis) return;
      const environment: RunEnvironment = { online: true, idle: false, aheadMs: 0, looks: 0, events: 0 };
      const { now } = Date;
      const wait = globalThis.setTimeout;
      let isLooking = false;
      const isOnline = (): boolean => {
        environment.looks += 1;
        isLooking = true;
        return environment.online;
      };
      Object.assign(net, { isOnline });
      Object.assign(powerMonitor, { getSystemIdleState: () => (environment.idle ? 'idle' : 'active') });
      Object.assign(Date, { now: () => now() + environment.aheadMs });
      // The next timer that is set after a check is the one for the check after it.
      const setTimeout = (task: () => void, delayMs?: number) => {
        const pauseMs = isLooking ? shortMs : delayMs;
        isLooking = false;
        return wait(task, pauseMs);
      };
      Object.assign(globalThis, { environment, setTimeout });
    },
    hastyMs,
  );

  function change(changes: Partial<RunEnvironment>): Promise<RunEnvironment> {
    return askMain(
      app,
      (_electron, wanted) => {
        const { environment } = globalThis as unknown as { environment: RunEnvironment };
        return { ...Object.assign(environment, wanted) };
      },
      changes,
    );
  }

  /** Waits for two checks, because one in progress may have begun before the change. */
  async function seen(changes: Partial<RunEnvironment>): Promise<void> {
    const { looks } = await change(changes);
    await eventually('main to look twice', async () => (await change({})).looks >= looks + 2, firstLookWithinMs);
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
    async emit(event) {
      const events = (await change({})).events + 1;
      await askMain(
        app,
        ({ powerMonitor }, [name, count]) => {
          const { environment } = globalThis as unknown as { environment: RunEnvironment };
          if (environment.events < count) powerMonitor.emit(name);
          environment.events = count;
        },
        [event, events] as const,
      );
    },
    nowMs: async () => Date.now() + (await change({})).aheadMs,
  };
}
