import { describe, expect, it } from 'vitest';
import { keyProblem } from '../../../../../main/core/provider/keys.ts';
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
    ['quotes', `"${key}"`],
    ['single quotes, as a shell takes them', `'${key}'\n`],
    ['the quotes of code in a document', `\`${key}\``],
    ['typographic quotes', `“${key}”`],
    ['typographic single quotes and a line end', `‘${key}’\r\n`],
    ['a byte order mark and quotes', `\uFEFF"${key}"\r\n`],
    ['quotes and a comma', `"${key}",`],
    ['quotes and a semicolon', `'${key}' ;`],
    ['white space inside quotes', `" ${key} "`],
    ['a semicolon', `${key};`],
    ['an unquoted shell command', `export OPENAI_API_KEY=${key}`],
    ['a command of fish', `set -gx OPENAI_API_KEY ${key}`],
    ['a quoted command', `'export OPENAI_API_KEY="${key}";'`],
    ['a quoted header', `"Authorization: Bearer ${key}"`],
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
    ['a quote without its partner, which is refused later', `"${key}`],
    ['a quote at the end', `${key}'`],
    ['quotes of two kinds', `"${key}'`],
    ['two quoted texts', `"${key}" "${key}"`],
    ['a quote inside', `"${key}"${key}"`],
    ['words', 'not a key'],
  ])('is left as it is: %s', (_, text) => {
    expect(keyInPaste(text)).toBe(text);
  });

  it.each([
    ['empty quotes', '""', 'missing'],
    ['a quoted placeholder', '"sk-xxxx"', 'placeholder'],
    ['a quoted reference', '"$OPENAI_API_KEY"', 'dollar-name'],
    ['a quote without its partner', `"${key}`, 'quotes'],
    ['a quote at the end', `${key}'`, 'quotes'],
    ['quotes of two kinds', `"${key}'`, 'quotes'],
  ])('is still refused with %s', (_, text, problem) => {
    expect(keyProblem(keyInPaste(text), 'https://api.example.com/v1')).toBe(problem);
  });
});
