/**
 * Puts a text on the clipboard, from a press of a button. The page has no right to the clipboard of its own
 * (`lockdown` refuses every permission), so the browser's own copy command does it. False: nothing was copied.
 */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
