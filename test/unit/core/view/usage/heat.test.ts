import { expect, it } from 'vitest';
import { partText } from '../../../../../main/core/view/usage/heat.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

it.each([
  [0, '0%'],
  [0.0033, '< 0.01%'],
  [0.254, '0.25%'],
  [9.44, '9%'],
  [26.75, '27%'],
])('writes %d of a hundred as %s', (percent, text) => {
  expect(partText(percent, wordsFor('en'))).toBe(text);
  expect(partText(percent, wordsFor('zh-CN'))).toBe(text);
});
