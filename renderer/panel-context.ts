import { createContext } from 'react';
import type { Locale } from '../main/core/view/format.ts';
import type { AppState, Bridge } from '../preload/contract.ts';

/** What every panel needs: main's state, the time by main's clock, words and time zone, and the bridge to main. */
export interface PanelContext {
  readonly state: AppState;
  readonly nowMs: number;
  readonly locale: Locale;
  readonly bridge: Bridge;
}

/** Asks for the quota. A button that calls it says nothing else of the refresh: its end is spoken for all of them. */
export const RefreshContext = createContext<() => void>(() => {});
