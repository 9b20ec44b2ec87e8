import type { Preferences } from '../core/preferences.ts';
import type { Locale } from '../core/view/format.ts';
import type { NoticeHandling } from '../core/view/notices/handling.ts';
import type { Log, Notices } from '../ports/system.ts';
import type { RunEnvironment } from './run-environment.ts';

export interface RuntimeDeps {
  readonly runEnvironment: RunEnvironment;
  readonly log: Log;
  readonly notices: Notices;
  preferences(): Preferences;
  locale(): Locale;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  isIdle(): boolean;
  /** A notice was clicked; the panel shows what it is about. */
  onNoticeClick(panel: NoticeHandling['panel']): void;
  /** A quick switch needs an answer of the user first. */
  onSwitchQuestion(providerId: string): void;
  /** Anything that tray, popover or `status.json` shows has changed. */
  onChange(): void;
}
