import type { Locale } from '../../core/view/format.ts';
import { switchedNotice } from '../../core/view/providers/notice-switched.ts';
import { endQuickSwitch, startQuickSwitch } from '../../core/view/providers/quick-switch.ts';
import type { Notice } from '../../ports/system.ts';
import type { Switching } from './switching.ts';

export interface QuickSwitchDeps {
  readonly switching: Pick<Switching, 'view' | 'recent' | 'preview' | 'confirm' | 'inUse'>;
  place(): Locale;
  onSwitched(notice: Notice): void;
  /** There is something to read or to enter first. */
  onQuestion(providerId: string): void;
}

/** One click in the tray's menu: switches at once where there is nothing to think about, else leads to the plan. */
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
    // What went wrong is said where the next attempt is made.
    if (result?.kind !== 'done') return deps.onQuestion(providerId);
    deps.onSwitched(switchedNotice(view, start.choice, await switching.inUse(), deps.place().words));
  }

  return async (providerId) => {
    if (busy) return;
    busy = true;
    await run(providerId).finally(() => {
      busy = false;
    });
  };
}
