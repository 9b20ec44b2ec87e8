import { addressLogin, cloudKey, openAiStyleKey, secretNameEnd, webToken } from '../../secrets.ts';

const shownCharacters = 4;
const shortestWithTail = 12;

/** The last four characters of a key, enough to tell two keys apart; empty where they would give too much away. */
export const lastFour = (key: string): string =>
  key.length >= shortestWithTail || key.startsWith('sk-') ? key.slice(-shownCharacters) : '';

/** A secret as it may be shown. */
export const maskSecret = (secret: string): string => `…${lastFour(secret)}`;

/** In settings every name that ends in "key" counts, whatever comes before. */
const secretName = new RegExp(`(?:key|${secretNameEnd})$`, 'i');
/** Properties whose names sound secret and whose values are not: the name of a variable, a number of tokens. */
const harmlessName = /^(?:envKey|apiKeyEnvKey|max_?tokens)$/i;
const environmentName = /^[A-Z_][A-Z0-9_]*$/;
/**
 * A property with its value. Each character can be matched in one way only, and the name has a limit: otherwise the time
 * would grow with the square of the length, or worse.
 */
const property = /("|')((?:\\.|(?!\1)[^\\]){0,256}?)\1(\s*:\s*)"((?:\\.|[^"\\])*)("?)/g;
const assignment = /^(\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*)(.+)$/;
const userInfo = new RegExp(`(://)${addressLogin}@`, 'g');
/** Here a short key is masked too: an excerpt of settings has no words that begin with "sk-". */
const knownKey = new RegExp(`${openAiStyleKey(2)}|${cloudKey}|${webToken}`, 'g');
/** Long runs of mixed letters and digits. Names of variables look alike and are not masked. */
const longToken = /[A-Za-z0-9_-]{32,}/g;

/** Whether everything below a property of this name is masked. */
export const isSecretName = (name: string): boolean =>
  name === 'env' || (secretName.test(name) && !harmlessName.test(name));

/** Whether a text under this name is masked. Every name of an environment variable counts. */
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
 * A line of a settings file with the values of `env`, keys, tokens and log-ins in addresses masked. It goes by the text of
 * the line, not by its place in the file, so it works on broken JSON too.
 */
export const maskJsonLine = (line: string): string =>
  maskTokens(
    line.replace(property, (whole, quote: string, name: string, colon: string, value: string, end: string) =>
      isSecretProperty(decoded(name)) && value !== '' && !alreadyMasked.test(value)
        ? `${quote}${name}${quote}${colon}"${maskSecret(value)}${end}`
        : whole,
    ),
  );

/** A line of a `.env` file with every value masked. In comments only what looks like a key is masked. */
export function maskEnvLine(line: string): string {
  if (/^\s*#/.test(line)) return maskTokens(line);
  const found = assignment.exec(line);
  if (found === null) return line.trim() === '' ? line : maskSecret(line);
  const [, start = '', , value = ''] = found;
  return start + maskSecret(value.trim().replace(/^(["'`])(.*)\1.*$/, '$2'));
}
