import {
  addressLogin,
  loginOption,
  openAiStyleKey,
  otherKey,
  randomRun,
  secretNameEnd,
  shortKeyOption,
} from '../../secrets.ts';
import { maskAddressValues } from './address-values.ts';
import { isShortSecretOption, maskShortOptions } from './short-options.ts';

const shownCharacters = 4;
const shortestWithTail = 12;

/**
 * The last four characters of a key, enough to distinguish two keys; empty for keys so short that this would reveal too
 * much.
 */
export const lastFour = (key: string): string => (key.length >= shortestWithTail ? key.slice(-shownCharacters) : '');

/** A secret as it may be displayed. */
export const maskSecret = (secret: string): string => `…${lastFour(secret)}`;

/** In settings, every name that ends in "key" is secret, whatever comes before. */
const secretEnd = `(?:key|${secretNameEnd})`;
const secretName = new RegExp(`${secretEnd}$`, 'i');
/** Names that look secret although their values are not: the name of a variable, a number of tokens. */
const harmlessName = /^(?:envKey|apiKeyEnvKey|max_?tokens)$/i;
const environmentName = /^[A-Z_][A-Z0-9_]*$/;
/** Objects whose values are secrets under any name. */
const secretObject = /^(?:env|(?:custom|http|extra|default)?_?headers)$/i;
const harmlessHeader = /^(?:content-type|accept(?:-\w+)?|user-agent|(?:http-)?referer|x-title|x-dashscope-[\w-]+)$/i;

/** Whether every value below a property of this name is masked. */
export const isSecretName = (name: string): boolean =>
  secretObject.test(name) || (secretName.test(name) && !harmlessName.test(name));

/** Whether a text value of this name is masked. Every name in the style of an environment variable is. */
export const isSecretProperty = (name: string): boolean =>
  !harmlessName.test(name) && (secretName.test(name) || environmentName.test(name));

/** Whether a value of this name is shown even in an object whose values are secrets. */
export const isHarmlessHeader = (name: string): boolean => harmlessHeader.test(name) && !secretName.test(name);

const option = new RegExp(`^--?[\\w-]*${secretEnd}$`, 'i');

const optionBeside = new RegExp(`^(?:${loginOption}|${shortKeyOption})`);

/** Whether a command's argument is an option whose value, the argument after it, is a secret. */
export const isSecretOption = (argument: unknown, value: unknown): boolean =>
  typeof argument === 'string' &&
  (option.test(argument) ||
    optionBeside.test(`${argument} ${String(value)}`) ||
    isShortSecretOption(argument, String(value)));

const alreadyMasked = /^…[^…]{0,4}$/;
const maskOnce = (secret: string): string => (alreadyMasked.test(secret) ? secret : maskSecret(secret));

const userInfo = new RegExp(`(://)${addressLogin}@`, 'g');
const scheme = /\b((?:bearer|basic)(?:\s|%20|\+)+)((?:[^\s"',;\\]|\\[/ux]){4,})/gi;
/** Queries, assignments and options: api_key=…, --api-key=…, --api-key …, TOKEN=…; values may hold escapes as in `\/`. */
const named = new RegExp(`(?<![\\w.])([\\w-]{0,40}${secretEnd}(?:=|%3d))((?:[^\\s&;,"'\`\\\\]|\\\\[/ux])+)`, 'gi');
const assigned = /(?<![\w.?&-])([A-Z_][A-Z0-9_]{2,63}=)((?:[^\s&;,"'`\\]|\\[/ux])+)/g;
/** Headers without a space behind the colon, as in `--header=X-Api-Key:…`. */
const header = new RegExp(`(?<![\\w.])([\\w-]{0,40}${secretNameEnd}:)((?!//)[^\\s&;,"'\`\\\\{}[\\]…]+)`, 'gi');
const shortOption = new RegExp(`(${shortKeyOption})([^\\s,"'\`\\\\]+)`, 'g');
const signature = /((?:[?&]|%3f|%26)sig(?:=|%3d))([^\s&"'`\\%]+)/gi;
const login = new RegExp(`(${loginOption})([^\\s"'\`\\\\]+)`, 'g');
const optionValue = new RegExp(`(?<![\\w-])(--?[\\w-]{0,40}${secretEnd}\\s+)([^\\s,"'\`\\\\-][^\\s,"'\`\\\\]*)`, 'gi');
/** Masks short keys too: settings contain no ordinary words that begin with "sk-". */
const knownKey = new RegExp(`${openAiStyleKey(2)}|${otherKey}|${randomRun}`, 'g');
/** Matches long runs of mixed letters and digits. Variable names also match and are excluded later. */
const longToken = /[A-Za-z0-9_-]{32,}/g;

const isRandom = (token: string): boolean =>
  /[0-9]/.test(token) && /[a-z]/i.test(token) && !/^[A-Z_]+[A-Z0-9_]*(?:_[0-9a-f]{12})?$/.test(token);

/** Masks what looks like a key by its own form, and credentials in addresses; for names that are shown. */
export const maskKeys = (text: string): string => text.replace(userInfo, '$1…@').replace(knownKey, maskSecret);

/** Masks secrets inside a value or a comment: by their form, and by the name before them. */
export function maskText(text: string): string {
  const afterName = (_: string, name: string, value: string): string => name + maskOnce(value);
  const withoutNamed = [scheme, named, header, login, assigned, optionValue, shortOption, signature].reduce(
    (current, pattern) => current.replace(pattern, afterName),
    text,
  );
  return maskKeys(maskShortOptions(maskAddressValues(withoutNamed, maskOnce), maskOnce)).replace(longToken, (token) =>
    isRandom(token) ? maskSecret(token) : token,
  );
}

/**
 * Matches a property with its value, also where a quote or the colon is missing, or quotes are of another kind. Each
 * character matches in one way only, and the length of the name is limited; otherwise the time would grow at least with
 * the square of the length.
 */
const property = new RegExp(
  [
    String.raw`(?:(["'\x60])((?:\\.|(?!\1)[^\\\r\n]){0,256}?)\1|(?<![\w$.-])([\w$-][\w$.-]{0,63}))`,
    String.raw`(["'\x60]?\s*[:=]\s*|(?<=["'\x60])\s+(?=["'\x60]))`,
    String.raw`(?:(["'\x60])((?:\\.|(?!\5)[^\\\r\n])*)|((?:(?:bearer|basic)\s+)?[^\s,{}[\]"'\x60]+))`,
  ].join(''),
  'gi',
);
const besideOption = new RegExp(
  String.raw`((["'\x60])--?[\w-]{0,60}${secretEnd}\2\s*,\s*(["'\x60]))((?:\\.|(?!\3)[^\\\r\n])*)`,
  'gi',
);
const listItem = /(["'`])((?:\\.|(?!\1)[^\\\r\n])*)(\1?)|(?!\/[/*]|\*\/)[^\s,{}[\]"'`]+/g;
const nameWithColon = /["'`]\s*:|^\s*[\w-]+\s*[:=]/;
const plainValue = /^(?:true|false|null|-?[\d.]{1,5})$/;
const assignment = /^(\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*)(.+)$/;

const decoded = (name: string): string =>
  name.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Whether the value of a property is masked. In prose, "NOTE: …" is no variable. */
function isSecretPart(name: string, isCode: boolean, isSecretPlace: boolean): boolean {
  if (isSecretPlace) return !isHarmlessHeader(name);
  return isCode ? isSecretProperty(name) : secretName.test(name) && !harmlessName.test(name);
}

function maskProperties(line: string, isSecretPlace: boolean): string {
  return line.replace(
    property,
    (whole: string, _mark, quotedName?: string, bareName?: string, between?: string, _quote?, text?, bare?: string) => {
      const value: string = text ?? bare ?? '';
      const isCode = quotedName !== undefined || /[="'`]/.test(between ?? '');
      const isSecret = isSecretPart(decoded(quotedName ?? bareName ?? ''), isCode, isSecretPlace);
      return isSecret && value !== '' && !plainValue.test(value)
        ? whole.slice(0, whole.length - value.length) + maskOnce(value)
        : whole;
    },
  );
}

/** A property of JSON inside a string, where each quote has its backslashes. */
const innerProperty =
  /((\\{1,15}["'])((?:(?!\2)[^\r\n]){1,128}?)\2\s*:\s*)(?:(\\{1,15}["'])((?:(?!\4)[^\r\n])*)|([^\s,{}[\]"'\\]+))/g;

const maskInnerProperties = (line: string): string =>
  line.replace(innerProperty, (whole: string, _start, _mark, name: string, _quote, text?: string, bare?: string) => {
    const value = text ?? bare ?? '';
    return value !== '' && !plainValue.test(value) && isSecretProperty(decoded(name))
      ? whole.slice(0, whole.length - value.length) + maskOnce(value)
      : whole;
  });

const quotedText = /(["'`])((?:\\.|(?!\1)[^\\\r\n])*)(\1|\\?$)/g;
const invalidEscape = /\\(?!["\\/bfnrt]|u[0-9a-f]{4})/gi;

/** Masks a text whose invalid escape splits a secret: one that would be masked without the backslash. */
const maskSplitSecrets = (line: string): string =>
  line.replace(quotedText, (whole: string, quote: string, text: string, end: string) => {
    const plain = text.replace(invalidEscape, '');
    return plain === text || maskText(plain) === plain ? whole : quote + maskSecret(plain) + end;
  });

/**
 * Masks the values of secret names, keys, tokens and credentials in lines of a settings file, which need not be valid
 * JSON. `isSecretPlace`: the lines are inside an object or a list all of whose values are secrets.
 */
export function maskJsonLine(line: string, isSecretPlace = false): string {
  const whole = maskInnerProperties(maskSplitSecrets(line));
  const masked = maskProperties(
    whole.replace(besideOption, (_, start: string, _mark, _quote, value: string) => start + maskOnce(value)),
    isSecretPlace,
  );
  const isList = isSecretPlace && !nameWithColon.test(line);
  return maskText(
    isList
      ? masked.replace(
          listItem,
          (item: string, quote?: string, value = item, end = '') => (quote ?? '') + (value && maskOnce(value)) + end,
        )
      : masked,
  );
}

/** Masks every value in a line of a `.env` file. In comments, only what looks like a secret is masked. */
export function maskEnvLine(line: string): string {
  if (/^\s*#/.test(line)) return maskText(line);
  const found = assignment.exec(line);
  if (found === null) return line.trim() === '' ? line : maskSecret(line);
  const [, start = '', , value = ''] = found;
  return maskKeys(start) + maskSecret(value.trim().replace(/^(["'`])(.*)\1.*$/, '$2'));
}
