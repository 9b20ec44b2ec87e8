import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..');

const ZONES = ['main', 'preload', 'renderer'];

/** Every file below a folder of the checkout, relative to the checkout, with forward slashes. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

/** Every source file of the app. */
export const sourceFiles = (): string[] =>
  ZONES.flatMap(filesBelow).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

export const readSource = (file: string): string => readFileSync(path.join(root, file), 'utf8');
