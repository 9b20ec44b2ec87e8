import type { SettingsProblem, SwitchPreview, SwitchWarning } from '../../core/provider/model.ts';
import type { FileMissing, FileVersion } from '../../ports/system.ts';
import type { FileChange } from './file-changes.ts';
import { encodeText } from './settings-reading.ts';

/** A plan as it was shown, to be carried out if the user says yes and the files are still the same. */
export interface ShownPlan {
  readonly hash: string;
  readonly settingsPath: string;
  /** In the order of writing: the key first, then the settings that ask for it. A crash in between leaves a key unused. */
  readonly changes: readonly FileChange[];
  /** A key the user typed, kept in the vault once the plan is carried out. */
  readonly newKey: { readonly targetId: string; readonly key: string } | null;
  /** Whether a settings text, saved by another program meanwhile, has all that was planned. */
  isDoneIn(text: string): boolean;
}

type Plan = Extract<SwitchPreview, { readonly kind: 'plan' }>;

export type Previewed =
  | { readonly preview: Exclude<SwitchPreview, Plan>; readonly plan: null }
  | { readonly preview: Plan; readonly plan: ShownPlan };

export const refused = (problem: SettingsProblem): Previewed => ({
  preview: { kind: 'settings-refused', problem },
  plan: null,
});

export const changeOf = (path: string, before: FileVersion | FileMissing, after: string): FileChange => ({
  path,
  before,
  after: encodeText(after),
});

/** What replacing these files does beside changing them. */
export const fileWarnings = (changes: readonly FileChange[]): readonly SwitchWarning[] =>
  changes.flatMap(({ path, before }) =>
    before.kind === 'file' && before.names > 1 ? [{ code: 'second-name' as const, values: { path } }] : [],
  );

/** One hash over every file of the plan: which file, what is in it, what will be. */
export function hashOfPlan(hash: (bytes: Uint8Array) => string, changes: readonly FileChange[]): string {
  const parts = changes.map(({ path, before, after }) => [
    path,
    before.target,
    before.kind === 'file' ? before.sha256 : null,
    after === null ? null : hash(after),
  ]);
  return hash(encodeText(JSON.stringify(parts)));
}
