import fs from 'node:fs';
import path from 'node:path';

/**
 * A node of a graph, and everything that can be reached from it.
 * @param {string} start
 * @param {(node: string) => readonly string[]} next
 */
export function everythingReached(start, next) {
  const reached = new Set([start]);
  for (const node of reached) for (const one of next(node)) reached.add(one);
  return [...reached];
}

/**
 * The files of a CommonJS bundle that an entry loads, at once or later.
 * @param {string} folder
 * @param {string} entry
 */
export const chunksOf = (folder, entry) =>
  everythingReached(entry, (name) => {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    return [...text.matchAll(/\brequire\("\.\/([^"/]+\.cjs)"\)/g)].map(([, chunk = '']) => chunk);
  });
