import { addressLogin, cloudKey, openAiStyleKey, secretNameEnd, webToken } from '../../secrets.ts';

const shownCharacters = 4;
const shortestWithTail = 12;

/**
 * The last four characters of a key, enough to tell two keys apart; empty for keys so short that this would reveal too
 * much.
 */
export const lastFour = (key: string): string =>
  key.length >= shortestWithTail || key.startsWith('sk-') ? key.slice(-shownCharacters) : '';

/** A secret as it may be displayed. */
export const maskSecret = (secret: string): string => `…${lastFour(secret)}`;

/** In settings, every name that ends in "key" is secret, whatever comes before. */
const secretName = new RegExp(`(?:key|${secretNameEnd})$`, 'i');
/** Names that look secret although their values are not: the name of a variable, a number of tokens. */
const harmlessName = /^(?:envKey|apiKeyEnvKey|max_?tokens)$/i;
const environmentName = /^[A-Z_][A-Z0-9_]*$/;
/**
 * Matches a property with its value. Each character matches in one way only, and the length of the name is limited;
 * otherwise the time would grow at least with the square of the length.
 */
const property = /("|')((?:\\.|(?!\1)[^\\]){0,256}?)\1(\s*:\s*)"((?:\\.|[^"\\])*)("?)/g;
const assignment = /^(\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*)(.+)$/;
const userInfo = new RegExp(`(://)${addressLogin}@`, 'g');
/** Masks short keys too: excerpts of settings contain no ordinary words that begin with "sk-". */
const knownKey = new RegExp(`${openAiStyleKey(2)}|${cloudKey}|${webToken}`, 'g');
/** Matches long runs of mixed letters and digits. Variable names also match and are excluded later. */
const longToken = /[A-Za-z0-9_-]{32,}/g;

/** Whether every value below a property of this name is masked. */
export const isSecretName = (name: string): boolean =>
  name === 'env' || (secretName.test(name) && !harmlessName.test(name));

/** Whether a text value of this name is masked. Every name in the style of an environment variable is. */
export const isSecretProperty = (name: string): boolean =>
  !harmlessName.test(name) && (secretName.test(name) || environmentName.test(name));

const decoded = (name: string): string =>
  name.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const alreadyMasked = /^…[^…]{0,4}$/;

function maskTokens(line: string): string {
  return line
    .replace(userInfo, '$1…@')
    .replace(knownKey, maskSecret)
    .replace(longToken, (token) =>
      /[0-9]/.test(token) && /[a-z]/i.test(token) && !/^[A-Z_]+[A-Z0-9_]*(?:_[0-9a-f]{12})?$/.test(token)
        ? maskSecret(token)
        : token,
    );
}

/**
 * Masks the values of `env`, keys, tokens and credentials in addresses in one line of a settings file. Looks only at
 * the line, not at its position in the file, so it also works on broken JSON.
 */
export const maskJsonLine = (line: string): string =>
  maskTokens(
    line.replace(property, (whole, quote: string, name: string, colon: string, value: string, end: string) =>
      isSecretProperty(decoded(name)) && value !== '' && !alreadyMasked.test(value)
        ? `${quote}${name}${quote}${colon}"${maskSecret(value)}${end}`
        : whole,
    ),
  );

/** Masks every value in a line of a `.env` file. In comments, only what looks like a key is masked. */
export function maskEnvLine(line: string): string {
  if (/^\s*#/.test(line)) return maskTokens(line);
  const found = assignment.exec(line);
  if (found === null) return line.trim() === '' ? line : maskSecret(line);
  const [, start = '', , value = ''] = found;
  return start + maskSecret(value.trim().replace(/^(["'`])(.*)\1.*$/, '$2'));
}
