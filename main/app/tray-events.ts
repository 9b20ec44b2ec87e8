import type { TrayCommand } from '../core/view/tray/tray-menu.ts';
import type { AppContext } from './app-context.ts';
import type { ShownRuntime } from './shown-runtime.ts';
import type { UserInterface, UserInterfaceHandlers } from './user-interface.ts';

interface TrayEventsDeps {
  readonly context: AppContext;
  readonly ui: UserInterface;
  readonly runtimes: ShownRuntime;
}

/** What the tray's menu, and opening and closing the popover, do to the runtime that is shown. */
export function createTrayEvents(deps: TrayEventsDeps): Omit<UserInterfaceHandlers, 'state'> {
  const { runtimes } = deps;
  return {
    onCommand: (command) => runTrayCommand(command, deps),
    onProvider: (providerId) => void runtimes.shown()?.quickSwitch(providerId),
    onSnooze: (wanted) => runtimes.shown()?.notices.setSnoozed(wanted),
    onVisibilityChange: () => runtimes.shown()?.attentionChanged(),
  };
}

function runTrayCommand(command: TrayCommand, { context, ui, runtimes }: TrayEventsDeps): void {
  switch (command) {
    case 'open':
      ui.open();
      break;
    case 'sign-in':
      ui.open({ to: 'quota' });
      break;
    case 'providers':
    case 'preferences':
      ui.open({ to: command });
      break;
    case 'refresh':
      void runtimes.shown()?.quota.refresh();
      break;
    case 'sign-out':
      void runtimes.shown()?.quota.signOut();
      break;
    case 'leave-demo':
      void runtimes.leaveDemo();
      break;
    case 'quit':
      context.system.quit();
      break;
  }
}
