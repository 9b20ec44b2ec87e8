const shownCharacters = 4;
const shortestWithTail = 12;

/** The last characters of a key, enough to tell two keys apart; empty where they would give too much away. */
export const lastFour = (key: string): string =>
  key.length >= shortestWithTail || key.startsWith('sk-') ? key.slice(-shownCharacters) : '';

/** A secret as it may be shown. */
export const maskSecret = (secret: string): string => `…${lastFour(secret)}`;

const secretName = /(?:key|token|secret|password|passwd|authorization|credential|cookie)$/i;
/** Properties whose names sound secret and whose values are not: the name of a variable, a number of tokens. */
const harmlessName = /^(?:envKey|apiKeyEnvKey|max_?tokens)$/i;
const environmentName = /^[A-Z_][A-Z0-9_]*$/;
/** A backslash is read in one way only, and a name is short: what could be read in two ways would be tried in all. */
const property = /("|')((?:\\.|(?!\1)[^\\]){0,256}?)\1(\s*:\s*)"((?:\\.|[^"\\])*)("?)/g;
const assignment = /^(\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*)(.+)$/;
const openAiStyleKey = /\bsk-[A-Za-z0-9_-]{2,}/g;
const userInfo = /(:\/\/)[^/\s"'@]+@/g;
/** Long runs of mixed letters and digits; names of variables look alike and are kept. */
const longToken = /[A-Za-z0-9_-]{32,}/g;

/** A property whose value, and whatever stands inside it, is nobody's business. */
export const isSecretName = (name: string): boolean =>
  name === 'env' || (secretName.test(name) && !harmlessName.test(name));

/** The same of a plain value, which is all that an exported variable can have. */
export const isSecretProperty = (name: string): boolean =>
  !harmlessName.test(name) && (secretName.test(name) || environmentName.test(name));

const decoded = (name: string): string =>
  name.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const alreadyMasked = /^…[^…]{0,4}$/;

function maskTokens(line: string): string {
  return line
    .replace(userInfo, '$1…@')
    .replace(openAiStyleKey, maskSecret)
    .replace(longToken, (token) =>
      /[0-9]/.test(token) && /[a-z]/i.test(token) && !/^[A-Z_]+[A-Z0-9_]*(?:_[0-9a-f]{12})?$/.test(token)
        ? maskSecret(token)
        : token,
    );
}

/**
 * A line of a settings file as it may be shown: values of `env`, keys, tokens and log-ins in URLs are masked.
 * Works on broken JSON too, so it goes by the look of the line, not by its place in the file.
 */
export const maskJsonLine = (line: string): string =>
  maskTokens(
    line.replace(property, (whole, quote: string, name: string, colon: string, value: string, end: string) =>
      isSecretProperty(decoded(name)) && value !== '' && !alreadyMasked.test(value)
        ? `${quote}${name}${quote}${colon}"${maskSecret(value)}${end}`
        : whole,
    ),
  );

/** A line of a `.env` file as it may be shown: every value is masked, comments lose what looks like a key. */
export function maskEnvLine(line: string): string {
  if (/^\s*#/.test(line)) return maskTokens(line);
  const found = assignment.exec(line);
  if (found === null) return line.trim() === '' ? line : maskSecret(line);
  const [, start = '', , value = ''] = found;
  return start + maskSecret(value.trim().replace(/^(["'`])(.*)\1.*$/, '$2'));
}
