import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..');

const ZONES = ['main', 'preload', 'renderer'];

/** Every source file of the app, relative to the checkout, with forward slashes. */
export function sourceFiles(): string[] {
  return ZONES.flatMap((zone) =>
    readdirSync(path.join(root, zone), { recursive: true, encoding: 'utf8' })
      .map((name) => `${zone}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')),
  ).sort();
}

export const readSource = (file: string): string => readFileSync(path.join(root, file), 'utf8');
