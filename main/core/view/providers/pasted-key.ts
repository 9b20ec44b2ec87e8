/** A byte order mark at the start of a pipe, also as programs show it that read it in another code page. */
const byteOrderMark = /^(?:\uFEFF|ï»¿|∩╗┐)+/;

/** A variable with its value as a shell, PowerShell, a `.env` file or JSON writes it. */
const assignment =
  /^(?:(?:export|set|setx)\s+|\$env:)?["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*(?:=|:|\s)\s*([^=\s].*?)\s*[;,]?$/;

const namesVariable = (name: string): boolean => name.includes('_') || /^(?:api)?(?:key|token)$/i.test(name);

/**
 * The key in a text that the user pasted or piped in: without a byte order mark, white space around it, the name of its
 * variable, and `Bearer`. The form of the key itself is not checked.
 */
export function keyInPaste(text: string): string {
  const bare = text.replace(byteOrderMark, '').trim();
  const header = /^(?:authorization:\s*)?bearer\s+(\S+)$/i.exec(bare);
  if (header?.[1] !== undefined) return header[1];
  const [, name, value] = assignment.exec(bare) ?? [];
  if (name === undefined || value === undefined || !namesVariable(name)) return bare;
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
