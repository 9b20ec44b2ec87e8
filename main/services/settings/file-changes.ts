import type { FileMissing, FileState, Files, FileVersion, FileWriteResult } from '../../ports/system.ts';

/** One file to be changed: from what was read a moment ago to these bytes; null removes it. */
export interface FileChange {
  readonly path: string;
  readonly before: FileVersion | FileMissing;
  readonly after: Uint8Array | null;
}

/** In every case but `done` and `stuck` the files hold what they held before, or what another program wrote since. */
export type ChangeOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed-meanwhile' }
  /** Nothing was changed. */
  | { readonly kind: 'failed'; readonly detail: string }
  /** It was changed, what was found then was not right, and it was put back. */
  | { readonly kind: 'restored'; readonly detail: string }
  /** Neither forward nor back: only the backup is left. */
  | { readonly kind: 'stuck'; readonly detail: string };

export interface FileChangesDependencies {
  readonly files: Files;
  hash(bytes: Uint8Array): string;
  /**
   * What to think of bytes that are neither ours nor the old ones, right after our write: `holds`, another program saved and kept
   * our change; `theirs`, it saved and did not; `broken`, no program would write this.
   */
  judge(path: string, bytes: Uint8Array): 'holds' | 'theirs' | 'broken';
}

/** Changes the files in order, each verified by reading it back; what cannot be finished is taken back, last first. */
export async function applyChanges(
  dependencies: FileChangesDependencies,
  changes: readonly FileChange[],
): Promise<ChangeOutcome> {
  const made: FileChange[] = [];
  for (const change of changes) {
    const outcome = await applyOne(dependencies, change);
    if (outcome.kind === 'done') made.unshift(change);
    else return takeBackAll(dependencies, made, outcome);
  }
  return { kind: 'done' };
}

/** Puts back what was before, where the file still is what the change made it. */
async function takeBack(dependencies: FileChangesDependencies, change: FileChange): Promise<boolean> {
  const now = await readBack(dependencies.files, change.path, change.after !== null);
  if (now.kind === 'refused' || hashOf(now) !== afterHash(dependencies, change)) return false;
  return putBack(dependencies, change, now);
}

async function takeBackAll(
  dependencies: FileChangesDependencies,
  made: readonly FileChange[],
  outcome: ChangeOutcome,
): Promise<ChangeOutcome> {
  for (const change of made) {
    if (!(await takeBack(dependencies, change))) return { kind: 'stuck', detail: change.path };
  }
  return outcome;
}

async function applyOne(dependencies: FileChangesDependencies, change: FileChange): Promise<ChangeOutcome> {
  const { files } = dependencies;
  const written = await write(files, change);
  if (written.kind === 'conflict') return { kind: 'changed-meanwhile' };
  // After an error too: a rename may have happened though its answer was lost.
  const now = await readBack(files, change.path, change.after !== null);
  const hash = hashOf(now);
  if (hash === afterHash(dependencies, change)) return { kind: 'done' };
  if (hash === beforeHash(change)) {
    return { kind: 'failed', detail: written.kind === 'failed' ? written.code : 'not-written' };
  }
  const judgement = now.kind === 'file' ? dependencies.judge(change.path, now.bytes) : 'broken';
  if (judgement === 'holds') return { kind: 'done' };
  if (judgement === 'theirs' || written.kind === 'failed') return { kind: 'changed-meanwhile' };
  const restored = now.kind !== 'refused' && (await putBack(dependencies, change, now));
  return restored ? { kind: 'restored', detail: 'read-back' } : { kind: 'stuck', detail: change.path };
}

/** What was written a moment ago can be read; where it cannot, that is most often over with the next attempt. */
async function readBack(files: Files, path: string, exists: boolean): Promise<FileState> {
  let state: FileState = { kind: 'refused', reason: 'unreadable' };
  for (let attempt = 1; attempt <= 3 && state.kind === 'refused'; attempt += 1) {
    state = await files.readVersion(path, exists ? 'should-exist' : 'may-be-missing');
  }
  return state;
}

function write(files: Files, change: FileChange): Promise<FileWriteResult> {
  if (change.after !== null) return files.replace(change.path, change.after, change.before);
  if (change.before.kind === 'file') return files.remove(change.path, change.before);
  return Promise.resolve({ kind: 'done' });
}

async function putBack(
  dependencies: FileChangesDependencies,
  change: FileChange,
  now: FileVersion | FileMissing,
): Promise<boolean> {
  const after = change.before.kind === 'file' ? change.before.bytes : null;
  await write(dependencies.files, { path: change.path, before: now, after });
  const back = await readBack(dependencies.files, change.path, after !== null);
  return hashOf(back) === beforeHash(change);
}

/** What a file holds, by its sha256; null: no file. */
export const contentHash = (state: FileVersion | FileMissing): string | null =>
  state.kind === 'file' ? state.sha256 : null;

/** undefined: it cannot be told, which equals nothing. */
const hashOf = (state: FileState): string | null | undefined =>
  state.kind === 'refused' ? undefined : contentHash(state);

const beforeHash = ({ before }: FileChange): string | null => contentHash(before);

const afterHash = ({ hash }: FileChangesDependencies, { after }: FileChange): string | null =>
  after === null ? null : hash(after);
