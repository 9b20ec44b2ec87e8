import { describe, expect, it } from 'vitest';
import { keyInPaste } from '../../../../../main/core/view/providers/pasted-key.ts';

const key = 'sk-sp-0123456789abcdef';

describe('the key in a pasted text', () => {
  it.each([
    ['a line end', `${key}\n`],
    ['a line end of Windows', `${key}\r\n`],
    ['several line ends', `${key}\r\n\r\n`],
    ['a byte order mark, as PowerShell 5.1 pipes it', `\uFEFF${key}\r\n`],
    ['a byte order mark read in code page 1252', `ï»¿${key}\r\n`],
    ['white space', `  ${key}\t`],
    ['a line of a .env file', `BAILIAN_CODING_PLAN_API_KEY=${key}`],
    ['a quoted line of a .env file', `OPENAI_API_KEY = "${key}"`],
    ['a shell command', `export OPENAI_API_KEY='${key}';`],
    ['a Windows command', `setx OPENAI_API_KEY "${key}"`],
    ['a PowerShell command', `$env:OPENAI_API_KEY = "${key}"`],
    ['a line of JSON', `"BAILIAN_TOKEN_PLAN_API_KEY": "${key}",`],
    ['a field of JSON', `"apiKey": "${key}"`],
    ['a header', `Authorization: Bearer ${key}`],
    ['the value of a header', `Bearer ${key}`],
  ])('is found without %s', (_, text) => {
    expect(keyInPaste(text)).toBe(key);
  });

  it.each([
    ['', ''],
    ['two lines', 'sk-a\nsk-b'],
    ['a key with padding', 'QUJDREVGRw=='],
    ['a key of another company', 'tp-0123456789abcdef'],
    ['a key with a colon', 'id.part:secretpart'],
    ['a reference', '$OPENAI_API_KEY'],
    ['quotes alone, which are refused later', `"${key}"`],
    ['words', 'not a key'],
  ])('is left as it is: %s', (_, text) => {
    expect(keyInPaste(text)).toBe(text);
  });
});
