import { globalShortcut } from 'electron';

/** The one shortcut that works while another program has the focus. */
export interface Shortcut {
  /** Takes its place; null: none. False: another program has it, and the earlier one still works. */
  set(shortcut: string | null): boolean;
  listen(onPress: () => void): void;
  stop(): void;
}

export function createShortcut(): Shortcut {
  let registered: string | null = null;
  let press: () => void = () => {};
  const end = (shortcut: string | null): void => {
    if (shortcut !== null) globalShortcut.unregister(shortcut);
  };
  return {
    set(shortcut) {
      if (shortcut === registered) return true;
      if (shortcut !== null && !isOurs(shortcut, () => press())) return false;
      end(registered);
      registered = shortcut;
      return true;
    },
    listen(onPress) {
      press = onPress;
    },
    stop() {
      end(registered);
      registered = null;
    },
  };
}

function isOurs(shortcut: string, onPress: () => void): boolean {
  try {
    return globalShortcut.register(shortcut, onPress);
  } catch {
    // The system does not know the key.
    return false;
  }
}
