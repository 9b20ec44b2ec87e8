/** Parsers recurse; nobody nests settings this deep. */
const deepestLevel = 400;

/** A string that nothing closes goes on to the end, as it does for the client: it is not looked for once more. */
const stringPattern = String.raw`"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)`;
const stringOrComment = new RegExp(String.raw`${stringPattern}|//[^\n]*|/\*[\s\S]*?(?:\*/|$)`, 'g');
const stringOrBracket = new RegExp(String.raw`${stringPattern}|[{}[\]]`, 'g');

/**
 * Blanks comments as Qwen Code's reader does (docs/facts/qwen-code.md §1.4): a line comment ends at a line feed and
 * nowhere else, strings are left alone.
 */
export const blankComments = (text: string): string =>
  text.includes('/')
    ? text.replace(stringOrComment, (found) => (found.startsWith('"') ? found : found.replace(/[^\r\n]/g, ' ')))
    : text;

/** Where nesting first exceeds what parsers should follow, or null. */
export function tooDeepAt(blanked: string): number | null {
  let depth = 0;
  for (const { 0: found, index } of blanked.matchAll(stringOrBracket)) {
    if (found === '{' || found === '[') depth += 1;
    if (found === '}' || found === ']') depth -= 1;
    if (depth > deepestLevel) return index;
  }
  return null;
}
