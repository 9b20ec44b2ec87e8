/** What stands for a removed text. */
const removed = '[removed]';

/** Names whose value is a secret, in JSON, queries, headers and assignments, whatever their case and separators. */
const secretName =
  '(?:access|refresh|id|cli|device|auth|session|csrf|sec|console)?[_-]?token|code[_-]?(?:verifier|challenge)|' +
  '(?:client[_-]?)?secret|pass(?:word|wd|phrase)?|api[_-]?key|authorization|(?:set-)?cookie|ticket|ciphertext';

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const rules: readonly Rule[] = [
  // Whole schemes first: what follows them is a credential whatever it looks like.
  { pattern: /\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi, replacement: `$1 ${removed}` },
  // Keys of the providers, plan keys included (sk-sp-…); "sk-" inside a longer word is none.
  { pattern: /(?<![\w-])sk-[\w-]{8,}/g, replacement: `sk-${removed}` },
  // JSON: "accessToken": "…" (also with escaped quotes, as inside a string).
  {
    pattern: new RegExp(
      String.raw`((?:\\?["'])[\w-]{0,40}(?:${secretName})\\?["']\s*:\s*\\?["'])(?:[^"'\\]|\\(?!["']).)*`,
      'gi',
    ),
    replacement: `$1${removed}`,
  },
  // Queries, forms and assignments: token=…, OPENAI_API_KEY=…
  {
    pattern: new RegExp(String.raw`((?<![a-z])[\w-]{0,40}(?:${secretName})\s*=\s*)[^\s&;,"'\[][^\s&;,"']*`, 'gi'),
    replacement: `$1${removed}`,
  },
  // Headers and log lines: authorization: …, token: …
  {
    pattern: new RegExp(String.raw`(\b(?:${secretName})\s*:\s+)(?!bearer \[|basic \[)[^\s,;"'\[][^\s,;"']*`, 'gi'),
    replacement: `$1${removed}`,
  },
  // Three-part tokens (JWT), wherever they stand.
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, replacement: removed },
  // User name and password in an address.
  { pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,200}(?::[^\s/@]{0,200})?@/gi, replacement: `$1${removed}@` },
  { pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, replacement: '[e-mail]' },
];

/**
 * A text without what must not leave this machine in a log or a copied report: bearer tokens, API keys, values of
 * secret-sounding names, JWTs, credentials in addresses, e-mail addresses, and the given home folders (written as `~`).
 * Redacting twice changes nothing more. It is the second line of defence: nothing secret should be logged at all.
 */
export function redact(text: string, homeFolders: readonly string[] = []): string {
  const withoutHomes = homeFolders.reduce(withoutHome, text);
  return rules.reduce((current, { pattern, replacement }) => current.replace(pattern, replacement), withoutHomes);
}

/** Both separators are taken, plain or escaped as in JSON; a longer folder name that begins the same is kept. */
function withoutHome(text: string, home: string): string {
  const parts = home.split(/[\\/]+/);
  if (parts.filter((part) => part !== '').length < 1 || home.length < 3) return text;
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  while (escaped.at(-1) === '') escaped.pop();
  return text.replace(new RegExp(String.raw`${escaped.join(String.raw`(?:\\{1,2}|/)`)}(?![\w.-])`, 'gi'), '~');
}
