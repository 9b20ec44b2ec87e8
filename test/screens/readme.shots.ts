import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Language } from '../../main/core/language.ts';
import { openStage } from './stage.ts';
import { screens } from './table.ts';

/** Left to right. The page names them: change its sentence too. */
const shown: readonly (readonly [name: string, language: Language, theme: 'light' | 'dark'])[] = [
  ['quota-runningOut', 'en', 'light'],
  ['providers-preview', 'en', 'light'],
  ['quota-runningOut', 'zh-CN', 'dark'],
];

it('draws the picture of README.md', async () => {
  const stage = await openStage();
  try {
    const pictures: Buffer[] = [];
    for (const [name, language, theme] of shown) {
      const screen = screens.find((one) => one.name === name) ?? expect.unreachable(name);
      await stage.open(screen, language);
      await stage.look({ theme, scale: 1 });
      pictures.push(await stage.picture('as in the popover'));
    }
    const picture = await stage.collage(pictures, pictures.length);
    writeFileSync(path.resolve(import.meta.dirname, '../../docs/popover.png'), picture);
  } finally {
    await stage.close();
  }
});
