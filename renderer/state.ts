import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AppState, Bridge } from '../preload/contract.ts';

/** What main said last, and when it arrived on the monotonic clock. */
export type Held =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'state'; readonly state: AppState; readonly arrivedAtMs: number };

export interface StateStore {
  readonly get: () => Held;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks main again; what main pushes meanwhile wins. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/** Keeps main's state for React. `monotonic` gives milliseconds that never jump. */
export function createStateStore(bridge: Bridge, monotonic: () => number): StateStore {
  let held: Held = { kind: 'waiting' };
  let pushes = 0;
  const listeners = new Set<() => void>();

  const hold = (next: Held): void => {
    held = next;
    for (const listener of listeners) listener();
  };
  const accept = (state: AppState): void => hold({ kind: 'state', state, arrivedAtMs: monotonic() });

  const ask = (): void => {
    const before = pushes;
    bridge.invoke('state:get').then(
      (state) => {
        if (pushes === before) accept(state);
      },
      () => {
        if (held.kind !== 'state') hold({ kind: 'unanswered' });
      },
    );
  };

  const stop = bridge.subscribe('state:changed', (state) => {
    pushes += 1;
    accept(state);
  });
  ask();

  return {
    get: () => held,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask,
    stop,
  };
}

export const useHeld = (store: StateStore): Held => useSyncExternalStore(store.subscribe, store.get, store.get);

/** Main's clock at a moment of the monotonic clock: the demo lets it run faster. */
export const nowOf = (held: Extract<Held, { kind: 'state' }>, monotonicMs: number): number =>
  held.state.time.nowMs + Math.max(0, monotonicMs - held.arrivedAtMs) * held.state.time.rate;

/**
 * How often the screen moves with time, in milliseconds. Only the wait for a sign-in counts seconds down, and the demo's
 * clock may run faster than one a second; all other texts count minutes and may be ten seconds late.
 */
export const tickEveryMs = (held: Held): number =>
  held.kind === 'state' && (held.state.session.state === 'waiting' || held.state.time.rate !== 1) ? 1000 : 10_000;

/** The monotonic clock, read every `everyMs` and only while somebody can see it; a return to sight calls `onSeen`. */
export function useMonotonic(monotonic: () => number, everyMs: number, onSeen: () => void): number {
  const [ms, setMs] = useState(monotonic);
  useEffect(() => {
    let timer: number | undefined;
    const tick = (): void => setMs(monotonic());
    const follow = (): void => {
      window.clearInterval(timer);
      if (document.visibilityState !== 'visible') return;
      tick();
      timer = window.setInterval(tick, everyMs);
    };
    const changed = (): void => {
      follow();
      if (document.visibilityState === 'visible') onSeen();
    };
    follow();
    document.addEventListener('visibilitychange', changed);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', changed);
    };
  }, [monotonic, everyMs, onSeen]);
  return ms;
}
