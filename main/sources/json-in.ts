import { jsonOf } from '../core/json.ts';
import { isTooDeep } from './values.ts';

/** Finds lines that may start a JSON value; most plain text with a bracket ("[notice] …") does not match. */
const begins = /^[ \t\ufeff]*(?=\{\s*["}]|\[\s*["{[\]\d\-tfn])/gm;

/**
 * Finds the JSON object or list in a program's output, or a lone null, whatever lines of text surround it; undefined: there is none, it
 * was cut off, or it is nested too deeply. It must start and end at a line break.
 */
export function jsonIn(output: string): unknown {
  if (output.trim() === 'null') return null;
  const lines = new RegExp(begins);
  for (let found = lines.exec(output); found !== null; found = lines.exec(output)) {
    const start = found.index + found[0].length;
    const end = endOfValue(output, start);
    if (end === null) return undefined;
    const value = endsLine(output, end) ? jsonOf(output.slice(start, end)) : undefined;
    if (value !== undefined) return isTooDeep(value) ? undefined : value;
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
