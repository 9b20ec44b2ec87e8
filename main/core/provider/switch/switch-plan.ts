import type { DiffLine, KeyProblem, ProviderChoice, SettingsProblem, SwitchWarning } from '../model.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { diffLines, diffSide } from '../settings-text/diff.ts';
import { setEnvVariable } from '../settings-text/dotenv.ts';
import { maskEnvLine } from '../settings-text/mask.ts';
import { settingsDiff } from '../settings-text/settings-diff.ts';
import { readSettings, type SettingsDocument } from '../settings-text/settings-text.ts';
import { environmentOf } from './known-keys.ts';
import { applySwitch } from './plan-edits.ts';
import { type KeyPlan, keyFileText, planKey } from './plan-key.ts';
import { findTarget } from './plan-target.ts';
import type { Target } from './targets.ts';
import { switchWarnings } from './warnings.ts';

/** The second file of a plan: the `.env` file that gets the key. */
interface EnvFilePlan {
  readonly path: string;
  /** null: the file is not there yet. */
  readonly before: string | null;
  readonly after: string;
  readonly diff: readonly DiffLine[];
}

export interface SwitchPlan {
  readonly kind: 'plan';
  /** The whole settings text to be written; equal to what is there where only the `.env` file changes. */
  readonly after: string;
  readonly envFile?: EnvFilePlan;
  /** Keys are masked. */
  readonly diff: readonly DiffLine[];
  readonly warnings: readonly SwitchWarning[];
  /** The id under which the provider is listed once the plan is written, and under which its key is kept. */
  readonly targetId: string;
  readonly choiceKeyVariable: string;
}

export type PlanOutcome =
  | SwitchPlan
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'settings-refused'; readonly problem: SettingsProblem }
  | { readonly kind: 'key-refused'; readonly problem: KeyProblem }
  | { readonly kind: 'unknown-provider' };

export interface PlanInput {
  /** null: there is no settings file yet. */
  readonly text: string | null;
  readonly choice: ProviderChoice;
  readonly facts: SettingsFacts;
}

/** What the client's own save renames the settings to for a moment (docs/facts/qwen-code.md §1.5). */
const setAside = 'settings.json.orig';
const interruptedSave: SettingsProblem = { reason: 'interrupted-save', line: null, column: null, excerpt: null };

/**
 * What a choice would change, before anything changes: the new text, its diff and what the user should know first.
 * Pure and idempotent: planned again on its own outcome there is nothing to do. Nothing outside the planned paths
 * (`modelProviders.<list>`, `security.auth.selectedType`, `model.name`, `model.baseUrl`, `env.<variable>`, followed
 * selectors) differs in value, comments or layout.
 */
export function planSwitch({ text, choice, facts }: PlanInput): PlanOutcome {
  const read = readSettings(text);
  if (!read.ok) return { kind: 'settings-refused', problem: read.problem };
  const { document } = read;
  // The client's next save would overwrite the only copy with what was begun anew here.
  if (!document.exists && facts.leftOverFiles.includes(setAside)) {
    return { kind: 'settings-refused', problem: interruptedSave };
  }
  const found = findTarget(document.value, choice);
  if (found.kind !== 'target') return found;
  const { target } = found;
  const environment = environmentOf(document.exists ? text : null, facts);
  const key = planKey({ settings: document.value, target, choice, environment, facts });
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
  if (document.exists && edited.document.source === text && envFile === null) return { kind: 'nothing-to-do' };
  return toPlan({ text, choice, facts, target, key, envFile, before: document, after: edited.document });
}

function planEnvFile(target: Target, key: KeyPlan, facts: SettingsFacts): EnvFilePlan | null | 'unwritable' {
  if (key.kind !== 'write' || key.placement !== 'env-file') return null;
  const before = keyFileText(facts);
  const after = setEnvVariable(before, target.keyVariable, key.key);
  if (after === null) return 'unwritable';
  if (after === before) return null;
  const diff = diffLines(diffSide(before ?? '', maskEnvLine), diffSide(after, maskEnvLine));
  return { path: facts.keyFilePath, before, after, diff };
}

interface Planned extends PlanInput {
  readonly target: Target;
  readonly key: KeyPlan;
  readonly envFile: EnvFilePlan | null;
  readonly before: SettingsDocument;
  readonly after: SettingsDocument;
}

function toPlan(planned: Planned): SwitchPlan {
  const { choice, facts, target, key, envFile, before, after } = planned;
  const diff = settingsDiff(before, after);
  const warnings = switchWarnings({
    before,
    after,
    target,
    model: choice.model,
    key: key.kind === 'refused' ? '' : key.key,
    written: key.kind === 'write' ? key.placement : null,
    follows: choice.follow === 'all',
    facts,
    envFilesAfter: envFilesAfter(facts, envFile),
  });
  const plan = {
    kind: 'plan' as const,
    after: after.source,
    diff,
    warnings,
    targetId: target.id,
    choiceKeyVariable: target.keyVariable,
  };
  return envFile === null ? plan : { ...plan, envFile };
}

/** The `.env` files as they will be; a new one stands where its place in the order is, before `~/.env`. */
function envFilesAfter(facts: SettingsFacts, envFile: EnvFilePlan | null): SettingsFacts['envFiles'] {
  if (envFile === null) return facts.envFiles;
  if (envFile.before !== null) {
    return facts.envFiles.map((file) => (file.path === envFile.path ? { ...file, text: envFile.after } : file));
  }
  const created = { path: envFile.path, text: envFile.after, place: 'qwen-home' as const };
  const project = facts.envFiles.filter(({ place }) => place === 'project');
  return [...project, created, ...facts.envFiles.filter(({ place }) => place !== 'project')];
}
