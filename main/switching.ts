import type { ProviderChoice, SettingsView, SwitchPreview, SwitchResult } from './core/provider/model.ts';
import type { Log } from './ports.ts';
import type { World } from './world.ts';

export interface SwitchingDeps {
  readonly world: World;
  readonly log: Log;
  onChange(): void;
}

/** The user's settings file as the shell needs it: what it says, and the careful way to change it. */
export interface Switching {
  view(): SettingsView;
  canUndo(): boolean;
  preview(choice: ProviderChoice): Promise<SwitchPreview>;
  confirm(hash: string): Promise<SwitchResult>;
  undo(): Promise<SwitchResult>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createSwitching(_deps: SwitchingDeps): Switching {
  return {
    view: () => ({ state: 'unknown' }),
    canUndo: () => false,
    preview: async () => ({ kind: 'unknown-provider' }),
    confirm: async () => ({ kind: 'plan-unknown' }),
    undo: async () => ({ kind: 'nothing-to-undo' }),
    start: async () => {},
    stop: async () => {},
  };
}
