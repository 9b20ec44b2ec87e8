import { printable } from '../../text/printable.ts';
import type { SettingsProblem } from '../model.ts';
import { isSecretName, isSecretOption, isSecretProperty, maskJsonLine } from './mask.ts';

const excerptBefore = 60;
const excerptAfter = 60;

/** The line and column of `offset`, both from 1, and an excerpt of that line with secrets masked, and what would turn its direction. */
export function placeOf(text: string, offset: number): Omit<SettingsProblem, 'reason'> {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const line = before.split(/\r\n|\n|\r/).length;
  const column = offset - lineStart + 1;
  const rest = /^[^\r\n]*/.exec(text.slice(lineStart, lineStart + 10_000))?.[0] ?? '';
  const masking = lineMask(text, lineStart, lineStart + rest.length);
  const mask = (part: string): string => printable(masking(part));
  const masked = mask(rest);
  const at = maskedOffset(mask, masked, rest.slice(0, column - 1));
  const from = Math.max(0, (at ?? 0) - excerptBefore);
  const part = masked.slice(from, from + excerptBefore + excerptAfter).trimEnd();
  const excerpt = part.trimStart();
  if (excerpt === '') return { line, column, excerpt: null };
  const excerptAt = at === null ? -1 : at - from - (part.length - excerpt.length);
  return { line, column, excerpt, ...(excerptAt >= 0 && excerptAt <= excerpt.length ? { excerptAt } : {}) };
}

/** The offset in the masked line that corresponds to the end of `before`; null when masking covers that place. */
function maskedOffset(mask: (line: string) => string, masked: string, before: string): number | null {
  const maskedBefore = mask(before);
  return masked.startsWith(maskedBefore) ? maskedBefore.length : null;
}

/** A string or a bare word with the colon behind it, or a bracket. */
const nameOrBracket = /("(?:\\.|[^"\\\r\n])*"?|'[^'\r\n]*'|[\w-]+)(\s*:)?|[{}[\]]/g;

/**
 * The name before each object and list that is open where the line starts or opens in it, as far as broken JSON shows it.
 */
function openNames(text: string, lineStart: number, lineEnd: number): readonly string[] {
  const names: string[] = [];
  let last = '';
  for (const { 0: found, 1: name, 2: colon, index } of text.slice(0, lineEnd).matchAll(nameOrBracket)) {
    if (found === '{' || found === '[') names.push(last);
    else if ((found === '}' || found === ']') && index < lineStart) names.pop();
    last = colon === undefined || name === undefined ? '' : name.replace(/^["']|["']$/g, '');
  }
  return names;
}

/** The name or option at the end of the lines before, whose value the next line holds; empty for none. */
const nameBefore = (text: string): string => /["']?([\w-]{1,64})["']?\s*[:,]\s*$/.exec(text.slice(-200))?.[1] ?? '';

/** Masks a line by its own text and by its place in the file. */
function lineMask(text: string, lineStart: number, lineEnd: number): (line: string) => string {
  const before = nameBefore(text.slice(0, lineStart));
  const isSecretPlace =
    openNames(text, lineStart, lineEnd).some(isSecretName) ||
    isSecretOption(before, text.slice(lineStart, lineEnd).replace(/^\s*["'`]?/, '')) ||
    isSecretName(before) ||
    isSecretProperty(before);
  return (line) => maskJsonLine(line, isSecretPlace);
}
