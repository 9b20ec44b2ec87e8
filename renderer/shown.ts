import type { Locale } from '../main/core/view/format.ts';
import type { AppState, Bridge } from '../preload/contract.ts';

/** The props of every panel: main's state, the time by main's clock, the words, and the bridge to main. */
export interface Shown {
  readonly state: AppState;
  readonly nowMs: number;
  readonly locale: Locale;
  readonly bridge: Bridge;
}
