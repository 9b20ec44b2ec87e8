import { net, powerMonitor } from 'electron';
import type { Clock } from '../../ports.ts';

/** Electron tells main nothing when the network comes back: it is asked, cheaply and without a request. */
const onlineCheckMs = 10_000;

export interface WorldEvents {
  /** The machine woke up or was unlocked. */
  onWake(): void;
  /** The network came back. */
  onOnline(): void;
}

/** Tells when a poll is due for a reason other than time. Answers the function that ends it. */
export function watchWorld(events: WorldEvents, clock: Clock): () => void {
  let online = net.isOnline();
  let cancel = clock.after(onlineCheckMs, check);

  function check(): void {
    const before = online;
    online = net.isOnline();
    cancel = clock.after(onlineCheckMs, check);
    if (online && !before) events.onOnline();
  }
  const wake = (): void => events.onWake();
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
  return () => {
    cancel();
    powerMonitor.off('resume', wake);
    powerMonitor.off('unlock-screen', wake);
  };
}
