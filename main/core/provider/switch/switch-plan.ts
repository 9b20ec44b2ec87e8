import type { SettingsProblem } from '../model.ts';
import { type ClientFiles, parseEnvFile, parseFiles, withoutFolder } from '../precedence/client-files.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { changedSettings } from '../settings-text/changed-settings.ts';
import { diffLines, diffSide } from '../settings-text/diff.ts';
import { setEnvVariable } from '../settings-text/dotenv.ts';
import { maskEnvLine } from '../settings-text/mask.ts';
import { settingsDiff } from '../settings-text/settings-diff.ts';
import type { SettingsDocument, SettingsRead } from '../settings-text/settings-text.ts';
import type { DiffLine, KeyProblem, ProviderChoice, SwitchWarning } from '../switch-model.ts';
import { environmentOf } from './known-keys.ts';
import { applySwitch } from './plan-edits.ts';
import { type KeyPlan, planKey } from './plan-key.ts';
import { chosenEntry, findTarget } from './plan-target.ts';
import type { Target } from './targets.ts';
import { switchWarnings } from './warnings.ts';

/** The second file of a plan: the `.env` file that gets the key. */
interface EnvFilePlan {
  readonly path: string;
  /** null: the file does not exist yet. */
  readonly before: string | null;
  readonly after: string;
  readonly diff: readonly DiffLine[];
}

export interface SwitchPlan {
  readonly kind: 'plan';
  /** The complete settings text to write; equal to the present one when only the `.env` file changes. */
  readonly after: string;
  readonly envFile?: EnvFilePlan;
  /** Keys are masked. */
  readonly diff: readonly DiffLine[];
  readonly changed: readonly string[];
  readonly warnings: readonly SwitchWarning[];
  /** The id of the provider once the plan is written; its key is stored in the vault under this id. */
  readonly targetId: string;
}

export type PlanOutcome =
  | SwitchPlan
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'settings-refused'; readonly problem: SettingsProblem }
  | { readonly kind: 'key-refused'; readonly problem: KeyProblem }
  | { readonly kind: 'unknown-provider' };

export interface PlanInput {
  /** The user's parsed settings; a missing file parses as a new, empty one. */
  readonly settings: SettingsRead;
  readonly choice: ProviderChoice;
  readonly facts: SettingsFacts;
}

/** The temporary name that the client gives the old settings file while it saves (docs/facts/qwen-code.md §1.5). */
const setAside = 'settings.json.orig';
const interruptedSave: SettingsProblem = { reason: 'interrupted-save', line: null, column: null, excerpt: null };

/**
 * Plans a switch without changing anything: the new text, its diff and the warnings. Pure and idempotent: planned again
 * on its own result there is nothing to do. Nothing outside the planned paths (`modelProviders.<list>`,
 * `security.auth.selectedType`, `model.name`, `model.baseUrl`, `env.<variable>`, followed selectors) changes in value,
 * comments or layout.
 */
export function planSwitch({ settings, choice, facts }: PlanInput): PlanOutcome {
  if (!settings.ok) return { kind: 'settings-refused', problem: settings.problem };
  const { document } = settings;
  // The renamed file is the only copy of the settings: if a new file were written here, the client's next save would
  // overwrite that copy.
  if (!document.exists && facts.leftOverFiles.includes(setAside)) {
    return { kind: 'settings-refused', problem: interruptedSave };
  }
  const found = findTarget(document.value, choice);
  if (found.kind !== 'target') return found;
  const { target } = found;
  if (chosenEntry(target, choice.model)?.envKeyFault != null) return { kind: 'key-refused', problem: 'env-key' };
  const files = parseFiles(facts, document.exists ? document : null);
  // A key that is set in one folder only is missing in all others.
  const environment = environmentOf(withoutFolder(files));
  const key = planKey({ settings: document.value, target, choice, environment, facts, files });
  if (key.kind === 'refused') return { kind: 'key-refused', problem: key.problem };
  const edited = applySwitch(document, {
    target,
    model: choice.model,
    settingsKey: key.kind === 'write' && key.placement === 'settings' ? key.key : null,
    follow: choice.follow === 'all',
  });
  if (!edited.ok) return { kind: 'settings-refused', problem: edited.problem };
  const envFile = planEnvFile(target, key, facts);
  if (envFile === 'unwritable') return { kind: 'key-refused', problem: 'quotes' };
  const isSame = document.exists && edited.document.source === document.source;
  if (isSame && envFile === null) return { kind: 'nothing-to-do' };
  return toPlan({ choice, facts, files, target, key, envFile, before: document, after: edited.document });
}

function planEnvFile(target: Target, key: KeyPlan, facts: SettingsFacts): EnvFilePlan | null | 'unwritable' {
  if (key.kind !== 'write' || key.placement !== 'env-file') return null;
  const before = facts.envFiles.find(({ path }) => path === facts.keyFilePath)?.text ?? null;
  const after = setEnvVariable(before, target.keyVariable, key.key);
  if (after === null) return 'unwritable';
  if (after === before) return null;
  const diff = diffLines(diffSide(before ?? '', maskEnvLine), diffSide(after, maskEnvLine));
  return { path: facts.keyFilePath, before, after, diff };
}

interface Planned extends Omit<PlanInput, 'settings'> {
  readonly files: ClientFiles;
  readonly target: Target;
  readonly key: KeyPlan;
  readonly envFile: EnvFilePlan | null;
  readonly before: SettingsDocument;
  readonly after: SettingsDocument;
}

function toPlan(planned: Planned): SwitchPlan {
  const { choice, facts, files, target, key, envFile, before, after } = planned;
  const diff = settingsDiff(before, after);
  const warnings = switchWarnings({
    before,
    after,
    target,
    choice,
    key: key.kind === 'refused' ? '' : key.key,
    written: key.kind === 'write' ? key.placement : null,
    facts,
    filesAfter: filesAfter(files, after, envFile),
  });
  const plan = {
    kind: 'plan' as const,
    after: after.source,
    diff,
    changed: changedSettings(before.value, after.value),
    warnings,
    targetId: target.id,
  };
  return envFile === null ? plan : { ...plan, envFile };
}

/**
 * The files Qwen Code will read after the plan is written. A new `.env` file is inserted at its place in the order:
 * after the project file and before `~/.env`.
 */
function filesAfter(files: ClientFiles, user: SettingsDocument, envFile: EnvFilePlan | null): ClientFiles {
  const layers = { ...files.layers, user };
  if (envFile === null) return { ...files, layers };
  const { path, after } = envFile;
  const written = parseEnvFile({ path, text: after, place: 'qwen-home' });
  if (envFile.before !== null) {
    const envFiles = files.envFiles.map((file) => (file.path === path ? { ...written, place: file.place } : file));
    return { ...files, layers, envFiles };
  }
  const project = files.envFiles.filter(({ place }) => place === 'project');
  const home = files.envFiles.filter(({ place }) => place !== 'project');
  return { ...files, layers, envFiles: [...project, written, ...home] };
}
