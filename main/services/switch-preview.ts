import type { SettingsFacts } from '../core/provider/facts.ts';
import type { ProviderChoice, SettingsProblem, SwitchPreview } from '../core/provider/model.ts';
import { type PlanOutcome, planSwitch, type SwitchPlan } from '../core/provider/switch-plan.ts';
import type { FileMissing, FileVersion } from '../ports.ts';
import type { FileChange } from './file-changes.ts';
import { encodeText, gatherAll, readTextVersion, type SettingsReadingDependencies } from './settings-reading.ts';

export interface SwitchPreviewDependencies extends SettingsReadingDependencies {
  hash(bytes: Uint8Array): string;
}

/** A plan as it was shown, to be carried out if the user says yes and the files are still the same. */
export interface ShownPlan {
  readonly hash: string;
  readonly choice: ProviderChoice;
  readonly facts: SettingsFacts;
  readonly targetId: string;
  readonly settingsPath: string;
  /** In the order of writing: the key first, then the settings that ask for it. A crash in between leaves a key unused. */
  readonly changes: readonly FileChange[];
}

export type Previewed =
  | { readonly preview: Exclude<SwitchPreview, { readonly kind: 'plan' }>; readonly plan: null }
  | { readonly preview: Extract<SwitchPreview, { readonly kind: 'plan' }>; readonly plan: ShownPlan };

/** The `.env` file is read as facts and again as a version; another program may save in between. */
const triesForOneMoment = 3;

/** Plans a choice on the files as they are now. Writes nothing. */
export async function previewSwitch(
  dependencies: SwitchPreviewDependencies,
  choice: ProviderChoice,
): Promise<Previewed> {
  const path = await dependencies.surroundings.settingsPath();
  for (let attempt = 1; ; attempt += 1) {
    const read = await readTextVersion(dependencies.files, path);
    if (!read.ok) return refused(read.problem);
    const facts = await gatherAll(dependencies, read.text, true);
    const outcome = planSwitch({ text: read.text, choice, facts });
    if (outcome.kind !== 'plan') return { preview: withoutPlan(outcome), plan: null };
    const changes: FileChange[] = [];
    if (outcome.envFile !== undefined) {
      const envFile = await readTextVersion(dependencies.files, outcome.envFile.path);
      if (!envFile.ok) return refused(envFile.problem);
      if (envFile.text !== outcome.envFile.before && attempt < triesForOneMoment) continue;
      if (envFile.text !== outcome.envFile.before) return refused(unreadable);
      changes.push(changeOf(outcome.envFile.path, envFile.version, outcome.envFile.after));
    }
    if (outcome.after !== read.text) changes.push(changeOf(path, read.version, outcome.after));
    return planned(dependencies, { path, choice, facts, outcome, changes });
  }
}

const unreadable: SettingsProblem = { reason: 'unreadable', line: null, column: null, excerpt: null };

const refused = (problem: SettingsProblem): Previewed => ({
  preview: { kind: 'settings-refused', problem },
  plan: null,
});

const changeOf = (path: string, before: FileVersion | FileMissing, after: string): FileChange => ({
  path,
  before,
  after: encodeText(after),
});

function withoutPlan(outcome: Exclude<PlanOutcome, SwitchPlan>): Exclude<SwitchPreview, { readonly kind: 'plan' }> {
  switch (outcome.kind) {
    case 'nothing-to-do':
    case 'unknown-provider':
      return { kind: outcome.kind };
    case 'settings-refused':
      return { kind: outcome.kind, problem: outcome.problem };
    case 'key-refused':
      return { kind: outcome.kind, problem: outcome.problem };
  }
}

interface Parts {
  readonly path: string;
  readonly choice: ProviderChoice;
  readonly facts: SettingsFacts;
  readonly outcome: SwitchPlan;
  readonly changes: readonly FileChange[];
}

function planned({ hash }: SwitchPreviewDependencies, { path, choice, facts, outcome, changes }: Parts): Previewed {
  const { diff, warnings, envFile, targetId } = outcome;
  const planHash = hashOfPlan(hash, changes);
  const shown = { kind: 'plan' as const, hash: planHash, path, diff: [...diff], warnings: [...warnings] };
  return {
    preview: envFile === undefined ? shown : { ...shown, envFile: { path: envFile.path, diff: [...envFile.diff] } },
    plan: { hash: planHash, choice, facts, targetId, settingsPath: path, changes },
  };
}

/** One hash over every file of the plan: which file, what is in it, what will be. */
function hashOfPlan(hash: (bytes: Uint8Array) => string, changes: readonly FileChange[]): string {
  const parts = changes.map(({ path, before, after }) => [
    path,
    before.target,
    before.kind === 'file' ? before.sha256 : null,
    after === null ? null : hash(after),
  ]);
  return hash(encodeText(JSON.stringify(parts)));
}
