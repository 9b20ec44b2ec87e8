/**
 * What a secret looks like and what it is called: the one list for everything that is logged or shown. `redact` removes
 * secrets from logs and reports, `settings-text/mask` shortens them in settings, and `provider/keys` decides by it how
 * the name of a variable is shown. Each pattern is the source of a regular expression without capturing groups.
 */

/** The end of a property, variable, option or header name whose value is a secret, whatever its case and separators. */
export const secretNameEnd =
  '(?:token|code[_-]?(?:verifier|challenge)|secret(?:[_-]?key)?|pass(?:word|wd|phrase)?|(?:api|private)[_-]?key|' +
  'access[_-]?key(?:[_-]?(?:id|secret))?|[_-]key|authorization|cookies?|ticket|ciphertext|credentials?)';

/** Where a key begins: not inside a word. The "n" of an escaped line feed is no part of the key after it. */
const keyStart = String.raw`(?:(?<![A-Za-z])|(?<=\\[bfnrt]))`;

/**
 * A key that begins with "sk-": plan keys ("sk-sp-…") and keys of a workspace ("sk-ws-H.….….…", docs/facts/plans.md §3)
 * with their dots included; "sk-" inside a longer word begins none.
 */
export const openAiStyleKey = (shortestTail: number): string =>
  String.raw`${keyStart}sk-(?:ws-[\w-]+(?:\.[\w+/=-]+)+|[\w-]{${shortestTail},}(?:\.[\w-]{6,})*)`;

const slash = String.raw`(?:\\{0,7}/|%2[fF])`;
const afterHost = (host: string, ...path: readonly string[]): string =>
  String.raw`(?<=(?:(?<![\w-])|%2[fF])${host}(?::\d{1,5})?${path.map((part) => slash + part).join('')}${slash})`;
const restOfPath = String.raw`(?:[\w.@~-]|\\{0,7}/|%2[dDfF])`;

/**
 * What follows the fixed beginning of an address whose path is the secret: whoever knows it may post. Web hooks of Slack,
 * Discord, Teams, Feishu and Lark, Zapier and IFTTT, the token of a Telegram bot, and on any host what looks random behind
 * "hook" or "webhook".
 */
const webHook = [
  `${afterHost(String.raw`hooks\.slack(?:-gov)?\.com`, '(?:services|workflows|triggers)')}${restOfPath}{6,}`,
  `${afterHost(String.raw`discord(?:app)?\.com`, `api(?:${slash}v[0-9]+)?`, 'webhooks')}${restOfPath}{6,}`,
  `${afterHost(String.raw`(?:webhook|outlook)\.office(?:365)?\.com`, 'webhook(?:b2)?')}${restOfPath}{6,}`,
  `${afterHost(String.raw`open\.(?:feishu\.cn|larksuite\.com)`, 'open-apis', 'bot', `(?:v2${slash})?hook`)}${restOfPath}{6,}`,
  `${afterHost(String.raw`hooks\.zapier\.com`, 'hooks', 'catch')}${restOfPath}{6,}`,
  `${afterHost(String.raw`maker\.ifttt\.com`, 'trigger', '[\\w-]{1,64}', `(?:json${slash})?with`, 'key')}${restOfPath}{6,}`,
  String.raw`(?<=(?:(?<![\w-])|%2[fF])api\.telegram\.org${slash}(?:file${slash})?bot)\d{6,}(?::|%3[aA])[\w-]{10,}`,
  String.raw`(?<=https?(?::|%3[aA])${slash}{2}[^\s"'?#]{1,200}${slash}(?:web-?)?hooks?${slash})(?=[\w-]*\d)[\w-]{16,}`,
].join('|');

/**
 * Keys with a form of their own: those of Google, Alibaba Cloud, Amazon, GitHub, GitLab, Slack, Groq, Hugging Face, xAI,
 * Fireworks and Brave by their fixed beginnings, web hooks by their addresses, `<32 hex digits>.<secret>` as
 * Zhipu issues them, and tokens of three parts (JWT).
 */
export const otherKey = [
  webHook,
  String.raw`${keyStart}(?:AIza|LTAI|AKIA|ASIA|gh[opsu]_|github_pat_|glpat-|xox[abprs]-)[\w-]{12,}`,
  `${keyStart}(?:gsk_|hf_|xai-|fw_|BSA)[A-Za-z0-9_]{20,}`,
  String.raw`[0-9a-f]{32,64}\.[\w-]{8,}`,
  String.raw`${keyStart}eyJ[\w-]{8,4000}\.[\w-]{8,}\.[\w-]*`,
].join('|');

/**
 * The option with which curl and others take "name:password", up to the colon, alone or as the argument beside it. Two
 * numbers are a user and a group, as of a container.
 */
export const loginOption = String.raw`(?<![\w-])(?:-u|--(?:proxy-)?user)(?:=|\s*|\\{0,7}["']\s*,\s*\\{0,7}["'])(?!\d+:\d+\b)[^\s:"',=/\\]{1,64}:`;

/**
 * "-k" with which some programs take a key, up to the value, alone or as the argument beside it. No value are addresses
 * and paths (curl's own "-k" takes none), further options and numbers.
 */
export const shortKeyOption = String.raw`(?<![\w-])-k(?:\s+|\\{0,7}["']\s*,\s*\\{0,7}["'])(?![^\s"',]*[/.:]|\d+\b)(?=[^\s"',;\\-])`;

/** User name and password of an address, without the "@" behind them. To be looked for after "://". */
export const addressLogin = String.raw`[^\s/?#"]{1,400}`;

/**
 * An unbroken run of letters and digits that is long enough to be random, with a digit before a letter. Names of models,
 * variables and interfaces have none.
 *
 * Shorter runs are not masked by their look alone, but only in a place of a secret, such as behind `apiKey`. From 14
 * characters on, the pattern would find 90 to 96 % of random words, and hide 98 of 56,441 names of published packages
 * instead of 35: in a difference such a name would be unreadable, where no key that we know of is so short and bare.
 */
export const randomRun = '(?<![A-Za-z0-9])(?=[A-Za-z]*[0-9]+[A-Za-z])[A-Za-z0-9]{20,}';

const formedKey = new RegExp(`${openAiStyleKey(4)}|${otherKey}`);
const randomKey = new RegExp(randomRun);

/** Whether a text contains a key with a form of its own. */
export const containsFormedKey = (text: string): boolean => formedKey.test(text);

/** Whether a text contains what looks like a key. */
export const containsKey = (text: string): boolean => containsFormedKey(text) || randomKey.test(text);
