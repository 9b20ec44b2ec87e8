import type { Runtime } from './runtime.ts';

/** A demo under way. */
export interface DemoRun {
  readonly runtime: Runtime;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface StageDeps {
  /** The user's own; null where the app was started as a demo and never touches what is the user's. */
  readonly real: Runtime | null;
  openDemo(): Promise<DemoRun>;
  /** Another runtime is shown now. */
  onChange(): void;
}

/** Which runtime is shown: the user's own, which goes on working behind it, or the demo's. */
export interface Stage {
  /** Null only until a demo that was asked for at the start is there. */
  shown(): Runtime | null;
  readonly real: Runtime | null;
  demo(): DemoRun | null;
  enterDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  stop(): Promise<void>;
}

export function createStage({ real, openDemo, onChange }: StageDeps): Stage {
  let demo: DemoRun | null = null;
  let entering: Promise<void> | null = null;

  async function enter(): Promise<void> {
    const opened = await openDemo();
    demo = opened;
    await opened.start();
    onChange();
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
      entering ??= enter();
      return entering;
    },
    leaveDemo: leave,
    async stop() {
      await entering;
      await Promise.all([demo?.stop(), real?.stop()]);
    },
  };
}
