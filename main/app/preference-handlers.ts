import type { Handlers } from '../adapters/electron/ipc.ts';
import { defaultPreferences, type Preferences } from '../core/preferences.ts';
import { definedOnly, exportedPreferences, importedPreferences } from '../core/preferences-file.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { HandlersDeps } from './handlers.ts';

type Names = Extract<keyof Handlers, `preferences:${string}` | `data-folder:${string}` | 'history:clear'>;

/** The calls of the pages of the preferences. */
export function createPreferenceHandlers({
  context,
  ui,
  runtime,
}: Pick<HandlersDeps, 'context' | 'ui'> & { runtime(): Runtime }): Pick<Handlers, Names> {
  const { preferences, system } = context;
  /** The popover would hide as soon as the dialog takes the focus, and could not show what came of it. */
  async function whileHeld<Result>(work: () => Promise<Result>): Promise<Result> {
    ui.popover.hold(true);
    try {
      return await work();
    } finally {
      ui.popover.hold(false);
    }
  }
  const changing = async (work: () => Promise<void>): Promise<undefined> => {
    await work();
    runtime().preferencesChanged();
    return undefined;
  };
  return {
    'preferences:set': (change) => changing(() => preferences.set(definedOnly(change))),
    'preferences:export': () =>
      whileHeld(() =>
        system.files.write(ui.popover.contents(), 'qwen-gauge.json', exportedPreferences(preferences.current())),
      ),
    'preferences:read-file': () =>
      whileHeld(async () => {
        const chosen = await system.files.read(ui.popover.contents());
        if (chosen === null) return null;
        if (chosen.text === null) return { reason: 'unreadable' as const, field: '' };
        return importedPreferences(chosen.text, preferences.current());
      }),
    'preferences:defaults': (): Preferences => defaultPreferences,
    'preferences:replace': (next) => changing(() => preferences.replace(next)),
    'preferences:undo': () => changing(() => preferences.undo()),
    'data-folder:open': () => system.openPath(context.dataFolder),
    'data-folder:copy': () => void system.copyText(context.dataFolder),
    'history:clear': () => {
      runtime().clearHistory();
      context.changes.notify();
    },
  };
}
