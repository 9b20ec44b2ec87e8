import type { Choices } from '../app/preferences.ts';
import type { Screen } from '../app/user-interface.ts';
import type { Snapshot } from '../core/quota/model.ts';
import { readingOf, usedPercent } from '../core/quota/share.ts';
import type { Words } from '../core/view/words/index.ts';
import type { Clock } from '../ports/system.ts';
import { pause } from '../ports/timer.ts';
import { pictureOfScreen, type Robot } from './robot.ts';
import type { PlayedDemo } from './run.ts';

export interface DirectorDeps {
  readonly demo: PlayedDemo;
  readonly screen: Pick<Screen, 'open' | 'popover'>;
  readonly hand: Robot;
  readonly choices: Choices;
  readonly clock: Clock;
  words(): Words;
  /** A notice has been shown. */
  noticed(): boolean;
  /** Keeps a picture under that name. */
  keep(name: string, png: Uint8Array): void;
  /** Tells what is done, a line each. */
  tell(text: string): void;
}

/** A moment of the story that does not come within this time will not come. */
const momentLimitMs = 90_000;
const lookAgainMs = 100;
/** Opens nothing anywhere. */
const demoKey = 'sk-sp-demo-this-is-no-real-key';
/** The five hours have given back what counts as much, in percent used. */
const givenBackPercent = 50;

/**
 * Leads through the demo where nobody looks: waits for each moment of the story, uses the popover as its user would,
 * and takes a picture of each. Answers what did not come; a good run misses nothing.
 */
export async function direct(deps: DirectorDeps): Promise<readonly string[]> {
  const set = createSet(deps);
  deps.screen.popover.hold(true);
  deps.screen.open();
  await set.until('a first reading', () => fiveHoursUsed(deps.demo.runtime.quota.snapshot()) !== null);
  await set.picture('signed-in');
  await showSwitch(set, deps);
  await showThreshold(set, deps);
  await set.until(
    'requests given back',
    () => (fiveHoursUsed(deps.demo.runtime.quota.snapshot()) ?? 100) < givenBackPercent,
  );
  await set.picture('given-back');
  await set.until('the end of the day', () => deps.demo.scene.player.progress()?.over ?? false);
  return set.missing();
}

interface DemoSet {
  until(what: string, probe: () => boolean | Promise<boolean>): Promise<void>;
  press(label: (words: Words) => string): Promise<void>;
  picture(name: string): Promise<void>;
  missing(): readonly string[];
}

function createSet({ hand, clock, words, keep }: DirectorDeps): DemoSet {
  const missing: string[] = [];

  async function until(what: string, probe: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAtMs = clock.now() + momentLimitMs;
    while (!(await probe())) {
      // The rest builds on what did not come: it is not waited for as well.
      if (missing.length > 0 || clock.now() > giveUpAtMs) {
        missing.push(what);
        return;
      }
      await pause(clock, lookAgainMs);
    }
  }
  return {
    until,
    press: (label) => until(`the button "${label(words())}"`, () => hand.press(label(words()))),
    async picture(name) {
      const png = await hand.picture();
      if (png === null) missing.push(`the picture "${name}"`);
      else keep(name, png);
    },
    missing: () => missing,
  };
}

async function showSwitch(set: DemoSet, { hand, words, demo, tell }: DirectorDeps): Promise<void> {
  await set.press(({ navigation }) => navigation.providers);
  await set.picture('providers');
  await set.until('the Coding Plan in the list', () => hand.pressRow(['Coding Plan', 'International']));
  await set.until('the field for the key', () => hand.typeSecret(demoKey));
  await set.press(({ providers }) => providers.preview);
  await set.until('the preview of the switch', () => hand.has(words().providers.confirm));
  await set.picture('switch-preview');
  await set.press(({ providers }) => providers.confirm);
  await set.until('the end of the switch', () => hand.has(words().providers.done));
  tell(`to ${currentProvider(demo)}`);
  await set.picture('switch-done');
  await set.press(({ providers }) => providers.undo);
  await set.until('the way back', () => !demo.runtime.switching.canUndo());
  tell(`back to ${currentProvider(demo)}, byte for byte`);
  await set.picture('switch-undone');
  await set.press(({ navigation }) => navigation.quota);
}

async function showThreshold(set: DemoSet, { noticed, choices, keep }: DirectorDeps): Promise<void> {
  await set.until('the notice near the threshold', noticed);
  await set.picture('threshold');
  const wholeScreen = await pictureOfScreen();
  if (wholeScreen !== null) keep('desktop', wholeScreen);
  const before = choices.current();
  await choices.set({ theme: 'dark' });
  await set.picture('threshold-dark');
  await choices.set({ language: 'zh-CN' });
  await set.picture('threshold-dark-zh-CN');
  await choices.set({ theme: 'light' });
  await set.picture('threshold-light-zh-CN');
  await choices.set(before);
}

function currentProvider({ runtime }: PlayedDemo): string {
  const view = runtime.switching.view();
  const option = view.state === 'readable' ? view.options.find(({ current }) => current) : undefined;
  return [option?.label, option?.region].filter((part) => part !== null && part !== undefined).join(' · ');
}

/** Whole percent, or null before the first reading. */
function fiveHoursUsed(snapshot: Snapshot): number | null {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  const window = plan === undefined ? undefined : readingOf(plan)?.windows.find(({ id }) => id === 'five-hours');
  return window === undefined ? null : usedPercent(window);
}
