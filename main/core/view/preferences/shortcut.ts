/** What a key press of the page tells. */
export interface PressedKeys {
  /** The place of the key, whatever the layout: "KeyU", "Digit1", "F5". */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const pattern = /^(?:Control\+)?(?:Alt\+)?(?:Shift\+)?(?:Super\+)?(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space)$/;
/** A letter alone, or with Shift, would be missing everywhere else. */
const isOwnKey = /^(?!(?:Shift\+)?(?:[A-Z0-9]|Space)$)/;

/** Whether a text names keys as the system's registry of shortcuts takes them: "Control+Alt+U". */
export const isShortcut = (text: string): boolean => pattern.test(text) && isOwnKey.test(text);

/**
 * What programs seldom use: two held keys, or a key beyond F12. Not what Linux takes (consoles, lock, terminal, desktop), what
 * Windows and macOS take of Control and Super, nor a letter or digit with Shift: copy in a terminal, a new window, a picture of
 * the screen.
 */
const isFree =
  /^(?!Control\+Alt\+(?:F\d|[DLT]$)|Control\+Super\+(?:F\d+|[DFQ]|Space)$|(?:Control\+Shift|Shift\+Super)\+[A-Z0-9]$)(?:(?:\w+\+){2,}|(?:\w+\+)?F(?:1[3-9]|2\d)$)/;

/** Whether a shortcut may be newly chosen. One that an earlier version took stays. */
export const isFreeShortcut = (text: string): boolean => isShortcut(text) && isFree.test(text);

/** The shortcut of pressed keys, whether or not it is free; null if they are none. */
export function shortcutOf({ code, ctrlKey, altKey, shiftKey, metaKey }: PressedKeys): string | null {
  const key = code.replace(/^(?:Key|Digit)(?=.$)/, '');
  const held = [ctrlKey && 'Control', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Super'];
  const text = [...held.filter((name) => name !== false), key].join('+');
  return isShortcut(text) ? text : null;
}

/** The shortcut as keyboards write it. */
export const shortcutText = (shortcut: string, isMac: boolean): string =>
  shortcut.replace('Control', 'Ctrl').replace('Super', isMac ? '⌘' : 'Super');
