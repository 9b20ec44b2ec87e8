import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Language, languages } from '../../main/core/language.ts';
import { comparison } from './comparison.ts';
import { openStage, type Stage } from './stage.ts';
import { type Screen, screens } from './table.ts';

const out = path.resolve(import.meta.dirname, '../../out');
const folder = path.join(out, 'screenshots');
const before = path.join(out, 'screenshots-before');
const themes = ['light', 'dark'] as const;
const scales = [1, 2] as const;
type Theme = (typeof themes)[number];

/** Words after `npm run screenshots --`: only screens whose name contains one of them. */
const wanted = (process.env['QWEN_GAUGE_SCREENS'] ?? '').split(' ').filter((word) => word !== '');
const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const fileOf = (name: string, language: Language, theme: Theme, scale: number): string =>
  `${name}.${language}.${theme}.${scale}x.png`;
const put = (file: string, content: Buffer | string): void => writeFileSync(path.join(folder, file), content);
const get = (file: string): Buffer => readFileSync(path.join(folder, file));

let stage: Stage;
beforeAll(async () => {
  rmSync(before, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, before);
  mkdirSync(folder, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage?.close());

async function draw(screen: Screen, language: Language): Promise<void> {
  await stage.open(screen, language);
  for (const theme of themes) {
    for (const scale of scales) {
      await stage.look({ theme, scale });
      put(fileOf(screen.name, language, theme, scale), await stage.picture());
    }
  }
}

it('draws at least one screen', () => expect(chosen).not.toEqual([]));

it.each(chosen.flatMap((screen) => languages.map((language) => ({ screen, language, name: screen.name }))))(
  'draws $name in $language',
  ({ screen, language }) => draw(screen, language),
);

it('puts the screens of each panel side by side', async () => {
  const panels = [...new Set(chosen.map(({ name }) => name.replace(/-.*/, '')))];
  for (const panel of panels) {
    const names = chosen.map(({ name }) => name).filter((name) => name.startsWith(panel));
    for (const language of languages) {
      for (const theme of themes) {
        const pictures = names.map((name) => get(fileOf(name, language, theme, 1)));
        put(`all-${panel}.${language}.${theme}.png`, await stage.collage(pictures, 6));
      }
    }
  }
});

it('says what differs from the pictures of the last time', () => {
  const { page, summary } = comparison(folder, before);
  put('index.html', page);
  console.log(`${summary} Open ${path.join(folder, 'index.html')}`);
});
