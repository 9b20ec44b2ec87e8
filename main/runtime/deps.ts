import type { Preferences } from '../core/preferences.ts';
import type { Place } from '../core/view/format.ts';
import type { Log, Notices } from '../ports/system.ts';
import type { RunEnvironment } from './run-environment.ts';

/** What the services of one run environment need of the shell around them. */
export interface RuntimeDeps {
  readonly runEnvironment: RunEnvironment;
  readonly log: Log;
  readonly notices: Notices;
  preferences(): Preferences;
  place(): Place;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  /** Nobody is at the machine. */
  idle(): boolean;
  /** A notice was clicked: there the user finds what it is about. */
  onNoticeClick(panel: 'quota' | 'providers'): void;
  /** A switch that was asked for elsewhere has something to be read or entered first. */
  onSwitchQuestion(providerId: string): void;
  /** Anything that the screen, the tray or `status.json` shows has changed. */
  onChange(): void;
}
