import { jsonOf } from '../../../core/json.ts';

/**
 * Returns the JSON objects in one line of a log, in order. A damaged line may hold several: after an interrupted append
 * two records share a line, and after a power cut a run of NUL bytes precedes one. Finds the same objects as Qwen Code
 * does (docs/facts/qwen-code.md §5.2).
 */
export function objectsInLine(line: string): readonly object[] {
  const text = line.trim(); // This also removes a byte order mark.
  const value = jsonOf(text);
  if (value === undefined) return wholeObjectsIn(text);
  return isObject(value) ? [value] : [];
}

/** Finds the text between each outermost pair of braces, and keeps what is JSON. Braces inside of strings do not count. */
function wholeObjectsIn(text: string): readonly object[] {
  const found: object[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '{':
        if (depth === 0) start = at;
        depth += 1;
        break;
      case '}': {
        depth = Math.max(0, depth - 1);
        if (depth > 0 || start < 0) break;
        const value = jsonOf(text.slice(start, at + 1));
        if (isObject(value)) found.push(value);
        start = -1;
      }
    }
  }
  return found;
}

/** The position of the quote that ends the string which starts at `from`; the end of the text if there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
