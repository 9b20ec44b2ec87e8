import { sameJson } from './json.ts';

/** One `NAME=value` of a `.env` text, with the offsets of its value. */
interface Assignment {
  readonly name: string;
  readonly value: string;
  /** The offset after `=`, or after the name when there is no value. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Matches a value in one kind of quotes, which may span lines and contain an escaped quote. */
const quoted = (mark: string): string => String.raw`\s*${mark}(?:\\${mark}|[^${mark}])*${mark}`;

/**
 * Matches `NAME = value`, `export NAME=value` and `NAME: value`, optionally followed by a comment. These are the rules
 * of the library Qwen Code reads `.env` files with, including its oddities: a quoted value may start on the next line,
 * and an unclosed quote is part of a plain value.
 */
const assignment = new RegExp(
  [
    // Matches white space on the same line only: a new attempt from each blank line would take quadratic time.
    String.raw`^[^\S\r\n]*(?:export\s+)?(?<name>[\w.-]+)(?:\s*=\s*?|:\s+?)`,
    `(?<value>${["'", '"', '`'].map(quoted).join('|')}|[^#\\r\\n]+)?`,
    String.raw`\s*(?:#.*)?$`,
  ].join(''),
  'gmd',
);

function unquote(raw: string): string {
  const mark = raw[0] ?? '';
  const isQuoted = raw.length > 1 && /["'`]/.test(mark) && raw.endsWith(mark);
  const inner = isQuoted ? raw.slice(1, -1) : raw;
  return mark === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner;
}

function readAssignments(text: string): readonly Assignment[] {
  return [...text.matchAll(assignment)].map((match) => {
    const name = match.groups?.['name'] ?? '';
    const whole = match.groups?.['value'] ?? '';
    const nameEnd = match.indices?.groups?.['name']?.[1] ?? 0;
    const separator = /^\s*[=:]/.exec(text.slice(nameEnd))?.[0].length ?? 0;
    const valueStart = match.indices?.groups?.['value']?.[0] ?? nameEnd + separator;
    const raw = whole.trim();
    return { name, value: unquote(raw), valueStart, valueEnd: valueStart + whole.trimEnd().length };
  });
}

/** The text with the line breaks the library sees. This moves offsets, so editing uses the original text. */
const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The variables of a `.env` text; of equal names the last one counts. A byte order mark is not part of a name. */
export function parseEnvText(text: string): Readonly<Record<string, string>> {
  const pairs = readAssignments(withLineFeeds(text)).map(({ name, value }) => [name, value] as const);
  return Object.fromEntries(pairs);
}

/** Quotes `value` so that it is read back unchanged; null when no quoting achieves that. */
export function writtenEnvValue(value: string): string | null {
  if (value === '' || /^[^\s#"'`\\][^\s#]*$/.test(value)) return value;
  if (/[\r\n]/.test(value)) return null;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark) && (mark !== '"' || !value.includes('\\')));
  return quote === undefined || value.endsWith('\\') ? null : quote + value + quote;
}

/**
 * Sets one variable of a `.env` text (null: no file yet) and keeps every other byte. Changes the last assignment of the
 * name, the one that counts; an equal value changes nothing. Returns null when the value cannot be written, or not
 * without changing another variable, as after an unclosed quote.
 */
export function setEnvVariable(text: string | null, name: string, value: string): string | null {
  const source = text ?? '';
  const before = parseEnvText(source);
  if (Object.hasOwn(before, name) && before[name] === value) return source;
  const written = writtenEnvValue(value);
  const after = written === null ? null : withVariable(source, name, written);
  const isSound = after !== null && sameJson(parseEnvText(after), { ...before, [name]: value });
  return isSound ? after : null;
}

function withVariable(source: string, name: string, written: string): string {
  const last = readAssignments(source).findLast((assignment) => assignment.name === name);
  if (last !== undefined) {
    const lead = /^[^\S\r\n]*/.exec(source.slice(last.valueStart, last.valueEnd))?.[0] ?? '';
    return source.slice(0, last.valueStart) + lead + written + source.slice(last.valueEnd);
  }
  const endOfLine = /\r\n|\n/.exec(source)?.[0] ?? '\n';
  const before = source === '' || /[\r\n]$/.test(source) ? source : source + endOfLine;
  return `${before}${name}=${written}${endOfLine}`;
}
