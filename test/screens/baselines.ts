import path from 'node:path';
import type { Stage } from './stage.ts';
import { screens } from './table.ts';

/** The screens whose pictures are kept: those without a letter that the font lacks. */
export const baselineNames = [
  'first-run-nothing',
  'quota-firstLoad',
  'quota-fresh',
  'quota-amber',
  'quota-runningOut',
  'quota-usedUp',
  'quota-oldForHours',
  'quota-notSubscribed',
  'quota-amberAndRed',
  'notices-several',
  'providers-list',
  'providers-nothing-found',
  'providers-preview',
  'providers-done',
  'history-full',
  'preferences-tray',
  'preferences-plans',
] as const;

interface Look {
  readonly look: string;
  readonly theme: 'light' | 'dark';
  readonly scale: 1 | 2;
  /** Left out: it is kept of all. */
  readonly of?: readonly string[];
}
const looks: readonly Look[] = [
  { look: 'light', theme: 'light', scale: 1 },
  { look: 'dark', theme: 'dark', scale: 1 },
  { look: 'light-2x', theme: 'light', scale: 2, of: ['quota-fresh', 'providers-preview'] },
];

export const baselineFolder = path.join(import.meta.dirname, 'baselines');

/** The pictures of this Electron. Another one draws some pixels otherwise, and has a folder of its own. */
export async function keptBy({ page }: Stage): Promise<string> {
  const version = await page.evaluate(() => /Electron\/([\d.]+)/.exec(navigator.userAgent)?.[1]);
  return path.join(baselineFolder, `electron-${version}-${process.platform}-${process.arch}`);
}

/** Draws a screen as the popover shows it, in each look of which a picture is kept. By the names of the files. */
export async function drawBaselines(stage: Stage, name: string): Promise<ReadonlyMap<string, Buffer>> {
  await stage.open(screens.find((one) => one.name === name) ?? noScreen(name), 'en');
  const pictures = new Map<string, Buffer>();
  for (const { look, theme, scale, of } of looks) {
    if (of !== undefined && !of.includes(name)) continue;
    await stage.look({ theme, scale });
    pictures.set(`${name}.${look}.png`, await stage.picture('as in the popover'));
  }
  return pictures;
}

function noScreen(name: string): never {
  throw new Error(`There is no screen ${name}.`);
}
