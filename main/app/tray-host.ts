import type { Clock } from '../ports/system.ts';
import { createTimer } from '../ports/timer.ts';

/** A panel that starts with the session may come after an app that starts with it too. */
const lookAgainMs = 5_000;
const looksAtMost = 24;

export interface TrayHostWatch {
  readonly clock: Clock;
  hasTrayHost(): Promise<boolean>;
  /** Nobody shows the icon: the app needs another way to be seen. */
  onAbsent(): void;
  /** A panel came after all. */
  onArrived(): void;
}

/** Finds out whether anybody shows the tray icon, and looks again for two minutes. Answers the function that ends it. */
export function watchForTrayHost({ clock, hasTrayHost, onAbsent, onArrived }: TrayHostWatch): () => void {
  let ended = false;
  let looks = 0;
  const timer = createTimer(clock);

  async function look(): Promise<void> {
    const present = await hasTrayHost();
    if (ended) return;
    looks += 1;
    if (!present && looks === 1) onAbsent();
    if (present && looks > 1) onArrived();
    if (!present && looks < looksAtMost) timer.set(lookAgainMs, () => void look());
  }
  void look();
  return () => {
    ended = true;
    timer.cancel();
  };
}
