import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { jsonOf } from '../../json.ts';
import type { SettingsProblem } from '../model.ts';
import { blankComments, tooDeepAt } from './client-json.ts';
import { isJsonObject, type JsonObject, sameJson } from './json.ts';
import { largestSettingsBytes } from './largest.ts';
import { placeOf } from './text-place.ts';

/** A settings text that Qwen Code and the app read the same way. */
export interface SettingsDocument {
  /** The content of the file, byte order mark included; for a missing or empty file, the initial text of a new one. */
  readonly source: string;
  readonly hasByteOrderMark: boolean;
  /** `source` without the byte order mark; the offsets of `root` refer to this text. */
  readonly text: string;
  readonly root: Node;
  readonly value: JsonObject;
  /** false: there was no text, and `source` is the initial text of a new file. */
  readonly exists: boolean;
}

export type SettingsRead =
  | { readonly ok: true; readonly document: SettingsDocument }
  | { readonly ok: false; readonly problem: SettingsProblem };

const byteOrderMark = '\uFEFF';
/** The initial text that Qwen Code 0.24 writes into a new file. */
const newFileText = '{\n  "$version": 4\n}\n';

const refuse = (reason: SettingsProblem['reason'], text: string, offset: number | null): SettingsRead => ({
  ok: false,
  problem: {
    reason,
    ...(offset === null ? { line: null, column: null, excerpt: null } : placeOf(text, offset)),
  },
});

/** Refuses a readable text because an edit would overwrite the value at `offset`. */
export const refuseAt = (document: SettingsDocument, offset: number): SettingsRead =>
  refuse('unexpected-value', document.text, offset);

function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xe000) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

function firstDuplicate(node: Node): Node | null {
  if (node.type === 'object') {
    const seen = new Set<unknown>();
    for (const property of node.children ?? []) {
      const key = property.children?.[0];
      if (key !== undefined && seen.has(key.value)) return key;
      seen.add(key?.value);
    }
  }
  for (const child of node.children ?? []) {
    const found = firstDuplicate(child);
    if (found !== null) return found;
  }
  return null;
}

/** Converts a tree to its value; `__proto__` becomes an own key. */
function treeValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(treeValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    (node.children ?? []).map(({ children }) => [
      String(children?.[0]?.value),
      children?.[1] === undefined ? null : treeValue(children[1]),
    ]),
  );
}

/** The offset of the superfluous comma before the place where the parser expected a value. */
function commaBefore(blanked: string, offset: number): number {
  const found = blanked.slice(0, offset).trimEnd();
  return found.endsWith(',') ? found.length - 1 : offset;
}

function refuseSyntax(text: string, blanked: string, errors: readonly ParseError[]): SettingsRead {
  const first = errors.reduce<number | null>((least, { offset }) => Math.min(least ?? offset, offset), null);
  const lenient: ParseError[] = [];
  parseTree(text, lenient, { allowTrailingComma: true });
  if (first !== null && lenient.length === 0) return refuse('trailing-comma', text, commaBefore(blanked, first));
  return refuse('not-json', text, first ?? lineEndInComment(text));
}

/** Enough to find the first comment of a file whose lines all end so. */
const mostLineEnds = 50;

/**
 * The offset of a carriage return alone in a line comment: an editor ends the line there, and Qwen Code reads on. null: there
 * is none.
 */
function lineEndInComment(text: string): number | null {
  for (const { index } of [...text.matchAll(/\r(?!\n)/g)].slice(0, mostLineEnds)) {
    const before = text.slice(0, index);
    const isComment = blankComments(`${before}x`).endsWith(' ');
    if (isComment && blankComments(`${before}\nx`).endsWith('x')) return index;
  }
  return null;
}

/**
 * Reads a settings text the way Qwen Code does: comments are allowed, trailing commas are not. Refuses what the client
 * would refuse or read differently, and what cannot be edited safely: with equal keys, an edit would change the first
 * while the client reads the last. `null` or an empty text is a new file. Total: never throws.
 */
export function readSettings(source: string | null): SettingsRead {
  const exists = source !== null && source.replace(byteOrderMark, '').trim() !== '';
  const whole = exists ? source : newFileText;
  if (utf8Length(whole) > largestSettingsBytes) return refuse('too-large', whole, null);
  const hasByteOrderMark = whole.startsWith(byteOrderMark);
  const text = hasByteOrderMark ? whole.slice(1) : whole;
  const blanked = blankComments(text);
  const tooDeep = tooDeepAt(blanked);
  if (tooDeep !== null) return refuse('too-deep', text, tooDeep);

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false });
  const value = jsonOf(blanked);
  if (root === undefined || errors.length > 0 || value === undefined) return refuseSyntax(text, blanked, errors);
  if (root.type !== 'object') return refuse('not-an-object', text, root.offset);
  const duplicate = firstDuplicate(root);
  if (duplicate !== null) return refuse('duplicate-key', text, duplicate.offset);
  if (!isJsonObject(value) || !sameJson(value, treeValue(root)))
    return refuse('not-json', text, lineEndInComment(text));
  return { ok: true, document: { source: whole, hasByteOrderMark, text, root, value, exists } };
}

/**
 * Parses the result of an edit to a valid text. Skips the checks for problems that edits cannot introduce. null: the
 * edit broke the text.
 */
export function readEdited(document: SettingsDocument, text: string): SettingsDocument | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false });
  const value = jsonOf(blankComments(text));
  if (root === undefined || errors.length > 0 || !isJsonObject(value)) return null;
  const source = (document.hasByteOrderMark ? byteOrderMark : '') + text;
  return { ...document, source, text, root, value };
}
