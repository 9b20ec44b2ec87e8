import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AppState, Bridge } from '../preload/contract.ts';

/** The last state received from main, with its arrival time on the monotonic clock. */
export type Received =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'state'; readonly state: AppState; readonly arrivedAtMs: number };

export interface StateStore {
  readonly get: () => Received;
  readonly subscribe: (listener: () => void) => () => void;
  /** Requests the state from main again. A state that main pushes in the meantime takes precedence. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/** Holds main's state for React. `monotonic` returns milliseconds of a clock that is never adjusted. */
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

/** Converts a time of the monotonic clock to main's clock, which runs faster in the demo. */
export const nowOf = (received: Extract<Received, { kind: 'state' }>, monotonicMs: number): number =>
  received.state.time.nowMs + Math.max(0, monotonicMs - received.arrivedAtMs) * received.state.time.rate;

/**
 * How often the screen updates its times, in milliseconds. Only the sign-in countdown shows seconds, and the demo's
 * clock may run faster than real time. All other texts show minutes and may be ten seconds late.
 */
export const tickEveryMs = (received: Received): number =>
  received.kind === 'state' && (isWaiting(received.state) || received.state.time.rate !== 1) ? 1000 : 10_000;

const isWaiting = ({ session, accounts: { adding, others } }: AppState): boolean =>
  [session, adding, ...others.map((one) => one.session)].some((one) => one?.state === 'waiting');

/** Reads the monotonic clock every `everyMs` while the page is visible. Calls `onSeen` when it reappears. */
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
