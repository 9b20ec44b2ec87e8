import type { SettingsProblem, SwitchPreview, SwitchWarning } from '../../core/provider/model.ts';
import type { FileMissing, FileVersion } from '../../ports/system.ts';
import type { FileChange } from './file-changes.ts';
import { encodeText } from './settings-reading.ts';

/** A plan that was shown to the user. It is applied once the user confirms it, if the files are still the same. */
export interface ShownPlan {
  readonly hash: string;
  readonly settingsPath: string;
  /** The changes in writing order: the key first, then the settings that use it. A crash in between leaves an unused key. */
  readonly changes: readonly FileChange[];
  /** The key that the user entered. It is saved in the vault once the plan is applied. */
  readonly newKey: { readonly targetId: string; readonly key: string } | null;
  /** Whether a settings text that another program saved contains everything that was planned. */
  isDoneIn(text: string): boolean;
}

type Plan = Extract<SwitchPreview, { readonly kind: 'plan' }>;

export type Previewed =
  | { readonly preview: Exclude<SwitchPreview, Plan>; readonly plan: null }
  | { readonly preview: Plan; readonly plan: ShownPlan };

export const refused = (path: string, problem: SettingsProblem): Previewed => ({
  preview: { kind: 'settings-refused', path, problem },
  plan: null,
});

export const changeOf = (path: string, before: FileVersion | FileMissing, after: string): FileChange => ({
  path,
  before,
  after: encodeText(after),
});

/** Warns of files with several hard links: replacing one leaves the other names with the old content. */
export const fileWarnings = (changes: readonly FileChange[]): readonly SwitchWarning[] =>
  changes.flatMap(({ path, before }) =>
    before.kind === 'file' && before.names > 1 ? [{ code: 'second-name' as const, values: { path } }] : [],
  );

/** Hashes the path, the current content and the planned content of every file of the plan. */
export function hashOfPlan(hash: (bytes: Uint8Array) => string, changes: readonly FileChange[]): string {
  const parts = changes.map(({ path, before, after }) => [
    path,
    before.target,
    before.kind === 'file' ? before.sha256 : null,
    after === null ? null : hash(after),
  ]);
  return hash(encodeText(JSON.stringify(parts)));
}
