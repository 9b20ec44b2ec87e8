import type { AppState } from '../../preload/contract.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { UserInterface } from './user-interface.ts';

export interface DemoRun {
  readonly runtime: Runtime;
  start(): Promise<void>;
  /** Shows and narrates an app that was started as a demo, once its user interface is up. */
  present(ui: UserInterface, state: () => AppState | null): void;
  stop(): Promise<void>;
}

export interface ShownRuntimeDeps {
  /** The user's own; null where the app was started as a demo and never touches what is the user's. */
  readonly real: Runtime | null;
  openDemo(): Promise<DemoRun>;
  onChange(shown: Runtime): void;
  /** Quits the app. */
  quit(): void;
}

/** Which runtime is shown: the user's own, which goes on working in the background, or the demo's. */
export interface ShownRuntime {
  /** Null only at a start as a demo, until the demo is opened. */
  shown(): Runtime | null;
  readonly real: Runtime | null;
  demo(): DemoRun | null;
  enterDemo(): Promise<void>;
  /** Quits where there is no runtime of the user's own to return to. */
  leaveDemo(): Promise<void>;
  stop(): Promise<void>;
}

export function createShownRuntime({ real, openDemo, onChange, quit }: ShownRuntimeDeps): ShownRuntime {
  let demo: DemoRun | null = null;
  let entering: Promise<void> | null = null;

  async function enter(): Promise<void> {
    const opened = await openDemo();
    demo = opened;
    onChange(opened.runtime);
    await opened.start();
  }

  async function leaveDemo(): Promise<void> {
    const left = demo;
    if (left === null) return;
    if (real === null) {
      quit();
      return;
    }
    demo = null;
    entering = null;
    onChange(real);
    await left.stop();
  }

  return {
    shown: () => demo?.runtime ?? real,
    real,
    demo: () => demo,
    enterDemo() {
      entering ??= enter().catch((error: unknown) => {
        entering = null;
        throw error;
      });
      return entering;
    },
    leaveDemo,
    async stop() {
      await entering;
      await Promise.all([demo?.stop(), real?.stop()]);
    },
  };
}
