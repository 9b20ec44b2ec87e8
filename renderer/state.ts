import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AppState, Bridge } from '../preload/contract.ts';

/** What main said last, and when it arrived on the monotonic clock. */
export type Received =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'state'; readonly state: AppState; readonly arrivedAtMs: number };

export interface StateStore {
  readonly get: () => Received;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks main again; what main pushes meanwhile wins. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/** Keeps main's state for React. `monotonic` gives milliseconds that never jump. */
export function createStateStore(bridge: Bridge, monotonic: () => number): StateStore {
  let received: Received = { kind: 'waiting' };
  let pushes = 0;
  const listeners = new Set<() => void>();

  const receive = (next: Received): void => {
    received = next;
    for (const listener of listeners) listener();
  };
  const accept = (state: AppState): void => receive({ kind: 'state', state, arrivedAtMs: monotonic() });

  const ask = (): void => {
    const before = pushes;
    bridge.invoke('state:get').then(
      (state) => {
        if (pushes === before) accept(state);
      },
      () => {
        if (received.kind !== 'state') receive({ kind: 'unanswered' });
      },
    );
  };

  const stop = bridge.subscribe('state:changed', (state) => {
    pushes += 1;
    accept(state);
  });
  ask();

  return {
    get: () => received,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask,
    stop,
  };
}

export const useReceived = (store: StateStore): Received => useSyncExternalStore(store.subscribe, store.get, store.get);

/** Main's clock at a moment of the monotonic clock: the demo lets it run faster. */
export const nowOf = (received: Extract<Received, { kind: 'state' }>, monotonicMs: number): number =>
  received.state.time.nowMs + Math.max(0, monotonicMs - received.arrivedAtMs) * received.state.time.rate;

/**
 * How often the screen moves with time, in milliseconds. Only the wait for a sign-in counts seconds down, and the demo's
 * clock may run faster than one a second; all other texts count minutes and may be ten seconds late.
 */
export const tickEveryMs = (received: Received): number =>
  received.kind === 'state' && (received.state.session.state === 'waiting' || received.state.time.rate !== 1)
    ? 1000
    : 10_000;

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
