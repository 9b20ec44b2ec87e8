import { expect, it } from 'vitest';
import { completeLines } from '../../support/complete-lines.ts';

it.each([
  ['', []],
  ['https://a', []],
  ['https://a\n', ['https://a']],
  ['https://a\nhttps://b', ['https://a']],
  ['https://a\nhttps://b\n', ['https://a', 'https://b']],
])('takes from %j only the lines that are written to their end', (text, lines) => {
  expect(completeLines(text)).toEqual(lines);
});
