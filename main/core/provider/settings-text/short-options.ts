/** Options that abbreviate a secret: `--pat`, `--pwd`, `--db-auth`, `-p`. */
const abbreviated = String.raw`(?:--?(?:[\w-]{0,40}[-_])?(?:pat|pwd?|psw|auth|jwt|otp|pin|creds?|sig(?:nature)?|session(?:[-_]?id)?|[as]k|tok)|-p)`;
/** Short options whose value is a secret only if it looks random: a tag, a name and a size have them too. */
const ambiguous = `(?:--?[tsaP])`;

/** No secret: another option, a number, a pair of ports, true or false, a path, an address. */
const noSecret = String.raw`(?!-{1,2}[a-z][a-z-]*(?![^\s"'\`,])|(?:(?:\d{1,3}(?:\.\d{1,3}){3}:)?\d{1,5}(?:[:-]\d{1,5})?(?:/\w+)?|true|false|null)(?![^\s"'\`,])|(?:\.{0,2}|~|[A-Za-z]:|@[\w.-]+|[a-z][a-z+.-]{1,15}:/)[/\\])`;
const random = String.raw`(?=[^\s"'\`,]*\d)(?=[^\s"'\`,]*[A-Za-z])(?=[^\s"'\`,]{8})`;
const between = String.raw`(?:=|\s+|\\{0,7}["'\`]\s*,\s*\\{0,7}["'\`])`;
const value = String.raw`([^\s"'\`,\\][^\s"'\`\\]*)`;

/** An option that abbreviates a secret with its value behind or beside it. */
const options = new RegExp(
  String.raw`(?<![\w-])((?:${abbreviated}${between}|${ambiguous}${between}${random}|-p${random})${noSecret})${value}`,
  'g',
);
const beside = new RegExp(String.raw`^(?:${abbreviated} ${noSecret}[\s\S]|${ambiguous} ${random}${noSecret}\S*$)`);

/** Whether a command's argument abbreviates a secret that the argument after it holds. */
export const isShortSecretOption = (argument: string, next: string): boolean => beside.test(`${argument} ${next}`);

export const maskShortOptions = (text: string, mask: (secret: string) => string): string =>
  text.replace(options, (_, option: string, secret: string) => option + mask(secret));
