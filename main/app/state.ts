import type { AppState, Destination } from '../../preload/contract.ts';
import { poolInUse } from '../core/quota/pool-in-use.ts';
import { withoutHidden } from '../core/quota/shown-pools.ts';
import type { Locale } from '../core/view/format.ts';
import { type TrayView, trayView } from '../core/view/tray/tray-view.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { AppContext } from './app-context.ts';

interface StateParts {
  readonly runtime: Runtime;
  readonly context: AppContext;
  readonly destination: Destination | null;
}

/** Everything the renderer may know, at this moment. */
export function stateOf({ runtime, context, destination }: StateParts): AppState {
  const { quota, signIn, switching, notices, pastUsage } = runtime;
  return {
    snapshot: quota.snapshot(),
    session: signIn.session(),
    accounts: runtime.accounts.view(),
    settings: switching.view(),
    preferences: context.preferences.current(),
    language: context.language(),
    clock: context.hourClock(),
    time: { nowMs: context.clock.now(), rate: 1 },
    demo: runtime.isDemo,
    version: context.system.version,
    problems: context.problems.list(),
    destination,
    pendingNotices: notices.pending(),
    snoozes: notices.snoozes(),
    localCounts: quota.localCounts(),
    canUndo: switching.canUndo(),
    recentProviders: switching.recent(),
    updates: { canLook: runtime.updates.canLook, newVersion: runtime.updates.newVersion() },
    home: runtime.home(),
    officialClients: runtime.officialClients.installed(),
    runOuts: pastUsage.runOuts(),
    recoveries: pastUsage.recoveries(),
    outlooks: pastUsage.outlooks(),
    whatIfs: pastUsage.whatIfs(),
    dataFolder: context.dataFolder,
    canUndoPreferences: context.preferences.canUndo(),
    refusedShortcut: context.preferences.refusedShortcut(),
  };
}

/** The tray's texts for a state. Pure. */
export function trayViewOf({ time: { nowMs }, ...state }: AppState, locale: Locale): TrayView {
  const inUse = poolInUse(state.settings, state.snapshot, nowMs);
  const snapshot = withoutHidden(state.snapshot, state.preferences.hiddenPools, inUse);
  return trayView({ ...state, snapshot, locale, nowMs });
}

/** A panel of the popover to be shown; each request is a new one, even for the same panel. */
export type DestinationRequest =
  | { readonly to: 'quota' | 'providers' | 'preferences' }
  | { readonly to: 'switch'; readonly providerId: string };

/** The panel that the popover was asked to show, until it is closed. */
export interface Destinations {
  current(): Destination | null;
  request(request: DestinationRequest): void;
  clear(): void;
}

export function createDestinations(onChange: () => void): Destinations {
  let serial = 0;
  let destination: Destination | null = null;
  return {
    current: () => destination,
    request(request) {
      serial += 1;
      destination = { ...request, serial };
      onChange();
    },
    clear() {
      destination = null;
    },
  };
}
