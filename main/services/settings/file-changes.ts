import type { FileMissing, FileState, Files, FileVersion, FileWriteResult } from '../../ports/system.ts';

/** One change to a file: `before` is the version that was read, `after` the new bytes. An `after` of null removes the file. */
export interface FileChange {
  readonly path: string;
  readonly before: FileVersion | FileMissing;
  readonly after: Uint8Array | null;
}

/** After any outcome but `done`, `stuck` and `unanswered`, the files hold their old bytes or what another program has written since. */
export type ChangeOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed-meanwhile' }
  /** Nothing was changed. */
  | { readonly kind: 'failed'; readonly detail: string }
  /** The file was written, reading it back found wrong bytes, and the old bytes were restored. */
  | { readonly kind: 'restored'; readonly detail: string }
  /** The disk does not answer. A change that was given up may still take effect, so nothing is known of the file. */
  | { readonly kind: 'unanswered'; readonly detail: string }
  /** The change could be neither finished nor reverted. Only the backup holds the old bytes. */
  | { readonly kind: 'stuck'; readonly detail: string };

export interface FileChangesDependencies {
  readonly files: Files;
  hash(bytes: Uint8Array): string;
  /**
   * Classifies bytes found right after our write that are neither ours nor the old ones. `change-kept`: another program saved
   * and kept our change. `change-lost`: it saved without our change. `broken`: no program would write this.
   */
  classify(path: string, bytes: Uint8Array): 'change-kept' | 'change-lost' | 'broken';
}

/** Applies the changes in order and verifies each by reading it back. If one fails, reverts those made, last first. */
export async function applyChanges(
  dependencies: FileChangesDependencies,
  changes: readonly FileChange[],
): Promise<ChangeOutcome> {
  const made: FileChange[] = [];
  for (const change of changes) {
    const outcome = await applyOne(dependencies, change);
    if (outcome.kind === 'done') made.unshift(change);
    // The rest may still arrive, and recovery then finishes or reverts the whole.
    else return outcome.kind === 'unanswered' ? outcome : revertAll(dependencies, made, outcome);
  }
  return { kind: 'done' };
}

/** Reverts one change, unless the file was changed again since. Returns whether the old bytes are back. */
async function revert(dependencies: FileChangesDependencies, change: FileChange): Promise<boolean> {
  const now = await readBack(dependencies.files, change.path, change.after !== null);
  if (now.kind === 'refused' || hashOf(now) !== afterHash(dependencies, change)) return false;
  return putBack(dependencies, change, now);
}

async function revertAll(
  dependencies: FileChangesDependencies,
  made: readonly FileChange[],
  outcome: ChangeOutcome,
): Promise<ChangeOutcome> {
  for (const change of made) {
    if (!(await revert(dependencies, change))) return { kind: 'stuck', detail: change.path };
  }
  return outcome;
}

async function applyOne(dependencies: FileChangesDependencies, change: FileChange): Promise<ChangeOutcome> {
  const { files } = dependencies;
  const written = await write(files, change);
  if (written.kind === 'conflict') return { kind: 'changed-meanwhile' };
  // The file is read back after an error too, because the rename may have happened before the error was reported.
  const now = await readBack(files, change.path, change.after !== null);
  const hash = hashOf(now);
  if (hash === afterHash(dependencies, change)) return { kind: 'done' };
  if (hash === beforeHash(change)) {
    return { kind: 'failed', detail: written.kind === 'failed' ? written.code : 'not-written' };
  }
  if (isUnanswered(now)) return { kind: 'unanswered', detail: change.path };
  const found = now.kind === 'file' ? dependencies.classify(change.path, now.bytes) : 'broken';
  if (found === 'change-kept') return { kind: 'done' };
  if (found === 'change-lost' || written.kind === 'failed') return { kind: 'changed-meanwhile' };
  const restored = now.kind !== 'refused' && (await putBack(dependencies, change, now));
  return restored ? { kind: 'restored', detail: 'read-back' } : { kind: 'stuck', detail: change.path };
}

const isUnanswered = (state: FileState): boolean => state.kind === 'refused' && state.reason === 'no-answer';

/** Reads a file that was just written. Retries a refusal, which is usually temporary so soon after a write. */
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
  const restored = await readBack(dependencies.files, change.path, after !== null);
  return hashOf(restored) === beforeHash(change);
}

/** The sha256 of a file's content; null if there is no file. */
export const contentHash = (state: FileVersion | FileMissing): string | null =>
  state.kind === 'file' ? state.sha256 : null;

/** The same for any state; undefined if the file cannot be read, so that it matches no known hash. */
const hashOf = (state: FileState): string | null | undefined =>
  state.kind === 'refused' ? undefined : contentHash(state);

const beforeHash = ({ before }: FileChange): string | null => contentHash(before);

const afterHash = ({ hash }: FileChangesDependencies, { after }: FileChange): string | null =>
  after === null ? null : hash(after);
