import type { Locale } from '../main/core/view/format.ts';
import type { AppState, Bridge } from '../preload/contract.ts';

/** What every panel is given: main's state, its clock, the words, and the door back. */
export interface Shown {
  readonly state: AppState;
  readonly nowMs: number;
  readonly place: Locale;
  readonly bridge: Bridge;
}
