/**
 * What a secret looks like and what it is called: the one list for everything that is logged or shown. `redact` removes
 * secrets from logs and reports, `settings-text/mask` shortens them in excerpts of settings. Each part is the source of a
 * regular expression without capturing groups.
 */

/** The end of a property, variable or header name whose value is a secret, whatever its case and separators. */
export const secretNameEnd =
  '(?:token|code[_-]?(?:verifier|challenge)|secret(?:[_-]?key)?|pass(?:word|wd|phrase)?|(?:api|private)[_-]?key|' +
  'access[_-]?key(?:[_-]?(?:id|secret))?|authorization|cookies?|ticket|ciphertext|credentials?)';

/** A key that begins with "sk-", plan keys ("sk-sp-…") included; "sk-" inside a longer word begins none. */
export const openAiStyleKey = (shortestTail: number): string =>
  String.raw`(?:(?<![A-Za-z])|(?<=\\[bfnrt]))sk-[\w-]{${shortestTail},}`;

/** Keys of Google, Alibaba Cloud, Amazon and GitHub, by their fixed beginnings. */
export const cloudKey = String.raw`\b(?:AIza|LTAI|AKIA|gh[opsu]_)[\w-]{12,}`;

/** A token of three parts (JWT), each in base64url. */
export const webToken = String.raw`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`;

/** User name and password of an address, without the "@" behind them. To be looked for after "://". */
export const addressLogin = String.raw`[^\s/?#"]{1,400}`;
