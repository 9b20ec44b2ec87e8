import { expect, it } from 'vitest';
import { openStage } from './stage.ts';
import { type Screen, screens } from './table.ts';

/** With a chart, with long lists, with the focus in a field. */
const names = ['quota-amberAndRed', 'history-full', 'providers-list', 'providers-nothing-found'];
const shown = screens.filter(({ name }) => names.includes(name));

/** Each screen in every look, in this order, from a window of its own. */
async function pictures(order: readonly Screen[]): Promise<Readonly<Record<string, string>>> {
  const stage = await openStage();
  const drawn: Record<string, string> = {};
  try {
    for (const screen of order) {
      await stage.open(screen, 'zh-CN');
      for (const theme of ['light', 'dark'] as const) {
        for (const scale of [1, 2] as const) {
          await stage.look({ theme, scale });
          drawn[`${screen.name} ${theme} ${scale}`] = (await stage.picture()).toString('base64');
        }
      }
    }
  } finally {
    await stage.close();
  }
  return drawn;
}

it('draws the same pixels each time, whatever was drawn before', async () => {
  const one = await pictures(shown);
  const other = await pictures(shown.toReversed());
  expect(Object.keys(one)).toHaveLength(names.length * 4);
  const differ = Object.keys(one).filter((name) => one[name] !== other[name]);
  expect(differ).toEqual([]);
});
