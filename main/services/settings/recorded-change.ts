import type { SettingsView } from '../../core/provider/model.ts';
import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { Journal } from '../history/journal.ts';
import type { Backups } from './backups.ts';
import { applyChanges, type ChangeOutcome, type FileChange, type FileChangesDependencies } from './file-changes.ts';
import { type InForce, inForce } from './settings-reading.ts';
import type { SwitchHistoryEntry, SwitchRecord } from './switch-records.ts';
import { type SwitchRecoveryDependencies, unanswered } from './switch-recovery.ts';

export interface RecordedChangeDependencies extends Omit<SwitchRecoveryDependencies, 'processes'> {
  hash(bytes: Uint8Array): string;
  readonly processes: { readonly own: number };
  view(): Promise<SettingsView>;
  /** Where each change of the selection is recorded for the user; left out: nowhere. */
  readonly journal?: Pick<Journal, 'append'> | undefined;
  /** Another program chose another provider; `model` null: it names none. Left out: nobody is told. */
  readonly onOtherProvider?: ((model: string | null) => void) | undefined;
}

export interface RecordedChange {
  /** Backs up the files, writes the journal, applies the changes, and records the result. */
  run(changes: readonly FileChange[], classify: FileChangesDependencies['classify']): Promise<SwitchResult>;
  /** Adds the current selection to the history if it differs from the last entry. `before` null: another program chose it. */
  note(before: InForce | null): Promise<void>;
}

export function createRecordedChange(dependencies: RecordedChangeDependencies): RecordedChange {
  const { files, records, clock, log, hash, processes, view, journal, onOtherProvider } = dependencies;

  const note: RecordedChange['note'] = async (before) => {
    const current = await view();
    if (current.state !== 'readable') return;
    const now = forHistory(inForce(current));
    const known = await records.history();
    if (known.length === 0 && before !== null) await records.append({ atMs: 0, ...forHistory(before) });
    const last = known.at(-1);
    const same = last?.providerId === now.providerId && last.model === now.model && last.baseUrl === now.baseUrl;
    if (same) return;
    const atMs = clock.now();
    await records.append({ atMs, ...now });
    const { providerId, model } = now;
    journal?.append({ kind: before === null ? 'settings-changed' : 'switch', atMs, providerId, model });
    // Users change the model in Qwen Code itself, and know it.
    const isOther = last !== undefined && (last.providerId !== providerId || last.baseUrl !== now.baseUrl);
    if (before === null && isOther) onOtherProvider?.(model);
  };

  const run: RecordedChange['run'] = async (changes, classify) => {
    const viewed = await view();
    const before = inForce(viewed);
    const backupIds = await keepAll(dependencies.backups, changes, before.label);
    if (backupIds === null) return { kind: 'failed', detail: 'no-backup' };
    const record: SwitchRecord = {
      version: 1,
      atMs: clock.now(),
      pid: processes.own,
      label: before.label,
      files: changes.map((change, index) => toRecord(hash, change, backupIds[index] ?? null)),
    };
    if (!(await records.begin(record))) return { kind: 'failed', detail: 'no-journal' };
    const outcome = await applyChanges({ files, hash, classify }, changes);
    if (outcome.kind !== 'done') {
      // An open change keeps its journal, so that the next attempt or the next start can finish or revert it.
      if (outcome.kind !== 'stuck' && outcome.kind !== 'unanswered') await records.abandon();
      log.warn(`The settings were not changed: ${outcome.kind}.`);
      return toResult(outcome);
    }
    const isRecorded = await records.complete(record);
    await note(before);
    const canUndoNow = isRecorded && (await records.hasRoomFor(changes.flatMap(sizesForUndo)));
    const ofSettings = viewed.state === 'unknown' ? -1 : changes.findIndex(({ path }) => path === viewed.path);
    const backupId = backupIds.at(ofSettings) ?? null;
    return canUndoNow ? { kind: 'done', backupId } : { kind: 'done', backupId, needsRoom: true };
  };

  return { run, note };
}

/** Backs up every file that the changes overwrite. Returns null if one backup fails: nothing may be overwritten then. */
async function keepAll(
  backups: Backups,
  changes: readonly FileChange[],
  label: string,
): Promise<readonly (string | null)[] | null> {
  const ids: (string | null)[] = [];
  for (const { path, before } of changes) {
    const id = before.kind === 'file' ? await backups.keep(before, path, label) : null;
    if (before.kind === 'file' && id === null) return null;
    ids.push(id);
  }
  return ids;
}

/** The sizes of the files that undo writes: a backup with its description, the journal, and the old content. */
const sizesForUndo = ({ before, after }: FileChange): readonly number[] => [
  ...(after === null ? [] : [after.length, 1]),
  ...(before.kind === 'file' ? [before.bytes.length] : []),
  1,
];

const toRecord = (
  hash: (bytes: Uint8Array) => string,
  { path, before, after }: FileChange,
  backupId: string | null,
): SwitchRecord['files'][number] => ({
  path,
  before: before.kind === 'file' ? before.sha256 : null,
  after: after === null ? null : hash(after),
  backupId,
});

const forHistory = ({ providerId, model, baseUrl }: InForce): Omit<SwitchHistoryEntry, 'atMs'> => ({
  providerId,
  model,
  baseUrl,
});

function toResult(outcome: Exclude<ChangeOutcome, { readonly kind: 'done' }>): SwitchResult {
  switch (outcome.kind) {
    case 'changed-meanwhile':
      return { kind: 'changed-meanwhile' };
    case 'failed':
      return { kind: 'failed', detail: outcome.detail };
    case 'restored':
      return { kind: 'restored', detail: outcome.detail };
    case 'unanswered':
      return unanswered(outcome.detail);
    case 'stuck':
      return { kind: 'failed', detail: `not-restored ${outcome.detail}` };
  }
}
