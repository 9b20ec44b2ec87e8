import type { Clock } from '../ports/system.ts';
import { createTimer } from '../ports/timer.ts';

/** A panel that starts with the desktop session may start after the app, so it is looked for again. */
const checkEveryMs = 5_000;
const mostChecks = 24;

export interface TrayHostWatch {
  readonly clock: Clock;
  hasTrayHost(): Promise<boolean>;
  /** No panel shows the icon, so the app must be shown in another way. */
  onAbsent(): void;
  /** A panel started later. */
  onArrived(): void;
}

/** Checks whether a panel shows the tray icon, for two minutes at most. Returns the function that ends it. */
export function watchForTrayHost({ clock, hasTrayHost, onAbsent, onArrived }: TrayHostWatch): () => void {
  let ended = false;
  let checks = 0;
  const timer = createTimer(clock);

  async function check(): Promise<void> {
    const present = await hasTrayHost();
    if (ended) return;
    checks += 1;
    if (!present && checks === 1) onAbsent();
    if (present && checks > 1) onArrived();
    if (!present && checks < mostChecks) timer.set(checkEveryMs, () => void check());
  }
  void check();
  return () => {
    ended = true;
    timer.cancel();
  };
}
