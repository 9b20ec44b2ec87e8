import type { SettingsProblem } from '../model.ts';
import { maskJsonLine } from './mask.ts';

const excerptBefore = 60;
const excerptAfter = 60;

/** The line and column of `offset`, both from 1, and an excerpt of that line with secrets masked. */
export function placeOf(text: string, offset: number): Omit<SettingsProblem, 'reason'> {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const line = before.split(/\r\n|\n|\r/).length;
  const column = offset - lineStart + 1;
  const rest = /^[^\r\n]*/.exec(text.slice(lineStart, lineStart + 10_000))?.[0] ?? '';
  const masked = maskJsonLine(rest);
  const at = maskedOffset(masked, rest.slice(0, column - 1));
  const from = Math.max(0, (at ?? 0) - excerptBefore);
  const part = masked.slice(from, from + excerptBefore + excerptAfter).trimEnd();
  const excerpt = part.trimStart();
  if (excerpt === '') return { line, column, excerpt: null };
  const excerptAt = at === null ? -1 : at - from - (part.length - excerpt.length);
  return { line, column, excerpt, ...(excerptAt >= 0 && excerptAt <= excerpt.length ? { excerptAt } : {}) };
}

/** The offset in the masked line that corresponds to the end of `before`; null when masking covers that place. */
function maskedOffset(masked: string, before: string): number | null {
  const maskedBefore = maskJsonLine(before);
  return masked.startsWith(maskedBefore) ? maskedBefore.length : null;
}
