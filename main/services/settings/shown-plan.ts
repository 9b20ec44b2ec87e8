import type { SettingsProblem } from '../../core/provider/model.ts';
import type { SwitchPreview, SwitchWarning } from '../../core/provider/switch-model.ts';
import type { FileMissing, Files, FileVersion } from '../../ports/system.ts';
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

/** The files that the changes create. */
export const newFilesOf = (changes: readonly FileChange[]): string[] =>
  changes.filter(({ before }) => before.kind === 'missing').map(({ path }) => path);

/** What the user should know about the files before they are replaced; `holdsKey`: whether a key is written to one. */
export async function fileWarnings(
  files: Pick<Files, 'concernsOf'>,
  changes: readonly FileChange[],
  holdsKey: (change: FileChange) => boolean,
): Promise<readonly SwitchWarning[]> {
  const warnings: SwitchWarning[] = [];
  for (const change of changes) {
    const { path, before } = change;
    if (before.kind === 'missing') continue;
    for (const code of await files.concernsOf(path, before)) {
      if (code === 'linked') {
        if (holdsKey(change)) warnings.push({ code: 'key-behind-link', values: { path, target: before.target } });
      } else warnings.push({ code, values: { path } });
    }
  }
  return warnings;
}

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
