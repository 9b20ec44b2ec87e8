import type { Locale } from '../../core/view/format.ts';
import { switchedNotice } from '../../core/view/providers/in-use-view.ts';
import { endQuickSwitch, startQuickSwitch } from '../../core/view/providers/quick-switch.ts';
import type { Notice } from '../../ports/system.ts';
import type { Switching } from './switching.ts';

export interface QuickSwitchDeps {
  readonly switching: Pick<Switching, 'view' | 'recent' | 'preview' | 'confirm' | 'inUse'>;
  locale(): Locale;
  home(): string;
  onSwitched(notice: Notice): void;
  /** The user has to read a warning or enter something before this switch. */
  onQuestion(providerId: string): void;
}

/** Handles a provider clicked in the tray menu: switches at once if nothing needs the user's attention, else opens the plan. */
export function createQuickSwitch(deps: QuickSwitchDeps): (providerId: string) => Promise<void> {
  const { switching } = deps;
  let busy = false;

  async function run(providerId: string): Promise<void> {
    const view = switching.view();
    if (view.state !== 'readable') return deps.onQuestion(providerId);
    const start = startQuickSwitch(view, switching.recent(), providerId);
    if (start.kind === 'ask') return deps.onQuestion(providerId);
    const end = endQuickSwitch(await switching.preview(start.choice));
    if (end.kind === 'nothing-to-do') return;
    const result = end.kind === 'confirm' ? await switching.confirm(end.hash) : null;
    // The screen that opens for the next attempt also shows what went wrong.
    if (result?.kind !== 'done') return deps.onQuestion(providerId);
    const { words } = deps.locale();
    deps.onSwitched(switchedNotice(view, start.choice, await switching.inUse(), { words, home: deps.home() }));
  }

  return async (providerId) => {
    if (busy) return;
    busy = true;
    await run(providerId).finally(() => {
      busy = false;
    });
  };
}
