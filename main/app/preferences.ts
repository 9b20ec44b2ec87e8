import type { Autostart } from '../adapters/electron/autostart.ts';
import type { PreferencesStore } from '../adapters/electron/preferences-store.ts';
import type { Shortcut } from '../adapters/electron/shortcuts/global-shortcut.ts';
import type { Preferences } from '../core/preferences.ts';
import { exportedPreferences } from '../core/preferences-file.ts';
import type { Log } from '../ports/system.ts';

export interface UserPreferencesDeps {
  readonly store: PreferencesStore;
  setTheme(theme: Preferences['theme']): void;
  readonly autostart: Autostart;
  readonly shortcut: Pick<Shortcut, 'set'>;
  onUnwritten(): void;
  onChange(): void;
  readonly log: Log;
}

/** The preferences in force. Changes made inside the demo are forgotten when it is left. */
export interface UserPreferences {
  current(): Preferences;
  set(change: Partial<Preferences>): Promise<void>;
  /**
   * Puts these in the place of all others, which can be brought back in this run, and are kept as a file: of several
   * replacements in a row, what was there before the first.
   */
  replace(preferences: Preferences): Promise<void>;
  /** Whether `undo` brings back what was replaced. */
  canUndo(): boolean;
  undo(): Promise<void>;
  /** The shortcut that was last wanted, if another program has it. */
  refusedShortcut(): string | null;
  /** Takes over whether the app starts at log-in from the system, whose own settings may have changed it. */
  followSystem(): Promise<void>;
  setDemo(isDemo: boolean): void;
}

export function createUserPreferences(deps: UserPreferencesDeps): UserPreferences {
  const { store } = deps;
  let inDemo: Preferences | null = null;
  let replaced: Preferences | null = null;
  /** The kept file holds the last preferences that the user made one by one. */
  let isKept = false;
  let refusedShortcut: string | null = null;
  const current = (): Preferences => inDemo ?? store.current();

  function apply(before: Preferences): void {
    const now = current();
    if (now.theme !== before.theme) deps.setTheme(now.theme);
    deps.onChange();
  }
  deps.setTheme(current().theme);
  // One that is taken at this start may be free at the next, so it stays chosen.
  if (!deps.shortcut.set(current().shortcut)) refusedShortcut = current().shortcut;

  function save(change: Partial<Preferences>): void {
    if (!store.set(change)) deps.onUnwritten();
  }

  /** A choice that the system refuses is taken back, so that it is not shown as chosen. */
  async function startAtLogin(wanted: boolean, before: boolean): Promise<void> {
    if (wanted === before || (await deps.autostart.set(wanted))) return;
    deps.log.warn('the system refused to change what starts at log-in');
    save({ launchAtLogin: before });
  }

  /** One that another program has is taken back; the earlier one still works. */
  function takeShortcut(wanted: string | null, before: string | null): void {
    refusedShortcut = deps.shortcut.set(wanted) ? null : wanted;
    if (refusedShortcut !== null) save({ shortcut: before });
  }

  async function put(change: Partial<Preferences>): Promise<void> {
    const before = current();
    if (inDemo !== null) inDemo = { ...inDemo, ...change };
    else {
      save(change);
      if (change.shortcut !== undefined) takeShortcut(change.shortcut, before.shortcut);
      await startAtLogin(change.launchAtLogin ?? before.launchAtLogin, before.launchAtLogin);
    }
    apply(before);
  }

  return {
    current,
    async set(change) {
      if (inDemo === null) isKept = false;
      await put(change);
    },
    refusedShortcut: () => refusedShortcut,
    async replace(preferences) {
      if (inDemo === null && !isKept) {
        isKept = store.keep(exportedPreferences(current()));
        if (!isKept) deps.onUnwritten();
      }
      replaced = current();
      await put(preferences);
    },
    canUndo: () => replaced !== null,
    async undo() {
      const before = replaced;
      replaced = null;
      if (before !== null) await put(before);
    },
    async followSystem() {
      const launchAtLogin = await deps.autostart.isOn();
      const before = current();
      if (launchAtLogin !== store.current().launchAtLogin) save({ launchAtLogin });
      apply(before);
    },
    setDemo(isDemo) {
      const before = current();
      replaced = null;
      if (isDemo) inDemo ??= store.current();
      else inDemo = null;
      apply(before);
    },
  };
}
