/** One `NAME=value` of a `.env` text, and where its value stands. */
interface Assignment {
  readonly name: string;
  readonly value: string;
  /** From the first character after `=`, or of the name where there is no value. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/**
 * `NAME = value`, `export NAME=value` and `NAME: value`; a value is quoted (then it may span lines) or runs to the end
 * of the line or to a `#`. These are the rules of the library Qwen Code reads `.env` files with.
 */
const assignmentStart = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)(?:[^\S\n]*=|:(?=[^\S\n]))/gm;

function quotedEnd(text: string, start: number): number | null {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return null;
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\' && text[index + 1] === quote) index += 1;
    else if (text[index] === quote) return index + 1;
  }
  return null;
}

function unquote(raw: string): string {
  const quote = raw[0];
  const isQuoted = raw.length > 1 && (quote === '"' || quote === "'" || quote === '`') && raw.endsWith(quote);
  if (!isQuoted) return raw;
  const inner = raw.slice(1, -1);
  return quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner;
}

/** Where a line that starts at or before `from` ends, without its line break. */
function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}

function readAssignments(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  const pattern = new RegExp(assignmentStart);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const name = match[1] ?? '';
    const after = match.index + match[0].length;
    const end = lineEnd(text, after);
    const blank = /^[^\S\n]*/.exec(text.slice(after, end))?.[0].length ?? 0;
    const start = after + blank;
    const closing = quotedEnd(text, start);
    const stop = closing ?? valueStop(text, start, end);
    const raw = text.slice(start, stop).trimEnd();
    found.push({ name, value: unquote(raw), valueStart: after, valueEnd: start + raw.length });
    pattern.lastIndex = Math.max(stop, match.index + 1);
  }
  return found;
}

function valueStop(text: string, start: number, end: number): number {
  const hash = text.slice(start, end).indexOf('#');
  return hash === -1 ? end : start + hash;
}

/** Line breaks as the reader sees them; offsets move, so editing works on the text as it is. */
const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The variables of a `.env` text; the last of two equal names stands. A byte order mark is no part of a name. */
export function parseEnvText(text: string): Readonly<Record<string, string>> {
  const pairs = readAssignments(withLineFeeds(text)).map(({ name, value }) => [name, value] as const);
  return Object.fromEntries(pairs);
}

/** `value` as it has to be written so that it is read back the same, or null where no quoting can. */
export function writtenEnvValue(value: string): string | null {
  const plain = /^[^\s#"'`\\][^\s#]*$/.test(value) && !/\s$/.test(value);
  if (plain) return value;
  if (value === '') return '';
  if (/[\r\n]/.test(value)) return null;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark) && (mark !== '"' || !value.includes('\\')));
  return quote === undefined || value.endsWith('\\') ? null : quote + value + quote;
}

/**
 * Sets one variable of a `.env` text (null: no file yet) and keeps every other byte. The last assignment is the one
 * that counts, so that is the one that changes; an equal value changes nothing. null where the value cannot be written.
 */
export function setEnvVariable(text: string | null, name: string, value: string): string | null {
  const source = text ?? '';
  if (Object.hasOwn(parseEnvText(source), name) && parseEnvText(source)[name] === value) return source;
  const written = writtenEnvValue(value);
  if (written === null) return null;
  const last = readAssignments(source).findLast((assignment) => assignment.name === name);
  if (last !== undefined) {
    const lead = /^[^\S\r\n]*/.exec(source.slice(last.valueStart, last.valueEnd))?.[0] ?? '';
    return source.slice(0, last.valueStart) + lead + written + source.slice(last.valueEnd);
  }
  const endOfLine = /\r\n|\n/.exec(source)?.[0] ?? '\n';
  const before = source === '' || /[\r\n]$/.test(source) ? source : source + endOfLine;
  return `${before}${name}=${written}${endOfLine}`;
}
