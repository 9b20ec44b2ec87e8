import type { Clock } from '../ports/system.ts';
import { createTimer } from '../ports/timer.ts';
import type { AppContext } from './app-context.ts';
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
  const isAtLogin = preferences.current().launchAtLogin;
  return watchForTrayHost({
    clock,
    hadTrayHost,
    hasTrayHost,
    patienceMs: isFirstRun ? patienceMs.firstRun : patienceMs[isAtLogin ? 'atLogin' : 'byHand'],
    onAbsent() {
      problems.add({ code: 'no-tray', detail: desktop });
      ui.showWithoutTray();
    },
    onPresent(isLate) {
      problems.remove('no-tray');
      if (isLate) ui.returnToTray();
      if (isFirstRun) ui.open();
    },
  });
}

/** A panel that starts with the desktop session often starts after the app. */
const checkEveryMs = 5_000;
/** A panel that did not start by then is added by hand, for example as an extension of GNOME. */
const oftenForMs = 120_000;
const checkLaterEveryMs = 30_000;

export interface TrayHostWatch {
  readonly clock: Clock;
  /** Whether a panel was there when the icon was made. One that started a moment later does not show the icon. */
  readonly hadTrayHost: Promise<boolean>;
  hasTrayHost(): Promise<boolean>;
  /** How long the app waits for a panel before it calls `onAbsent`. */
  readonly patienceMs: number;
  /** No panel shows the icon, so the app must be shown in another way. Called once at most. */
  onAbsent(): void;
  /** A panel shows tray icons. `isLate`: it started after the app, so the icon must be registered again. */
  onPresent(isLate: boolean): void;
}

/** Waits for a panel that shows the tray icon. Returns the function that ends it. */
export function watchForTrayHost(watch: TrayHostWatch): () => void {
  const { clock, patienceMs } = watch;
  const startedAtMs = clock.now();
  const timer = createTimer(clock);
  let ended = false;
  let wasReported = false;

  async function check(isLate: boolean): Promise<void> {
    const isPresent = await watch.hasTrayHost();
    if (ended) return;
    if (isPresent) {
      watch.onPresent(isLate);
      return;
    }
    const waitedMs = clock.now() - startedAtMs;
    if (waitedMs >= patienceMs && !wasReported) {
      wasReported = true;
      watch.onAbsent();
    }
    timer.set(waitedMs < oftenForMs ? checkEveryMs : checkLaterEveryMs, () => void check(true));
  }
  void watch.hadTrayHost.then((hadTrayHost) => check(!hadTrayHost));
  return () => {
    ended = true;
    timer.cancel();
  };
}
