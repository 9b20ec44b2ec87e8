import type { Preferences } from '../../preferences.ts';
import type { SettingsView } from '../../provider/model.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import type { PoolStatus, QuotaWindow, Snapshot } from '../../quota/model.ts';
import { packsLeft } from '../../quota/packs.ts';
import { readingOf, tightestWindow, usedPercent, usedShare } from '../../quota/share.ts';
import type { Session } from '../../session.ts';
import { explainFailure } from '../explain.ts';
import { formatNumber, formatPercent, type Locale } from '../format.ts';
import { currencyOf, inOrder, type Level, levelOf } from '../level.ts';
import { fullName } from '../providers/provider-text.ts';
import { favouriteOptions } from '../providers/quick-switch.ts';
import { countedView } from '../quota/counted-view.ts';
import { windowView } from '../quota/window-view.ts';

/** The commands of the menu. `sign-in` opens the popover, where the region is chosen. */
export type TrayCommand = 'open' | 'refresh' | 'sign-in' | 'sign-out' | 'leave-demo' | 'quit';

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'command'; readonly id: TrayCommand; readonly label: string }
  /** A favourite provider to switch to. */
  | { readonly kind: 'provider'; readonly providerId: string; readonly label: string; readonly current: boolean };

/**
 * `stale`: the level is an old one; `unknown`: no window has been read; `signed-out`: the same, and nobody is signed
 * in.
 */
export type TrayState = Level | 'stale' | 'unknown' | 'signed-out';

export interface TrayView {
  /** Used share of the tightest window, 0..1; null if no window is known. */
  readonly level: number | null;
  readonly state: TrayState;
  readonly tooltip: string;
  /** The text beside the icon, on systems that show one. */
  readonly title: string;
  readonly menu: readonly MenuItem[];
}

export interface TrayInput {
  readonly snapshot: Snapshot;
  readonly session: Session;
  readonly settings: SettingsView;
  readonly preferences: Preferences;
  readonly localCounts: LocalCounts | null;
  readonly demo: boolean;
  readonly locale: Locale;
  readonly nowMs: number;
}

/** Windows cuts a tooltip after 127 characters, so whole lines are left out instead. */
const tooltipLimit = 127;

export function trayView(input: TrayInput): TrayView {
  const tightest = tightestWindow(input.snapshot, input.nowMs);
  return {
    level: tightest === null ? null : usedShare(tightest.window),
    state: stateOf(input, tightest),
    tooltip: tooltipOf(input, tightest?.status ?? null),
    title: tightest === null || !input.preferences.trayTitle ? '' : percentText(tightest.window, input),
    menu: menuOf(input),
  };
}

function percentText(window: QuotaWindow, { preferences, locale }: TrayInput): string {
  const used = usedPercent(window);
  return formatPercent(preferences.trayShows === 'used' ? used : 100 - used, locale.words);
}

function stateOf(input: TrayInput, tightest: ReturnType<typeof tightestWindow>): TrayState {
  if (tightest === null) return input.session.state === 'signed-out' ? 'signed-out' : 'unknown';
  return tightest.status.state === 'stale' ? 'stale' : levelOf(tightest.window);
}

function tooltipOf(input: TrayInput, status: PoolStatus | null): string {
  const { words } = input.locale;
  const first = input.demo ? `${words.appName} · ${words.tray.demo}` : words.appName;
  const rest = [...(status === null ? [noWindowLine(input)] : windowLines(input, status)), ...countedLines(input)];
  const lines = [first];
  for (const line of rest) {
    if ([...lines, line].join('\n').length <= tooltipLimit) lines.push(line);
  }
  return lines.join('\n');
}

/** The requests counted on this computer, as long as the plan's own numbers are unknown. */
function countedLines({ localCounts, snapshot, locale }: TrayInput): readonly string[] {
  const counted = countedView(localCounts, snapshot, locale);
  return counted === null ? [] : [`≈ ${counted.amountsText}`];
}

function noWindowLine({ snapshot, session, locale: { words } }: TrayInput): string {
  if (session.state === 'waiting' || session.state === 'starting') return words.tray.waiting;
  const failed = snapshot.pools.find((status) => status.state === 'failed');
  if (failed?.state === 'failed') return explainFailure(failed.failure, words).what;
  if (session.state === 'signed-out') return words.tray.signedOut;
  const asking = snapshot.pools.length === 0 || snapshot.pools.some((status) => status.state === 'loading');
  return asking ? words.tray.loading : words.tray.nothing;
}

function windowLines({ snapshot, locale, nowMs }: TrayInput, status: PoolStatus): readonly string[] {
  const { tray } = locale.words;
  const currency = currencyOf(snapshot);
  const reading = readingOf(status);
  const left = packsLeft(reading, nowMs);
  const lines = inOrder(reading?.windows ?? []).map((window) => {
    const { name, percentText, reset } = windowView({ window, currency, locale, nowMs });
    const line = tray.window(name, percentText, reset?.atText ?? null);
    return status.state === 'stale' ? tray.windowStale(line) : line;
  });
  return left === 0
    ? lines
    : [...lines, tray.packs(locale.words.quota.amount.credits(left, formatNumber(left, locale.words)))];
}

const text = (label: string): MenuItem => ({ kind: 'text', label });
const command = (id: TrayCommand, label: string): MenuItem => ({ kind: 'command', id, label });

function menuOf(input: TrayInput): readonly MenuItem[] {
  const { words } = input.locale;
  return [
    ...(input.demo ? [text(words.tray.demo)] : []),
    ...quotaItems(input),
    ...favouriteItems(input),
    { kind: 'separator' },
    command('open', words.tray.open),
    command('refresh', words.common.refresh),
    ...sessionItems(input),
    { kind: 'separator' },
    command('quit', words.common.quit),
  ];
}

/** The favourites under a heading, each switched to with one click; nothing without favourites. */
function favouriteItems({ settings, preferences, locale: { words } }: TrayInput): readonly MenuItem[] {
  const favourites = favouriteOptions(settings, preferences.favouriteProviderIds);
  if (favourites.length === 0) return [];
  return [
    { kind: 'separator' },
    text(words.tray.switchTo),
    ...favourites.map((option): MenuItem => {
      const { id, current } = option;
      return { kind: 'provider', providerId: id, label: fullName(option, favourites, words), current };
    }),
  ];
}

function quotaItems(input: TrayInput): readonly MenuItem[] {
  const { words } = input.locale;
  const shown = input.snapshot.pools.filter((status) => (readingOf(status)?.windows.length ?? 0) > 0);
  const counted = countedLines(input).map(text);
  if (shown.length === 0) return [text(noWindowLine(input)), ...counted];
  const windows = shown.flatMap((status) => [
    ...(shown.length > 1 ? [text(words.quota.pool[status.pool])] : []),
    ...windowLines(input, status).map(text),
    ...(status.state === 'stale' ? [text(explainFailure(status.failure, words).what)] : []),
  ]);
  return [...windows, ...counted];
}

function sessionItems({ session, demo, locale: { words } }: TrayInput): readonly MenuItem[] {
  if (demo) return [command('leave-demo', words.tray.leaveDemo)];
  switch (session.state) {
    case 'signed-in':
      return [command('sign-out', words.tray.signOut)];
    case 'signed-out':
      return [command('sign-in', words.tray.signIn)];
    case 'starting':
    case 'waiting':
    case 'unknown':
      return [];
  }
}
