import type { Node } from 'jsonc-parser';

/** The layout of a settings text, so that additions match the style of its author. */
export interface Style {
  readonly endOfLine: string;
  /** One level of indent; may be empty where the author does not indent. */
  readonly unit: string;
  /** Whether the whole document is on one line. */
  readonly oneLine: boolean;
  /** The text between a key and its value, used when no sibling shows another form. */
  readonly colon: string;
}

const isSpace = (character: string | undefined): boolean => character === ' ' || character === '\t';
const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r';

/** The white space at the start of the line that contains `offset`. */
export function lineIndent(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  let end = start;
  while (isSpace(text[end])) end += 1;
  return text.slice(start, end);
}

/**
 * Whether only white space precedes `offset` on its line, and the line is not the first. Looks back no further than
 * that white space, because this runs for every token of long one-line documents.
 */
export function startsItsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (isSpace(text[at])) at -= 1;
  return isLineEnd(text[at]);
}

function findUnit(text: string, node: Node): string | null {
  for (const child of node.children ?? []) {
    const isContainer = node.type === 'object' || node.type === 'array';
    if (isContainer && startsItsLine(text, child.offset)) {
      const outer = lineIndent(text, node.offset);
      const inner = lineIndent(text, child.offset);
      if (inner.startsWith(outer)) return inner.slice(outer.length);
    }
    const found = findUnit(text, child);
    if (found !== null) return found;
  }
  return null;
}

const colonText = (text: string, property: Node | undefined): string | null => {
  const [key, value] = property?.children ?? [];
  if (key === undefined || value === undefined) return null;
  const between = text.slice(key.offset + key.length, value.offset);
  return /^[ \t]*:[ \t]*$/.test(between) ? between : null;
};

export function styleOf(text: string, root: Node): Style {
  const oneLine = !/[\r\n]/.test(text.slice(root.offset, root.offset + root.length));
  return {
    // For Qwen Code a lone carriage return does not end a line comment, so it is used only without other line ends.
    endOfLine: /\r\n|\n/.exec(text)?.[0] ?? (text.includes('\r') ? '\r' : '\n'),
    unit: findUnit(text, root) ?? '  ',
    oneLine,
    colon: colonText(text, root.children?.[0]) ?? ': ',
  };
}

/** The colon with its spacing, as the nearest sibling has it. */
export const colonNear = (text: string, sibling: Node | undefined, style: Style): string =>
  colonText(text, sibling) ?? style.colon;

/** Formats `value` as JSON over several lines; every line but the first is indented by `indent`. */
export function prettyJson(value: unknown, style: Style, indent: string): string {
  return JSON.stringify(value, null, '\t')
    .split('\n')
    .map((line) => line.replace(/^\t+/, (tabs) => style.unit.repeat(tabs.length)))
    .join(style.endOfLine + indent);
}

/** Formats `value` as JSON on one line, with the spacing of the document. */
export function flatJson(value: unknown, style: Style): string {
  if (style.colon === ':') return JSON.stringify(value);
  return spacedJson(value);
}

function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${spacedJson(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
