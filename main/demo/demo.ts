import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AppState } from '../../preload/contract.ts';
import type { AppContext } from '../app/app-context.ts';
import type { DemoRun } from '../app/shown-runtime.ts';
import type { StartOptions } from '../app/start-options.ts';
import { trayViewOf } from '../app/state.ts';
import type { UserInterface } from '../app/user-interface.ts';
import type { Notices } from '../ports/system.ts';
import type { RunEnvironment } from '../runtime/run-environment.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { direct } from './director.ts';
import { openDemoEnvironment } from './environment.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import { createRobot } from './robot.ts';
import { storyPast } from './story-past.ts';

export interface DemoDeps {
  readonly context: AppContext;
  readonly options: StartOptions;
  createRuntimeIn(runEnvironment: RunEnvironment, notices: Notices): Runtime;
}

/**
 * Opens the demo: its environment, its runtime, and the story played in it. `start` signs in through the real device
 * flow and begins the story. An app that was started as a demo also narrates it on the terminal, and is directed where
 * screenshots are asked for; behind the button "Try with demo data" the user plays.
 */
export async function openDemo({ context, options, createRuntimeIn }: DemoDeps): Promise<DemoRun> {
  const environment = await openDemoEnvironment(context);
  const { player } = environment;
  const narrator = createNarrator({
    print: (line) => void process.stdout.write(`${line}\n`),
    locale: context.locale,
    storyMs: () => player.progress()?.simulatedMs ?? null,
    now: context.clock.now,
  });
  const notices = options.demo ? narrator.narrated(context.notices) : context.notices;
  const { now } = context.clock;
  const retold: RunEnvironment['retold'] = (recorded, snapshot) =>
    storyPast({ recorded, snapshot, player, now, timeZone: () => context.locale().timeZone });
  const runtime = createRuntimeIn({ ...environment.runEnvironment, retold }, notices);
  let endNarration = (): void => {};

  function present(ui: UserInterface, state: () => AppState | null): void {
    const look = (): void => {
      const now = state();
      if (now !== null) narrator.look(now, trayViewOf(now, context.locale()));
    };
    narrator.report('demo', 'times here are of the played day, those in the app are real');
    endNarration = context.changes.subscribe(look);
    const isOver = (): boolean => player.progress()?.over ?? false;
    const { screenshotFolder } = options;
    if (screenshotFolder === null) ui.open();
    else void takeScreenshots({ context, options, ui, runtime, narrator, isOver, folder: screenshotFolder });
    look();
  }

  return {
    runtime,
    present,
    async start() {
      player.start();
      await runtime.start();
      runtime.signIn.start('international');
    },
    async stop() {
      endNarration();
      await runtime.stop();
      player.stop();
      await environment.close();
    },
  };
}

interface Performance {
  readonly context: AppContext;
  readonly options: StartOptions;
  readonly ui: UserInterface;
  readonly runtime: Runtime;
  readonly narrator: Narrator;
  readonly folder: string;
  isOver(): boolean;
}

/** Plays the whole story on the screen, saves a picture of each step, and quits unless the demo is to go on. */
async function takeScreenshots({
  context,
  options,
  ui,
  runtime,
  narrator,
  folder,
  isOver,
}: Performance): Promise<void> {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const missing = await direct({
    runtime,
    isOver,
    ui,
    robot: createRobot(ui.popover.contents),
    preferences: context.preferences,
    clock: context.clock,
    words: () => context.locale().words,
    hasNotice: narrator.hasNotice,
    report: (text) => narrator.report('switch', text),
    savePicture(name, png) {
      count += 1;
      const file = path.join(folder, `${String(count).padStart(2, '0')}-${name}.png`);
      writeFileSync(file, png);
      narrator.report('picture', file);
    },
  });
  for (const what of missing) narrator.report('demo', `did not come: ${what}`);
  ui.popover.hold(false);
  if (missing.length === 0) narrator.end();
  if (!options.keep) context.system.quit(missing.length === 0 ? 0 : 1);
}
