import type { Snoozes } from '../../notices/snooze.ts';
import type { Preferences } from '../../preferences.ts';
import type { RecentProvider, SettingsView } from '../../provider/model.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import type { PoolStatus, Snapshot } from '../../quota/model.ts';
import type { Session } from '../../session.ts';
import { formatPercent, type Locale } from '../format.ts';
import type { PendingNotice } from '../notices/said-by-verdict.ts';
import type { QuotaInput } from '../quota/quota-view.ts';
import { verdictView } from '../verdict/verdict.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { TrayPicture } from './panel-icon.ts';
import { countedLines, noWindowLine, windowLines } from './tray-lines.ts';
import { type MenuItem, menuOf } from './tray-menu.ts';
import { percentShown, pictureOf, spokenOf } from './tray-picture.ts';

export interface TrayView {
  readonly picture: TrayPicture;
  readonly tooltip: string;
  /** The text beside the icon, on systems that show one. */
  readonly title: string;
  readonly menu: readonly MenuItem[];
  /** Whether the texts change with the time alone, as "in 19 min" does. */
  readonly hasPassingTime: boolean;
}

export interface TrayInput extends Pick<QuotaInput, 'runOuts' | 'recoveries' | 'outlooks'> {
  readonly snapshot: Snapshot;
  readonly session: Session;
  readonly settings: SettingsView;
  readonly preferences: Preferences;
  readonly localCounts: LocalCounts | null;
  readonly recentProviders?: readonly RecentProvider[];
  readonly snoozes?: Snoozes;
  readonly pendingNotices?: readonly PendingNotice[];
  readonly demo: boolean;
  readonly locale: Locale;
  readonly nowMs: number;
}

/** Windows cuts a tooltip after 127 characters, so whole lines are left out instead. */
const tooltipLimit = 127;

/** Derives what the tray shows: the verdict in its icon, its tooltip and its menu. */
export function trayView(input: TrayInput): TrayView {
  const verdict = verdictView(input);
  const spoken = spokenOf(input, verdict);
  const { preferences, locale } = input;
  const amount = preferences.trayTitle ? (spoken?.amount ?? null) : null;
  const title = amount === null ? '' : formatPercent(percentShown(amount, input), locale.words);
  return {
    picture: pictureOf(input, verdict, spoken),
    tooltip: tooltipOf(input, verdict, spoken?.status ?? null),
    title,
    menu: menuOf(input, verdict),
    hasPassingTime: verdict !== null && (verdict.isOld || verdict.level !== 'calm'),
  };
}

/** The verdict, then the windows; what to do or know goes between them where all of it fits. */
function tooltipOf(input: TrayInput, verdict: Verdict | null, status: PoolStatus | null): string {
  const { words } = input.locale;
  const said = verdict?.sentence ?? words.appName;
  const first = input.demo ? `${said} · ${words.tray.demo}` : said;
  const windows = status === null ? [noWindowLine(input)] : windowLines(input, status, 'short');
  const lines = fitting([first, ...windows, ...countedLines(input)]);
  const line = verdict?.line ?? null;
  const withLine = line === null ? lines : [first, line, ...lines.slice(1)];
  return (fitting(withLine).length === withLine.length ? withLine : lines).join('\n');
}

/** The lines that fit in a tooltip, in their order. */
function fitting(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const line of lines) if ([...kept, line].join('\n').length <= tooltipLimit) kept.push(line);
  return kept;
}
