import type { Node } from 'jsonc-parser';

/** How a settings text is laid out, so that what is added looks as if its author had written it. */
export interface Style {
  readonly endOfLine: string;
  /** One level of indent; may be empty where the author does not indent. */
  readonly unit: string;
  /** The whole document stands on one line. */
  readonly oneLine: boolean;
  /** What stands between a key and its value where nothing nearer tells. */
  readonly colon: string;
}

const isSpace = (character: string | undefined): boolean => character === ' ' || character === '\t';
const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r';

/** The white space at the start of the line that holds `offset`. */
export function lineIndent(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  let end = start;
  while (isSpace(text[end])) end += 1;
  return text.slice(start, end);
}

/**
 * Only white space stands before `offset` on its line, and the line is not the document's first. Looks no further back
 * than that: a whole document on one line is asked for each of its tokens.
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
    // A lone carriage return ends no line comment for Qwen Code: it counts only where nothing else ends a line.
    endOfLine: /\r\n|\n/.exec(text)?.[0] ?? (text.includes('\r') ? '\r' : '\n'),
    unit: findUnit(text, root) ?? '  ',
    oneLine,
    colon: colonText(text, root.children?.[0]) ?? ': ',
  };
}

/** The colon as the nearest sibling writes it. */
export const colonNear = (text: string, sibling: Node | undefined, style: Style): string =>
  colonText(text, sibling) ?? style.colon;

/** `value` as JSON over several lines, every line but the first indented by `indent`. */
export function prettyJson(value: unknown, style: Style, indent: string): string {
  return JSON.stringify(value, null, '\t')
    .split('\n')
    .map((line) => line.replace(/^\t+/, (tabs) => style.unit.repeat(tabs.length)))
    .join(style.endOfLine + indent);
}

/** `value` as JSON on one line, spaced as the document spaces. */
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
