import type { DemoRun } from '../app/shown-runtime.ts';
import type { Clock, Http } from '../ports/system.ts';
import type { RunEnvironment } from '../runtime/run-environment.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type DemoEnvironment, openDemoEnvironment } from './environment.ts';

export interface DemoRunDeps {
  readonly clock: Clock;
  readonly http: Http;
  createRuntime(runEnvironment: RunEnvironment): Runtime;
}

/** A demo that runs: its run environment, its runtime, and the story played in it. */
export interface PlayedDemo extends DemoRun {
  readonly scene: Pick<DemoEnvironment, 'player' | 'qwenFolder'>;
}

/** Opens the demo's run environment. `start` signs in through the real device flow and begins the story. */
export async function openDemoRun({ clock, http, createRuntime }: DemoRunDeps): Promise<PlayedDemo> {
  const scene = await openDemoEnvironment({ clock, http });
  const runtime = createRuntime(scene.runEnvironment);
  return {
    runtime,
    scene,
    async start() {
      scene.player.start();
      await runtime.start();
      runtime.signIn.start('international');
    },
    async stop() {
      await runtime.stop();
      scene.player.stop();
      await scene.close();
    },
  };
}
