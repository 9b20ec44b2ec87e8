/** A byte order mark at the start of a pipe, also as programs show it that read it in another code page. */
const byteOrderMark = /^(?:\uFEFF|ï»¿|∩╗┐)+/;

/** A variable with its value as a shell, PowerShell, a `.env` file or JSON writes it. */
const assignment =
  /^(?:(?:export|setx?|set\s+-\w+)\s+|\$env:)?["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*(?:=|:|\s)\s*([^=\s].*)$/;

const namesVariable = (name: string): boolean => name.includes('_') || /^(?:api)?(?:key|token)$/i.test(name);

/** A text between quotes of one kind, as code and documents write them; the text has none of that kind itself. */
const quoted = /^(?:(["'`])((?:(?!\1).)*)\1|“([^“”]*)”|‘([^‘’]*)’)$/;

/** A text without white space around it, a sign that ends a command or an entry, and one pair of quotes. */
function unquoted(text: string): string {
  const bare = text.trim().replace(/\s*[;,]$/, '');
  const [, , plain, double, single] = quoted.exec(bare) ?? [];
  return (plain ?? double ?? single ?? bare).trim();
}

/**
 * The key in a text that the user pasted or piped in: without a byte order mark, white space and quotes around it, the
 * name of its variable, and `Bearer`. A quote without its partner stays. The form of the key itself is not checked.
 */
export function keyInPaste(text: string): string {
  const bare = unquoted(text.replace(byteOrderMark, ''));
  const header = /^(?:authorization:\s*)?bearer\s+(\S+)$/i.exec(bare);
  if (header?.[1] !== undefined) return header[1];
  const [, name, value] = assignment.exec(bare) ?? [];
  if (name === undefined || value === undefined || !namesVariable(name)) return bare;
  return unquoted(value);
}
