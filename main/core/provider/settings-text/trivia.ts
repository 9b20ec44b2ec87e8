/** The text between two JSON tokens: white space, comments and at most one comma. */
export interface Gap {
  /** The text before the comma; empty without one. */
  readonly beforeComma: string;
  readonly hasComma: boolean;
  /**
   * The text after the comma, or from the start without one, up to the end of the line; it belongs to the preceding
   * token.
   */
  readonly tail: string;
  /** The rest, which belongs to the following token. */
  readonly head: string;
}

type Part = { readonly kind: 'space' | 'comma' | 'line-comment' | 'block-comment'; readonly text: string };

const partPattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|,|[^/,]+|\//g;

/** Splits the text between two tokens into parts; a carriage return before a line feed is not part of a comment. */
export function partsOf(gap: string): readonly Part[] {
  const parts: Part[] = [];
  for (const [text] of gap.matchAll(partPattern)) {
    if (text.startsWith('//')) {
      const comment = text.replace(/\r$/, '');
      parts.push({ kind: 'line-comment', text: comment });
      if (comment !== text) parts.push({ kind: 'space', text: '\r' });
    } else if (text.startsWith('/*')) parts.push({ kind: 'block-comment', text });
    else if (text === ',') parts.push({ kind: 'comma', text });
    else parts.push({ kind: 'space', text });
  }
  return parts;
}

export const hasLineComment = (gap: string): boolean => partsOf(gap).some(({ kind }) => kind === 'line-comment');

export const hasComment = (gap: string): boolean => partsOf(gap).some(({ kind }) => kind.endsWith('comment'));

/** The offset where the last comment ends; 0 without comments. A line comment includes the spaces at its end. */
export function endOfComments(gap: string): number {
  let offset = 0;
  let end = 0;
  for (const { kind, text } of partsOf(gap)) {
    offset += text.length;
    if (kind.endsWith('comment')) end = offset;
  }
  return end;
}

/** Splits at the first line break outside block comments; null when there is none. */
export function splitAtLineEnd(gap: string): { readonly tail: string; readonly head: string } | null {
  let offset = 0;
  for (const { kind, text } of partsOf(gap)) {
    const found = kind === 'space' ? text.search(/[\r\n]/) : -1;
    if (found !== -1) return { tail: gap.slice(0, offset + found), head: gap.slice(offset + found) };
    offset += text.length;
  }
  return null;
}

/** Splits the text between two elements of an array or object, or between the last one and the closing bracket. */
export function splitGap(gap: string): Gap {
  let offset = 0;
  for (const { kind, text } of partsOf(gap)) {
    if (kind === 'comma') {
      const after = gap.slice(offset + 1);
      const split = splitAtLineEnd(after) ?? { tail: '', head: after };
      return { beforeComma: gap.slice(0, offset), hasComma: true, ...split };
    }
    offset += text.length;
  }
  const split = splitAtLineEnd(gap) ?? { tail: gap.trimEnd(), head: gap.slice(gap.trimEnd().length) };
  return { beforeComma: '', hasComma: false, ...split };
}
