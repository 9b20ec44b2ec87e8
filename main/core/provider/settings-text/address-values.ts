const wholeValue = String.raw`(?:[^\s&#"'\`<>\\]|\\[/ux])+`;
/** A value of a query or a fragment, also without the address before it, and with its signs encoded. */
const pair = new RegExp(String.raw`((?:[?&#]|%3f|%26|%23)([\w.~%[\];-]{1,64}?)(?:=|%3d))(${wholeValue})`, 'gi');
/** An address, in which a value may stand without a name. */
const address = /:(?:\\?\/){2}(?:[^\s"'`<>\\]|\\[/ux])+/g;
const part = /([?&#])([^?&#]+)/g;
/** What has a name. "=" at the end makes none: it is the end of Base64. */
const namedPart = /^[\w.~%[\];-]{1,64}?(?:=|%3d)(?!(?:=|%3d)*$)/i;
const valueEnd = /(?:[,;:.!)\]}=]|%3d){0,3}$/i;
const onlyEnd = /^(?:=|%3d)+$/i;

/** Nobody's secret: a short word or two, a version, a date, a number or a boolean. */
const plainValue = /^(?:(?=.{0,12}$)[A-Za-z]?[a-z]*(?:[-_][a-z]+)?|v?-?\d{1,5}(?:\.\d{1,4}){0,2}|\d{4}-\d\d-\d\d)$/;
/** Whose value is a secret even if it is a word. Other names of secrets are known by their ends. */
const secretName = /^(?:code|pat|pwd?|auth|jwt|otp|pin|[aks]k?|sig(?:nature)?|session|sid)$/i;
const harmlessValue = /^(?:true|false|null|-?\d{1,5})$/;

/**
 * Masks each value in the query and the fragment of an address: nearly everything that is secret in an address stands
 * there, under any name. Plain words and numbers stay, so that the address can be recognised.
 */
export function maskAddressValues(text: string, mask: (secret: string) => string): string {
  const masked = (value: string, name: string): string => {
    const end = valueEnd.exec(value)?.[0] ?? '';
    const core = value.slice(0, value.length - end.length);
    const isPlain = (secretName.test(name) ? harmlessValue : plainValue).test(core);
    return isPlain || core === '' ? value : mask(core) + end;
  };
  return text
    .replace(pair, (whole: string, start: string, name: string, value: string) =>
      onlyEnd.test(value) ? whole : start + masked(value, name),
    )
    .replace(address, (found) =>
      found.replace(part, (whole: string, sign: string, value: string) =>
        namedPart.test(value) ? whole : sign + masked(value, ''),
      ),
    );
}
