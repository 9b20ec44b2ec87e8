import { planRepair, type RepairCode } from '../../core/provider/switch/repairs.ts';
import { readTextVersion } from './settings-reading.ts';
import { changeOf, fileWarnings, hashOfPlan, type Previewed, refused } from './shown-plan.ts';
import type { SwitchPreviewDependencies } from './switch-preview.ts';

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
