import type { DemoRun } from '../app/shown-runtime.ts';
import type { Clock, Http } from '../ports/system.ts';
import type { World } from '../runtime/run-environment.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type DemoWorld, openDemoWorld } from './environment.ts';

export interface DemoRunDeps {
  readonly clock: Clock;
  readonly http: Http;
  createRuntime(world: World): Runtime;
}

/** A demo that runs: its world, its runtime, and the story played in it. */
export interface PlayedDemo extends DemoRun {
  readonly scene: Pick<DemoWorld, 'player' | 'qwenFolder'>;
}

/** Opens the demo's world. `start` signs in through the real device flow and begins the story. */
export async function openDemoRun({ clock, http, createRuntime }: DemoRunDeps): Promise<PlayedDemo> {
  const scene = await openDemoWorld({ clock, http });
  const runtime = createRuntime(scene.world);
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
