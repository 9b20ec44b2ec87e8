import type { PreferencesStore } from '../adapters/electron/preferences-store.ts';
import type { Preferences } from '../core/preferences.ts';

export interface ChoicesDeps {
  readonly store: PreferencesStore;
  setTheme(theme: Preferences['theme']): void;
  setAutostart(enabled: boolean): Promise<boolean>;
  onUnwritten(): void;
  onChange(): void;
}

/** The user's choices in force. What is chosen inside the demo is forgotten with it. */
export interface Choices {
  current(): Preferences;
  set(change: Partial<Preferences>): Promise<void>;
  setDemo(demo: boolean): void;
}

export function createChoices(deps: ChoicesDeps): Choices {
  const { store } = deps;
  let inDemo: Preferences | null = null;
  const current = (): Preferences => inDemo ?? store.current();

  function inForce(before: Preferences): void {
    const now = current();
    if (now.theme !== before.theme) deps.setTheme(now.theme);
    deps.onChange();
  }
  deps.setTheme(current().theme);

  return {
    current,
    async set(change) {
      const before = current();
      if (inDemo !== null) inDemo = { ...inDemo, ...change };
      else {
        if (!store.set(change)) deps.onUnwritten();
        const { launchAtLogin } = change;
        if (launchAtLogin !== undefined && launchAtLogin !== before.launchAtLogin) {
          await deps.setAutostart(launchAtLogin);
        }
      }
      inForce(before);
    },
    setDemo(demo) {
      const before = current();
      if (demo) inDemo ??= store.current();
      else inDemo = null;
      inForce(before);
    },
  };
}
