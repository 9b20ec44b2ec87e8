import type { Node } from 'jsonc-parser';
import { applyTextEdits, nodeAt } from './jsonc-edit.ts';
import type { SettingsDocument, SettingsRead } from './settings-text.ts';
import { lineIndent, styleOf } from './style.ts';
import { partsOf } from './trivia.ts';

/**
 * Replaces the object at `path` with the array of its member `key` and keeps the comments around that array. Undoes the
 * short-lived `{ protocol, models }` form (docs/facts/qwen-code.md §1.2), which Qwen Code unwraps in the same way.
 */
export function unwrapMember(document: SettingsDocument, path: readonly string[], key: string): SettingsRead {
  const wrapper = nodeAt(document.root, path);
  const inner = nodeAt(document.root, [...path, key]);
  if (wrapper?.type !== 'object') return { ok: true, document };
  const { text } = document;
  const style = styleOf(text, document.root);
  const end = wrapper.offset + wrapper.length;
  const around = commentsAround(text, wrapper);
  const indent = lineIndent(text, wrapper.offset);
  const kept = around.map((comment) => comment + (comment.startsWith('//') ? style.endOfLine + indent : ' ')).join('');
  if (inner?.type !== 'array') {
    return applyTextEdits(document, [{ offset: wrapper.offset, length: wrapper.length, text: `${kept}[]` }]);
  }
  return applyTextEdits(document, [
    { offset: wrapper.offset, length: inner.offset - wrapper.offset, text: kept },
    { offset: inner.offset + inner.length, length: end - inner.offset - inner.length, text: '' },
  ]);
}

/** The comments inside `wrapper` but outside the values of its members. */
function commentsAround(text: string, wrapper: Node): readonly string[] {
  const tokens = (wrapper.children ?? []).flatMap((property) => property.children ?? []);
  const comments: string[] = [];
  let from = wrapper.offset + 1;
  for (const token of [...tokens, null]) {
    const until = token?.offset ?? wrapper.offset + wrapper.length - 1;
    const gap = text.slice(from, until);
    comments.push(...partsOf(gap).flatMap(({ kind, text: part }) => (kind.endsWith('comment') ? [part] : [])));
    from = token === null ? until : token.offset + token.length;
  }
  return comments;
}
