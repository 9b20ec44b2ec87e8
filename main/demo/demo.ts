import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AppState } from '../../preload/contract.ts';
import type { AppContext } from '../app/app-context.ts';
import type { Screen } from '../app/user-interface.ts';
import type { StartOptions } from '../app/start-options.ts';
import { trayViewOf } from '../app/tray.ts';
import type { Notices } from '../ports/system.ts';
import { direct } from './director.ts';
import { createMirror } from './narrator.ts';
import { createRobot } from './robot.ts';
import type { PlayedDemo } from './run.ts';

export interface ShowDeps {
  readonly appContext: AppContext;
  readonly options: StartOptions;
  /** Null before the demo is there. */
  demo(): PlayedDemo | null;
}

/** `npm run demo`: what happens is told on the terminal, and shown in pictures where nobody looks. */
export interface DemoShow {
  /** The demo's notices, told here as well. */
  readonly notices: Notices;
  /** Begins; the answer ends it. */
  start(screen: Screen, state: () => AppState | null): () => void;
}

export function createDemoShow({ appContext, options, demo }: ShowDeps): DemoShow {
  let noticed = false;
  const mirror = createMirror({
    print: (line) => process.stdout.write(`${line}\n`),
    place: appContext.place,
    storyMs: () => demo()?.scene.player.progress()?.simulatedMs ?? null,
    onNotice() {
      noticed = true;
    },
  });

  async function perform(screen: Screen, folder: string, played: PlayedDemo): Promise<void> {
    mkdirSync(folder, { recursive: true });
    let count = 0;
    const missing = await direct({
      demo: played,
      screen,
      hand: createRobot(screen.popover.contents),
      choices: appContext.choices,
      clock: appContext.clock,
      words: () => appContext.place().words,
      noticed: () => noticed,
      tell: (text) => mirror.tell('switch', text),
      keep(name, png) {
        count += 1;
        const file = path.join(folder, `${String(count).padStart(2, '0')}-${name}.png`);
        writeFileSync(file, png);
        mirror.tell('picture', file);
      },
    });
    for (const what of missing) mirror.tell('demo', `did not come: ${what}`);
    screen.popover.hold(false);
    if (missing.length === 0) mirror.tell('demo', 'the day is over');
    if (!options.keep) appContext.system.quit(missing.length === 0 ? 0 : 1);
  }

  return {
    notices: mirror.over(appContext.notices),
    start(screen, state) {
      const look = (): void => {
        const now = state();
        if (now !== null) mirror.look(now, trayViewOf(now, appContext.place()));
      };
      const played = demo();
      const { screenshotFolder } = options;
      if (played !== null && screenshotFolder !== null) void perform(screen, screenshotFolder, played);
      else screen.open();
      look();
      return appContext.changes.listen(look);
    },
  };
}
