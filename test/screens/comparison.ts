import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A page with all pictures of a folder: first those that another folder has otherwise, beside the older ones. */
export function comparison(folder: string, before: string): { readonly page: string; readonly summary: string } {
  const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const older = (name: string): string => path.join(before, name);
  const differ = names.filter(
    (name) => existsSync(older(name)) && !readFileSync(older(name)).equals(readFileSync(path.join(folder, name))),
  );
  const image = (source: string): string => `<img loading="lazy" src="${source}">`;
  const pair = (name: string): string =>
    `<h2>${name}</h2>${image(`../${path.basename(before)}/${name}`)} ${image(name)}`;
  const parts = [
    '<!doctype html><meta charset="utf-8"><title>Screens</title><style>body{font:14px sans-serif;background:#d4d8e0}</style>',
    `<h1>${differ.length} differ</h1>`,
    ...differ.map(pair),
    `<h1>All ${names.length}</h1>`,
    ...names.map((name) => `<h2>${name}</h2>${image(name)}`),
  ];
  const known = existsSync(before) ? `, ${differ.length} of them other than the last time` : '';
  return { page: parts.join('\n'), summary: `${names.length} pictures${known}.` };
}
