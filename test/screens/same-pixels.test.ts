import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { openStage } from './stage.ts';
import { type Screen, screens } from './table.ts';

/** With a chart, with long lists, with the focus in a field. */
const names = ['quota-amberAndRed', 'history-full', 'providers-list', 'providers-nothing-found'];
const shown = screens.filter(({ name }) => names.includes(name));

/** Moves the pointer of the desktop to this place over the chart of the history, which follows a pointer. */
const movePointer = (xPx: number): void => {
  const { status, stderr } = spawnSync('xdotool', ['mousemove', String(xPx), '440'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

/** Each screen in every look, in this order, from a window of its own. */
async function pictures(order: readonly Screen[], pointerXPx: number): Promise<Readonly<Record<string, string>>> {
  const stage = await openStage();
  const drawn: Record<string, string> = {};
  try {
    for (const screen of order) {
      await stage.open(screen, 'zh-CN');
      for (const theme of ['light', 'dark'] as const) {
        for (const scale of [1, 2] as const) {
          await stage.look({ theme, scale });
          movePointer(pointerXPx + scale);
          drawn[`${screen.name} ${theme} ${scale}`] = (await stage.picture()).toString('base64');
        }
      }
    }
  } finally {
    await stage.close();
  }
  return drawn;
}

it('draws the same pixels each time, whatever was drawn before and wherever the pointer is', async () => {
  const one = await pictures(shown, 0);
  const other = await pictures(shown.toReversed(), 520);
  expect(Object.keys(one)).toHaveLength(names.length * 4);
  const differ = Object.keys(one).filter((name) => one[name] !== other[name]);
  expect(differ).toEqual([]);
});
