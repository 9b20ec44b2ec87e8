import type { UserPreferences } from '../app/preferences.ts';
import type { UserInterface } from '../app/user-interface.ts';
import type { Snapshot } from '../core/quota/model.ts';
import { reachedPercent, readingOf } from '../core/quota/share.ts';
import type { Words } from '../core/view/words/index.ts';
import type { Clock } from '../ports/system.ts';
import { pause } from '../ports/timer.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { pictureOfScreen, type Robot } from './robot.ts';

export interface DirectorDeps {
  readonly runtime: Runtime;
  readonly ui: Pick<UserInterface, 'open' | 'popover'>;
  readonly robot: Robot;
  readonly preferences: UserPreferences;
  readonly clock: Clock;
  words(): Words;
  isOver(): boolean;
  hasNotice(): boolean;
  savePicture(name: string, png: Uint8Array): void;
  /** Prints what was done, a line each. */
  report(text: string): void;
}

/** A step that is not possible within this time will not be. */
const stepLimitMs = 90_000;
const lookAgainMs = 100;
/** No service accepts this key. */
const demoKey = 'sk-sp-demo-this-is-no-real-key';
/** Below this percentage used, the five hours have visibly given requests back. */
const givenBackPercent = 50;

/**
 * Leads through the demo on a display that nobody watches: waits for each step of the story, uses the popover as a user
 * would, and takes a picture of each. Returns the steps that did not happen: none in a good run.
 */
export async function direct(deps: DirectorDeps): Promise<readonly string[]> {
  const steps = createSteps(deps);
  deps.ui.popover.hold(true);
  deps.ui.open();
  await steps.until('a first reading', () => fiveHoursUsed(deps.runtime.quota.snapshot()) !== null);
  await steps.picture('signed-in');
  await showSwitch(steps, deps);
  await showThreshold(steps, deps);
  await steps.until(
    'requests given back',
    () => (fiveHoursUsed(deps.runtime.quota.snapshot()) ?? 100) < givenBackPercent,
  );
  await steps.picture('given-back');
  await steps.until('the end of the day', deps.isOver);
  return steps.missing();
}

interface Steps {
  until(what: string, probe: () => boolean | Promise<boolean>): Promise<void>;
  press(label: (words: Words) => string): Promise<void>;
  picture(name: string): Promise<void>;
  missing(): readonly string[];
}

function createSteps({ robot, clock, words, savePicture }: DirectorDeps): Steps {
  const missing: string[] = [];

  async function until(what: string, probe: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAtMs = clock.now() + stepLimitMs;
    while (!(await probe())) {
      // The later steps need this one: they are not waited for.
      if (missing.length > 0 || clock.now() > giveUpAtMs) {
        missing.push(what);
        return;
      }
      await pause(clock, lookAgainMs);
    }
  }
  return {
    until,
    press: (label) => until(`the button "${label(words())}"`, () => robot.press(label(words()))),
    async picture(name) {
      const png = await robot.picture();
      if (png === null) missing.push(`the picture "${name}"`);
      else savePicture(name, png);
    },
    missing: () => missing,
  };
}

async function showSwitch(steps: Steps, { robot, words, runtime, report }: DirectorDeps): Promise<void> {
  await steps.press(({ navigation }) => navigation.providers);
  await steps.picture('providers');
  await steps.until('the Token Plan in the list', () => robot.pressRow(['Token Plan Team', 'International']));
  await steps.until('the field for the key', () => robot.typeSecret(demoKey));
  await steps.press(({ providers }) => providers.preview);
  await steps.until('the preview of the switch', () => robot.hasButton(words().providers.confirm));
  await steps.picture('switch-preview');
  await steps.press(({ providers }) => providers.confirm);
  await steps.until('the end of the switch', () => robot.hasButton(words().providers.done));
  report(`to ${currentProvider(runtime)}`);
  await steps.picture('switch-done');
  await steps.press(({ providers }) => providers.undo);
  await steps.until('the way back', () => !runtime.switching.canUndo());
  report(`back to ${currentProvider(runtime)}, byte for byte`);
  await steps.picture('switch-undone');
  await steps.press(({ navigation }) => navigation.quota);
}

async function showThreshold(
  steps: Steps,
  { hasNotice, preferences, robot, words, savePicture }: DirectorDeps,
): Promise<void> {
  await steps.until('the notice near the threshold', hasNotice);
  await steps.picture('threshold');
  const wholeScreen = await pictureOfScreen();
  if (wholeScreen !== null) savePicture('desktop', wholeScreen);
  const before = preferences.current();
  await preferences.set({ theme: 'dark' });
  await steps.picture('threshold-dark');
  await preferences.set({ language: 'zh-CN' });
  await steps.until('the Chinese page', () => robot.hasButton(words().navigation.quota));
  await steps.picture('threshold-dark-zh-CN');
  await preferences.set({ theme: 'light' });
  await steps.picture('threshold-light-zh-CN');
  await preferences.set(before);
}

function currentProvider(runtime: Runtime): string {
  const view = runtime.switching.view();
  const option = view.state === 'readable' ? view.options.find(({ current }) => current) : undefined;
  return [option?.label, option?.region].filter((part) => part !== null && part !== undefined).join(' · ');
}

/** Whole percent, or null before the first reading. */
function fiveHoursUsed(snapshot: Snapshot): number | null {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  const window = plan === undefined ? undefined : readingOf(plan)?.windows.find(({ id }) => id === 'five-hours');
  return window === undefined ? null : reachedPercent(window);
}
