import type { Node } from 'jsonc-parser';
import { nest, sameJson, valueAt } from './json.ts';
import { readEdited, readSettings, type SettingsDocument, type SettingsRead } from './settings-text.ts';
import { colonNear, flatJson, lineIndent, prettyJson, type Style, startsItsLine, styleOf } from './style.ts';
import { endOfComments, splitGap } from './trivia.ts';

/** Replaces `length` characters at `offset` with `text`; offsets do not count a byte order mark. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Applies edits that do not overlap and parses the result; an edit that broke the text is refused. */
export function applyTextEdits(document: SettingsDocument, edits: readonly TextEdit[]): SettingsRead {
  const ordered = [...edits].sort((one, other) => other.offset - one.offset);
  const text = ordered.reduce(
    (whole, edit) => whole.slice(0, edit.offset) + edit.text + whole.slice(edit.offset + edit.length),
    document.text,
  );
  const edited = readEdited(document, text);
  return edited === null ? readSettings(text) : { ok: true, document: edited };
}

/** The property node of an object, or undefined. Keys are unique, because the reader refuses duplicates. */
export const propertyOf = (object: Node, key: string): Node | undefined =>
  object.type === 'object' ? object.children?.find((property) => property.children?.[0]?.value === key) : undefined;

/** The value node at `path`, or undefined. */
export function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) node = node === undefined ? undefined : propertyOf(node, key)?.children?.[1];
  return node;
}

/**
 * Sets one path to a JSON value and keeps every other byte: comments, order, indent, line ends, byte order mark. An
 * equal value changes nothing at all. Creates missing objects along the path and replaces values there that are not
 * objects. Never removes a property, because that would remove the comments around it.
 */
export function setAt(document: SettingsDocument, path: readonly string[], value: unknown): SettingsRead {
  if (path.length === 0 || sameJson(valueAt(document.value, ...path), value)) return { ok: true, document };
  const style = styleOf(document.text, document.root);
  let parent = document.root;
  for (const [level, key] of path.entries()) {
    const existing = propertyOf(parent, key)?.children?.[1];
    const rest = path.slice(level + 1);
    if (existing === undefined)
      return applyTextEdits(document, insertion(document.text, parent, key, nest(rest, value), style));
    if (rest.length === 0 || existing.type !== 'object') {
      return applyTextEdits(document, [replacement(document.text, existing, nest(rest, value), style)]);
    }
    parent = existing;
  }
  return { ok: true, document };
}

function replacement(text: string, node: Node, value: unknown, style: Style): TextEdit {
  const written = style.oneLine ? flatJson(value, style) : prettyJson(value, style, lineIndent(text, node.offset));
  return { offset: node.offset, length: node.length, text: written };
}

function insertion(text: string, parent: Node, key: string, value: unknown, style: Style): readonly TextEdit[] {
  const last = parent.children?.at(-1);
  return last === undefined
    ? [insertionIntoEmpty(text, parent, key, value, style)]
    : insertionAfter(text, parent, last, key, value, style);
}

function insertionAfter(
  text: string,
  parent: Node,
  last: Node,
  key: string,
  value: unknown,
  style: Style,
): readonly TextEdit[] {
  const end = last.offset + last.length;
  const close = parent.offset + parent.length - 1;
  const gap = splitGap(text.slice(end, close));
  const name = JSON.stringify(key) + colonNear(text, last, style);
  if (startsItsLine(text, last.offset)) {
    const indent = lineIndent(text, last.offset);
    const line = style.endOfLine + indent + name + prettyJson(value, style, indent);
    if (gap.tail === '') return [{ offset: end, length: 0, text: `,${line}` }];
    return [
      { offset: end, length: 0, text: ',' },
      { offset: end + gap.tail.length, length: 0, text: line },
    ];
  }
  const spaced = gapBefore(text, last, parent, style) + name + flatJson(value, style);
  return [{ offset: end, length: 0, text: `,${spaced}` }];
}

/** The white space before a property on a shared line: as the author spaces it, or one space when that is unclear. */
function gapBefore(text: string, last: Node, parent: Node, style: Style): string {
  const siblings = parent.children ?? [];
  const previous = siblings.at(-2);
  const from = previous === undefined ? parent.offset + 1 : previous.offset + previous.length;
  const between = text.slice(from, last.offset).replace(',', '');
  if (previous === undefined && between === '') return style.colon === ':' ? '' : ' ';
  return /^[ \t]*$/.test(between) ? between : ' ';
}

function insertionIntoEmpty(text: string, parent: Node, key: string, value: unknown, style: Style): TextEdit {
  const open = parent.offset + 1;
  const inner = text.slice(open, parent.offset + parent.length - 1);
  const name = JSON.stringify(key) + style.colon;
  const outer = lineIndent(text, parent.offset);
  const indent = outer + style.unit;
  const kept = endOfComments(inner);
  if (kept > 0) {
    const line = style.endOfLine + indent + name + prettyJson(value, style, indent);
    if (/[\r\n]/.test(inner.slice(kept))) return { offset: open + kept, length: 0, text: line };
    return { offset: open + kept, length: inner.length - kept, text: line + style.endOfLine + outer };
  }
  if (style.oneLine && parent.parent !== undefined) {
    return { offset: open, length: inner.length, text: name + flatJson(value, style) };
  }
  const line = style.endOfLine + indent + name + prettyJson(value, style, indent);
  return { offset: open, length: inner.length, text: line + style.endOfLine + outer };
}
