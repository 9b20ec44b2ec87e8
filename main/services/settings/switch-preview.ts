import type { SettingsProblem } from '../../core/provider/model.ts';
import type { SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import { planRepair, type RepairCode } from '../../core/provider/switch/repairs.ts';
import { planSwitch, type SwitchPlan } from '../../core/provider/switch/switch-plan.ts';
import type { ProviderChoice } from '../../core/provider/switch-model.ts';
import type { FileChange } from './file-changes.ts';
import { gatherAll, readTextVersion, type SettingsReadingDependencies } from './settings-reading.ts';
import { changeOf, fileWarnings, hashOfPlan, newFilesOf, type Previewed, refused } from './shown-plan.ts';

export interface SwitchPreviewDependencies extends SettingsReadingDependencies {
  hash(bytes: Uint8Array): string;
}

/** The `.env` file is read twice, as facts and as a version. If another program saves in between, both reads are repeated. */
const consistentReadTries = 3;

/** Plans a choice on the current files. Writes nothing. */
export async function previewSwitch(
  dependencies: SwitchPreviewDependencies,
  choice: ProviderChoice,
  workFolder: string | null,
): Promise<Previewed> {
  const path = await dependencies.qwenEnvironment.settingsPath();
  for (let attempt = 1; ; attempt += 1) {
    const read = await readTextVersion(dependencies.files, path);
    if (!read.ok) return refused(path, read.problem);
    const settings = readSettings(read.text);
    if (!settings.ok) return refused(path, settings.problem);
    const facts = await gatherAll(dependencies, { workFolder, sessionsOf: settings.document.value });
    const outcome = planSwitch({ settings, choice, facts });
    if (outcome.kind === 'settings-refused') return refused(path, outcome.problem);
    if (outcome.kind !== 'plan') return { preview: outcome, plan: null };
    const changes: FileChange[] = [];
    if (outcome.envFile !== undefined) {
      const envPath = outcome.envFile.path;
      const envFile = await readTextVersion(dependencies.files, envPath);
      if (!envFile.ok) return refused(envPath, envFile.problem);
      if (envFile.text !== outcome.envFile.before && attempt < consistentReadTries) continue;
      if (envFile.text !== outcome.envFile.before) return refused(envPath, unreadable);
      changes.push(changeOf(envPath, envFile.version, outcome.envFile.after));
    }
    if (outcome.after !== read.text) changes.push(changeOf(path, read.version, outcome.after));
    return planned(dependencies, { path, choice, facts, outcome, changes });
  }
}

const unreadable: SettingsProblem = { reason: 'unreadable', line: null, column: null, excerpt: null };

interface PlanParts {
  readonly path: string;
  readonly choice: ProviderChoice;
  readonly facts: SettingsFacts;
  readonly outcome: SwitchPlan;
  readonly changes: readonly FileChange[];
}

async function planned(
  { hash, files }: SwitchPreviewDependencies,
  { path, choice, facts, outcome, changes }: PlanParts,
): Promise<Previewed> {
  const { diff, changed, warnings, envFile, targetId } = outcome;
  const planHash = hashOfPlan(hash, changes);
  const isInSettings = warnings.some(({ code }) => code === 'key-in-plain-text');
  const holdsKey = (change: FileChange): boolean => change.path === envFile?.path || isInSettings;
  const all = [...warnings, ...(await fileWarnings(files, changes, holdsKey))];
  const newFiles = newFilesOf(changes);
  const shown = { kind: 'plan' as const, hash: planHash, path, diff: [...diff], changed, newFiles, warnings: all };
  return {
    preview: envFile === undefined ? shown : { ...shown, envFile: { path: envFile.path, diff: [...envFile.diff] } },
    plan: {
      hash: planHash,
      settingsPath: path,
      changes,
      newKey: choice.key === undefined ? null : { targetId, key: choice.key },
      isDoneIn: (text) => planSwitch({ settings: readSettings(text), choice, facts }).kind === 'nothing-to-do',
    },
  };
}

/** Plans one repair of the current settings file. Writes nothing. */
export async function previewRepair(
  { qwenEnvironment, files, hash }: SwitchPreviewDependencies,
  code: RepairCode,
): Promise<Previewed> {
  const path = await qwenEnvironment.settingsPath();
  const read = await readTextVersion(files, path);
  if (!read.ok) return refused(path, read.problem);
  const outcome = planRepair({ text: read.text, code });
  if (outcome.kind === 'settings-refused') return refused(path, outcome.problem);
  if (outcome.kind === 'nothing-to-do') return { preview: { kind: 'nothing-to-do' }, plan: null };
  const changes = [changeOf(path, read.version, outcome.after)];
  const planHash = hashOfPlan(hash, changes);
  return {
    preview: {
      kind: 'plan',
      hash: planHash,
      path,
      diff: [...outcome.diff],
      changed: outcome.changed,
      newFiles: newFilesOf(changes),
      warnings: [...(await fileWarnings(files, changes, () => false))],
    },
    plan: {
      hash: planHash,
      settingsPath: path,
      changes,
      newKey: null,
      isDoneIn: (text) => planRepair({ text, code }).kind === 'nothing-to-do',
    },
  };
}
