import type { Node } from 'jsonc-parser';
import { propertyOf } from './jsonc-edit.ts';
import { refuseAt, type SettingsDocument, type SettingsRead } from './settings-text.ts';
import { hasComment } from './trivia.ts';

const holdsSomething = (text: string, { type, children, offset, length }: Node): boolean =>
  (type === 'object' || type === 'array') &&
  ((children?.length ?? 0) > 0 || hasComment(text.slice(offset + 1, offset + length - 1)));

/**
 * Finds the non-empty list or object that setting `path` would overwrite: along the path where an object is needed, or
 * in place of a plain value. null: nothing of the user would be lost.
 */
function obstacleAt({ text, root }: SettingsDocument, path: readonly string[]): Node | null {
  let parent = root;
  for (const [level, key] of path.entries()) {
    const node = propertyOf(parent, key)?.children?.[1];
    if (node === undefined) return null;
    const isOnTheWay = level < path.length - 1 && node.type === 'object';
    if (!isOnTheWay) return holdsSomething(text, node) ? node : null;
    parent = node;
  }
  return null;
}

/** Refuses settings in which setting one of these paths would overwrite something of the user. */
export function refuseObstacles(document: SettingsDocument, paths: readonly (readonly string[])[]): SettingsRead {
  for (const path of paths) {
    const obstacle = obstacleAt(document, path);
    if (obstacle !== null) return refuseAt(document, obstacle.offset);
  }
  return { ok: true, document };
}
