import { once } from './once.ts';
import {
  addressLogin,
  loginOption,
  openAiStyleKey,
  otherKey,
  randomRun,
  secretNameEnd,
  shortKeyOption,
} from './secrets.ts';

const removed = '[removed]';

/**
 * Names whose value is a secret or identifies the user, in JSON, queries, headers, assignments and printed objects. The
 * address of a sign-in page grants the whole sign-in (docs/facts/qwencloud-protocol.md §2.1).
 */
const name = String.raw`[\w-]{0,40}(?:${secretNameEnd}|verification[_-]?ur[il]|(?:user|account|owner|aliyun)[_-]?id|uid)`;

/** Where a word begins. The "n" of an escaped line feed is no part of the word after it. */
const wordStart = String.raw`(?:(?<![a-z0-9_])|(?<=\\[bfnrt]))`;

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const rule = (pattern: string, replacement: string): Rule => ({ pattern: new RegExp(pattern, 'giu'), replacement });

/** Compiled for the first text: a start has nothing to redact. */
const rules = once((): readonly Rule[] => [
  // Schemes first: what follows one is a credential, whatever it looks like.
  rule(String.raw`${wordStart}(bearer|basic)((?:\s|%20|\+)+)[^\s"',;\\]{4,}`, `$1$2${removed}`),
  { pattern: new RegExp(openAiStyleKey(8), 'g'), replacement: `sk-${removed}` },
  { pattern: new RegExp(`${otherKey}|${randomRun}`, 'g'), replacement: removed },
  // JSON and printed objects: "accessToken": "…", also within a string, where every quote has its backslashes.
  rule(
    String.raw`((?:(\\{0,7})(["'])${name}\2\3|${wordStart}${name})\s*[:=]\s*(\\{0,7})(["']))[\s\S]*?(?=(?<!\\)\4\5|$)`,
    `$1${removed}`,
  ),
  rule(
    String.raw`((\\{0,7})(["'])${name}\2\3\s*:\s*)(?:\[[^\]]*\]?|(?!null|true|false|\\|[{"'])[^\s,}\]]+)`,
    `$1${removed}`,
  ),
  // An option with its value beside it: --api-key …, "--api-key", "…"
  rule(
    String.raw`(--?[\w-]{0,40}${secretNameEnd}(?:\s+|(\\{0,7})(["'])\s*,\s*\2\3))(?!\[removed\])[^\s"',;\\-][^\s"',;\\]*`,
    `$1${removed}`,
  ),
  rule(String.raw`(${loginOption})(?!\[removed\])[^\s"',;\\]+`, `$1${removed}`),
  rule(String.raw`(${shortKeyOption})(?!\[removed\])[^\s"',;\\]+`, `$1${removed}`),
  // Headers whose value is the whole line.
  rule(
    String.raw`(${wordStart}[\w-]{0,20}(?:authorization|cookie)\s*:\s*)(?!\s|(?:bearer|basic)\b|[\\"'{])[^\r\n]+`,
    `$1${removed}`,
  ),
  // Queries, forms, assignments, headers and log lines: token=…, OPENAI_API_KEY=…, token: …
  rule(String.raw`(${wordStart}${name}\s*[=:]\s*)(?!\s|(?:bearer|basic)\b|\[removed\])[^\s&;,"'\\{]+`, `$1${removed}`),
  rule(
    String.raw`(${name}(?:%22|%27)?(?:%3d|%3a)(?:%20|%22|%27|\+){0,2})(?!(?:%20|%22|%27|\+){0,2}\[removed\])(?:(?!%2[0267c])[^\s&"'])+`,
    `$1${removed}`,
  ),
  // A signature or key in the query of an address.
  rule(String.raw`((?:[?&]|%3f|%26)(?:sig|key)(?:=|%3d))(?!\[removed\])[^\s&"'\\%]+`, `$1${removed}`),
  // User name and password in an address.
  rule(String.raw`(\b[a-z][a-z0-9+.-]{1,20}:\/\/)${addressLogin}@`, `$1${removed}@`),
  rule(String.raw`[\p{L}\p{N}_.+'-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}[\p{L}\p{N}-]{1,62}`, '[e-mail]'),
  // Numbers of accounts: no time and no amount is that long, except in the id of a backup.
  rule(String.raw`(?<![\w.])(?!20\d{15}-[\da-f]{8}(?![\w-]))\d{15,20}(?![\w.])`, '[number]'),
]);

/**
 * Removes from a text what must not leave this machine in a log or a copied report: bearer tokens, API keys, values of
 * secret-sounding names, JWTs, credentials in addresses, e-mail addresses and numbers of accounts. The given home folders
 * become `~`. Redacting a second time changes nothing. This is the second line of defence: nothing secret should be logged
 * at all.
 */
export function redact(text: string, homeFolders: readonly string[] = []): string {
  const withoutHomes = homeFolders.reduce(withoutHome, text);
  return rules().reduce((current, { pattern, replacement }) => current.replace(pattern, replacement), withoutHomes);
}

/** Matches both separators, plain or escaped as in JSON or in an address. A longer name with the same beginning stays. */
function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  // A root or a single letter would take everything.
  if (folder.length < 3) return text;
  const escaped = folder
    .split(/[\\/]/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(':', '(?::|%3A)'));
  return text.replace(new RegExp(String.raw`${escaped.join(String.raw`(?:\\{1,4}|/|%2F|%5C)`)}(?![\w.-])`, 'gi'), '~');
}
