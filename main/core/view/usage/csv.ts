/** A spreadsheet would run a text as a formula that begins like this (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** Writes comma-separated values (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export const csvOf = (lines: readonly (readonly (string | number)[])[]): string =>
  lines.map((line) => `${line.map(fieldOf).join(',')}\r\n`).join('');

function fieldOf(value: string | number): string {
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
