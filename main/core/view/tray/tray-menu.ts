import type { WindowSnooze } from '../../notices/snooze.ts';
import { inPoolOrder } from '../../quota/pool-order.ts';
import { readingOf } from '../../quota/share.ts';
import { explainFailure } from '../explain.ts';
import { snoozeOffer } from '../notices/snooze-offer.ts';
import { type ChosenView, chosenView } from '../providers/chosen-view.ts';
import { fullName } from '../providers/provider-text.ts';
import { favouriteOptions } from '../providers/quick-switch.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { Words } from '../words/index.ts';
import { countedLines, noWindowLine, windowLines } from './tray-lines.ts';
import type { TrayInput } from './tray-view.ts';

/** The commands of the menu. `sign-in` opens the popover, where the region is chosen. */
export type TrayCommand =
  | 'open'
  | 'refresh'
  | 'providers'
  | 'preferences'
  | 'sign-in'
  | 'sign-out'
  | 'leave-demo'
  | 'quit';

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'command'; readonly id: TrayCommand; readonly label: string }
  /** A provider to switch to. */
  | { readonly kind: 'provider'; readonly providerId: string; readonly label: string; readonly current: boolean }
  /** Silences the window of the verdict until it is back, or takes that back. */
  | { readonly kind: 'snooze'; readonly wanted: WindowSnooze; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly MenuItem[] };

const text = (label: string): MenuItem => ({ kind: 'text', label });
const command = (id: TrayCommand, label: string): MenuItem => ({ kind: 'command', id, label });
const separator: MenuItem = { kind: 'separator' };

export function menuOf(input: TrayInput, verdict: Verdict | null): readonly MenuItem[] {
  const { words } = input.locale;
  const said = verdict === null ? [] : [verdict.sentence, verdict.line].filter((line) => line !== null);
  return [
    ...(input.demo ? [text(words.tray.demo)] : []),
    ...said.map(text),
    ...snoozeItems(input, verdict),
    ...(said.length === 0 ? [] : [separator]),
    ...quotaItems(input, verdict),
    ...providerItems(input),
    separator,
    command('open', words.tray.open),
    command('refresh', words.common.refresh),
    command('preferences', words.tray.preferences),
    ...sessionItems(input),
    separator,
    command('quit', words.common.quit),
  ];
}

function snoozeItems(input: TrayInput, verdict: Verdict | null): readonly MenuItem[] {
  const offer = snoozeOffer(verdict, input);
  if (offer === null) return [];
  const { wanted, actionText, stateText } = offer;
  return [{ kind: 'snooze', wanted, label: stateText === null ? actionText : `${stateText} · ${actionText}` }];
}

function quotaItems(input: TrayInput, verdict: Verdict | null): readonly MenuItem[] {
  const { words } = input.locale;
  const { snapshot, preferences, nowMs } = input;
  const place = { order: preferences.poolOrder, first: verdict?.pool ?? null, nowMs };
  const shown = inPoolOrder(snapshot.pools, place).filter((status) => (readingOf(status)?.windows.length ?? 0) > 0);
  const counted = countedLines(input).map(text);
  if (shown.length === 0) return [...(verdict === null ? [text(noWindowLine(input))] : []), ...counted];
  const windows = shown.flatMap((status) => [
    ...(shown.length > 1 ? [text(words.quota.pool[status.pool])] : []),
    ...windowLines(input, status, 'whole').map(text),
    ...(status.state === 'stale' ? [text(explainFailure(status.failure, words).what)] : []),
  ]);
  return [...windows, ...counted];
}

/** More providers than these are found faster in the window. */
const mostRecent = 4;

/** What Qwen Code uses, or why that is not known, and in a menu of its own what it can be switched to by one click. */
function providerItems({ settings, preferences, recentProviders = [], locale: { words } }: TrayInput) {
  const all = command('providers', words.tray.allProviders);
  if (settings.state === 'unknown') return [separator, text(words.rows.usesUnknown), all];
  if (settings.state === 'refused') {
    const { what } = words.settingsProblems[settings.problem.reason];
    return [separator, text(words.rows.usesRefused), text(what), all];
  }
  const current = settings.options.find((option) => option.current);
  const recent = recentProviders.slice(0, mostRecent).map(({ providerId }) => providerId);
  const offered = favouriteOptions(settings, [
    ...preferences.favouriteProviderIds,
    ...(current === undefined ? [] : [current.id]),
    ...recent,
  ]);
  const named = offered.map((option): MenuItem => {
    return {
      kind: 'provider',
      providerId: option.id,
      label: fullName(option, offered, words),
      current: option.current,
    };
  });
  const uses = usesTexts(chosenView(settings, words, offered), words).map(text);
  if (named.length === 0) return [separator, ...uses, all];
  const items = [...named, separator, all];
  return [separator, ...uses, { kind: 'submenu', label: words.tray.switchTo, items } satisfies MenuItem];
}

/** What Qwen Code uses; where it may not start, what was chosen and why not. */
function usesTexts({ model, providerText, faultText }: ChosenView, { rows, tray }: Words): readonly string[] {
  if (model === null || providerText === null)
    return [faultText === null ? rows.usesNothing : `Qwen Code · ${faultText}`];
  return faultText === null ? [tray.uses(model, providerText)] : [tray.chosen(model, providerText), faultText];
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
