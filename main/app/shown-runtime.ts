import type { Runtime } from '../runtime/runtime.ts';

/** A demo under way. */
export interface DemoRun {
  readonly runtime: Runtime;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ShownRuntimeDeps<Demo extends DemoRun> {
  /** The user's own; null where the app was started as a demo and never touches what is the user's. */
  readonly real: Runtime | null;
  openDemo(): Promise<Demo>;
  /** Another runtime is shown now. */
  onChange(): void;
}

/** Which runtime is shown: the user's own, which goes on working behind it, or the demo's. */
export interface ShownRuntime<Demo extends DemoRun> {
  /** Null only until a demo that was asked for at the start is there. */
  shown(): Runtime | null;
  readonly real: Runtime | null;
  demo(): Demo | null;
  enterDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  stop(): Promise<void>;
}

export function createShownRuntime<Demo extends DemoRun>({
  real,
  openDemo,
  onChange,
}: ShownRuntimeDeps<Demo>): ShownRuntime<Demo> {
  let demo: Demo | null = null;
  let entering: Promise<void> | null = null;

  async function enter(): Promise<void> {
    const opened = await openDemo();
    demo = opened;
    onChange();
    await opened.start();
  }

  async function leave(): Promise<void> {
    const left = demo;
    if (left === null || real === null) return;
    demo = null;
    entering = null;
    onChange();
    await left.stop();
  }

  return {
    shown: () => demo?.runtime ?? real,
    real,
    demo: () => demo,
    enterDemo() {
      entering ??= enter().catch((fault: unknown) => {
        entering = null;
        throw fault;
      });
      return entering;
    },
    leaveDemo: leave,
    async stop() {
      await entering;
      await Promise.all([demo?.stop(), real?.stop()]);
    },
  };
}
