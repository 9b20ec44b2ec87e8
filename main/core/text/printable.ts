/**
 * Characters that control a terminal, end a line, turn the direction of a text, or are invisible: control and format
 * characters but the tab. The two joiners stay where scripts need them, that is, not behind an ASCII character. The source
 * of a regular expression with the flag "u".
 */
export const unprintable = String.raw`(?!\t)\p{Cc}|\p{Zl}|\p{Zp}|(?!(?<=[^\x00-\x7F])[\u200C\u200D])\p{Cf}`;

const each = new RegExp(unprintable, 'gu');

/** A text from outside as part of one line: it cannot forge a line, a style, or the order of what is read. */
export const printable = (text: string): string => text.replace(each, '\uFFFD');

/** Escapes the same characters in a JSON text, which keeps its meaning. Line ends between its tokens stay. */
export const printableJson = (json: string): string =>
  json.replace(each, (found) =>
    found === '\n'
      ? found
      : Array.from({ length: found.length }, (_, at) => found.charCodeAt(at))
          .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
          .join(''),
  );
