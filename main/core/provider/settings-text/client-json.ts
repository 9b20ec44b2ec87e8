/** The nesting limit: parsers and merges recurse, and real settings are never this deep. */
const deepestLevel = 400;

/** An unclosed string extends to the end of the text, as it does for the client. */
const stringPattern = String.raw`"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)`;
const stringOrComment = new RegExp(String.raw`${stringPattern}|//[^\n]*|/\*[\s\S]*?(?:\*/|$)`, 'g');
const stringOrBracket = new RegExp(String.raw`${stringPattern}|[{}[\]]`, 'g');

/**
 * Replaces comments by spaces as Qwen Code does (docs/facts/qwen-code.md §1.4): a line comment ends only at a line
 * feed, and strings are left unchanged.
 */
export const blankComments = (text: string): string =>
  text.includes('/')
    ? text.replace(stringOrComment, (found) => (found.startsWith('"') ? found : found.replace(/[^\r\n]/g, ' ')))
    : text;

/** The value without what lies deeper than the nesting limit, where Qwen Code looks for nothing. */
export function withoutDepths(value: unknown, levels = deepestLevel): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((item) => withoutDepths(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDepths(inner, levels - 1)]));
}

/** The offset where nesting first exceeds the limit, or null. */
export function tooDeepAt(blanked: string): number | null {
  let depth = 0;
  for (const { 0: found, index } of blanked.matchAll(stringOrBracket)) {
    if (found === '{' || found === '[') depth += 1;
    if (found === '}' || found === ']') depth -= 1;
    if (depth > deepestLevel) return index;
  }
  return null;
}
