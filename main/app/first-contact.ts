import type { AppContext } from './app-context.ts';
import { watchForTrayHost } from './tray-host.ts';
import type { UserInterface } from './user-interface.ts';

/** How long a panel may start after the app. Later ones are common where the desktop session starts the app. */
const patienceMs = { atLogin: 60_000, byHand: 15_000, firstRun: 0 } as const;

interface FirstContactDeps {
  readonly context: Pick<AppContext, 'clock' | 'problems' | 'preferences' | 'isFirstRun'>;
  readonly ui: Pick<UserInterface, 'open' | 'showWithoutTray' | 'returnToTray'>;
  readonly hadTrayHost: Promise<boolean>;
  hasTrayHost(): Promise<boolean>;
  /** The desktop's name, as `XDG_CURRENT_DESKTOP` has it: "ubuntu:GNOME", "KDE". */
  readonly desktop: string;
}

/**
 * Shows the app to a user who could not find it otherwise: opens the popover in the very first run, and a plain window
 * where no panel shows the tray. Returns the function that ends it.
 */
export function makeFirstContact({ context, ui, hadTrayHost, hasTrayHost, desktop }: FirstContactDeps): () => void {
  const { clock, problems, preferences, isFirstRun } = context;
  const problem = /gnome/i.test(desktop) ? 'no-tray-on-gnome' : 'no-tray';
  const isAtLogin = preferences.current().launchAtLogin;
  return watchForTrayHost({
    clock,
    hadTrayHost,
    hasTrayHost,
    patienceMs: isFirstRun ? patienceMs.firstRun : patienceMs[isAtLogin ? 'atLogin' : 'byHand'],
    onAbsent() {
      problems.add({ code: problem, detail: '' });
      ui.showWithoutTray();
    },
    onPresent(isLate) {
      problems.remove(problem);
      if (isLate) ui.returnToTray();
      if (isFirstRun) ui.open();
    },
  });
}
