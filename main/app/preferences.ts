import type { Autostart } from '../adapters/electron/autostart.ts';
import type { PreferencesStore } from '../adapters/electron/preferences-store.ts';
import type { Preferences } from '../core/preferences.ts';
import type { Log } from '../ports/system.ts';

export interface ChoicesDeps {
  readonly store: PreferencesStore;
  setTheme(theme: Preferences['theme']): void;
  readonly autostart: Autostart;
  onUnwritten(): void;
  onChange(): void;
  readonly log: Log;
}

/** The user's choices in force. What is chosen inside the demo is forgotten with it. */
export interface Choices {
  current(): Preferences;
  set(change: Partial<Preferences>): Promise<void>;
  /** Asks the system what its own settings have made of the choices it holds. */
  followSystem(): Promise<void>;
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

  function keep(change: Partial<Preferences>): void {
    if (!store.set(change)) deps.onUnwritten();
  }

  /** What the system would not have is not shown as chosen. */
  async function startAtLogin(wanted: boolean, before: boolean): Promise<void> {
    if (wanted === before || (await deps.autostart.set(wanted))) return;
    deps.log.warn('the system would not change what starts at log-in');
    keep({ launchAtLogin: before });
  }

  return {
    current,
    async set(change) {
      const before = current();
      if (inDemo !== null) inDemo = { ...inDemo, ...change };
      else {
        keep(change);
        await startAtLogin(change.launchAtLogin ?? before.launchAtLogin, before.launchAtLogin);
      }
      inForce(before);
    },
    async followSystem() {
      const launchAtLogin = await deps.autostart.isOn();
      const before = current();
      if (launchAtLogin !== store.current().launchAtLogin) keep({ launchAtLogin });
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
