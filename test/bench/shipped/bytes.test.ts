import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, it } from 'vitest';
import { recordRow } from '../report/page.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const targets = ['main', 'file-process', 'preload', 'renderer'] as const;

beforeAll(async () => {
  const build = (await import(pathToFileURL(path.join(root, 'build/bundle.mjs')).href)) as {
    ensureBundle(): Promise<string>;
  };
  await build.ensureBundle();
});

/** The bytes of a bundle, without the maps, which are not shipped. */
function bytesOf(target: string): number {
  const folder = path.join(root, 'out', target);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.endsWith('.map'));
  return files.reduce((total, name) => total + statSync(path.join(folder, name)).size, 0);
}

/** Of the file that starts the command line out of the app's archive. */
const startBytes = statSync(path.join(root, 'build/pack/command-line/qwen-gauge.cjs')).size;

const rendererNote =
  'React with react-dom is 218 kB. Even without any words the goal would be missed while the page is made with React.';

const allNote = (sizes: Readonly<Record<string, number>>): string =>
  `${targets.map((target) => `${target} ${kilobytes(sizes[target] ?? 0)}`).join(', ')}, start of the command line ` +
  `${kilobytes(startBytes)}. The app and the command line have one bundle in common; with one each, what both need was ` +
  'there twice, 468 kB.';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

it('ships few bytes beside Electron', () => {
  const sizes = Object.fromEntries(targets.map((target) => [target, bytesOf(target)]));
  const all = Object.values(sizes).reduce((total, bytes) => total + bytes, startBytes);
  const rows = [
    ['all code', all, 2_000_000, allNote(sizes)],
    ['renderer', sizes['renderer'] ?? 0, 300_000, rendererNote],
    ['preload', sizes['preload'] ?? 0, 2_000, undefined],
  ] as const;
  for (const [at, [name, bytes, goal, note]] of rows.entries()) {
    recordRow({
      order: 90 + at,
      what: `bytes shipped beside Electron: ${name}`,
      against: '–',
      ours: kilobytes(bytes),
      reference: '–',
      result: kilobytes(bytes),
      goal: `≤ ${kilobytes(goal)}`,
      isMet: bytes <= goal,
      ...(note === undefined ? {} : { note }),
    });
  }
});
