import { sameJson } from './json.ts';

/** One `NAME=value` of a `.env` text, and where its value stands. */
interface Assignment {
  readonly name: string;
  readonly value: string;
  /** From the first character after `=`, or of the name where there is no value. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A value in one kind of quotes, which may span lines and hold its own mark behind a backslash. */
const quoted = (mark: string): string => String.raw`\s*${mark}(?:\\${mark}|[^${mark}])*${mark}`;

/**
 * `NAME = value`, `export NAME=value` and `NAME: value`; what follows a value is nothing or a comment. These are the
 * rules of the library Qwen Code reads `.env` files with, odd corners included: a quoted value may start on the next
 * line, and a mark that nothing closes is part of a plain value.
 */
const assignment = new RegExp(
  [
    // Of white space only what is on the line: blank lines before it would each be tried from anew.
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
 * that counts, so that is the one that changes; an equal value changes nothing. null where the value cannot be
 * written, or not without changing another one (an unclosed quote in the file would take it in).
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
