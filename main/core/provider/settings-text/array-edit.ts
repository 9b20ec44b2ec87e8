import type { Node } from 'jsonc-parser';
import { applyTextEdits, nodeAt, type TextEdit } from './jsonc-edit.ts';
import type { SettingsDocument, SettingsRead } from './settings-text.ts';
import { flatJson, lineIndent, prettyJson, type Style, startsItsLine, styleOf } from './style.ts';
import { endOfComments, hasComment, hasLineComment, splitAtLineEnd, splitGap } from './trivia.ts';

/** One slot of the new array: an existing element, by its index, or a new value. */
export type ArraySlot =
  | { readonly kind: 'existing'; readonly index: number }
  | { readonly kind: 'new'; readonly value: unknown };

interface Element {
  /** White space and comments that belong to the element, from the end of the line before. */
  readonly head: string;
  readonly body: string;
  /** The text after the comma on the same line. */
  readonly tail: string;
}

interface Pieces {
  /** The text after the opening bracket on its line. */
  readonly opening: string;
  readonly elements: readonly Element[];
  readonly closing: string;
}

/** Splits an array's text so that each comment stays with the element it describes. */
function split(text: string, array: Node): Pieces {
  const children = array.children ?? [];
  const first = children[0];
  const open = array.offset + 1;
  const close = array.offset + array.length - 1;
  if (first === undefined) return { opening: text.slice(open, close), elements: [], closing: '' };
  const lead = text.slice(open, first.offset);
  const start = splitAtLineEnd(lead) ?? { tail: '', head: lead };
  const elements: Element[] = [];
  let head = start.head;
  for (const [index, child] of children.entries()) {
    const end = child.offset + child.length;
    const gap = splitGap(text.slice(end, children[index + 1]?.offset ?? close));
    elements.push({ head, body: text.slice(child.offset, end) + gap.beforeComma, tail: gap.tail });
    head = gap.head;
  }
  return { opening: start.tail, elements, closing: head };
}

/** The text before new elements: a line break and indent, or the spacing of a document on one line. */
function headOfNew(text: string, array: Node, style: Style): string {
  const first = array.children?.[0];
  if (style.oneLine) {
    const head = first === undefined ? '' : text.slice(array.offset + 1, first.offset);
    return /^[ \t]*$/.test(head) ? head : '';
  }
  const isBelow = first !== undefined && startsItsLine(text, first.offset);
  const indent = isBelow ? lineIndent(text, first.offset) : lineIndent(text, array.offset) + style.unit;
  return style.endOfLine + indent;
}

const startsNewLine = (piece: string): boolean => /^[ \t]*[\r\n]/.test(piece);

/** Joins the pieces and breaks the line after a line comment, which would otherwise swallow what follows. */
function join(pieces: Pieces, style: Style, outer: string): string {
  let result = pieces.opening;
  let commentOpen = hasLineComment(pieces.opening);
  const add = (piece: string): void => {
    if (commentOpen && piece !== '' && !startsNewLine(piece)) result += style.endOfLine + outer;
    if (piece !== '') commentOpen = false;
    result += piece;
  };
  for (const [index, element] of pieces.elements.entries()) {
    add(element.head);
    add(element.body);
    if (index < pieces.elements.length - 1) result += ',';
    result += element.tail;
    commentOpen = hasLineComment(element.tail);
  }
  add(pieces.closing);
  if (commentOpen) result += style.endOfLine + outer;
  return result;
}

/**
 * Rearranges the array at `path` and inserts new values. Elements missing from `slots` are removed. Elements keep their
 * bytes and the comments beside them. The present order changes nothing at all.
 */
export function arrangeArray(
  document: SettingsDocument,
  path: readonly string[],
  slots: readonly ArraySlot[],
): SettingsRead {
  const array = nodeAt(document.root, path);
  if (array?.type !== 'array') return { ok: true, document };
  const count = array.children?.length ?? 0;
  const unchanged = slots.length === count && slots.every((slot, at) => slot.kind === 'existing' && slot.index === at);
  if (unchanged) return { ok: true, document };

  const { text } = document;
  const style = styleOf(text, document.root);
  const pieces = split(text, array);
  const outer = lineIndent(text, array.offset);
  const newHead = headOfNew(text, array, style);
  const indent = /[^\r\n]*$/.exec(newHead)?.[0] ?? '';
  const elements = slots.flatMap((slot): readonly Element[] => {
    if (slot.kind === 'new') {
      const body = style.oneLine ? flatJson(slot.value, style) : prettyJson(slot.value, style, indent);
      return [{ head: newHead, body, tail: '' }];
    }
    const element = pieces.elements[slot.index];
    return element === undefined ? [] : [element];
  });
  const closing = pieces.elements.length === 0 ? closingOfEmpty(pieces.opening, style, outer) : pieces.closing;
  const opening =
    pieces.elements.length === 0 ? pieces.opening.slice(0, endOfComments(pieces.opening)) : pieces.opening;
  const edit: TextEdit = {
    offset: array.offset + 1,
    length: array.length - 2,
    text: join({ opening, elements, closing }, style, outer),
  };
  return applyTextEdits(document, [edit]);
}

const closingOfEmpty = (inner: string, style: Style, outer: string): string =>
  style.oneLine && !hasComment(inner) ? '' : style.endOfLine + outer;
