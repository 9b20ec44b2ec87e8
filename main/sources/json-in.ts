import { jsonOf } from '../core/json.ts';

/** Where a line begins with what may be a value of JSON; a bracket of plain text ("[notice] …") mostly is none. */
const begins = /^[ \t\ufeff]*(?=\{\s*["}]|\[\s*["{[\]\d\-tfn])/gm;

/**
 * The one JSON object or list in a program's output, whatever lines of text surround it; undefined: there is none, or it
 * was cut off. It begins a line and ends one.
 */
export function jsonIn(output: string): unknown {
  const lines = new RegExp(begins);
  for (let found = lines.exec(output); found !== null; found = lines.exec(output)) {
    const start = found.index + found[0].length;
    const end = endOfValue(output, start);
    if (end === null) return undefined;
    const value = endsLine(output, end) ? jsonOf(output.slice(start, end)) : undefined;
    if (value !== undefined) return value;
    lines.lastIndex = end;
  }
  return undefined;
}

/** One past the bracket that closes the one at `start`, brackets within strings apart; null: nothing does. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString && character === '\\') index += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0 && !inString) return index + 1;
  }
  return null;
}

function endsLine(text: string, end: number): boolean {
  const blank = /[ \t\r]*(?:\n|$)/y;
  blank.lastIndex = end;
  return blank.test(text);
}
