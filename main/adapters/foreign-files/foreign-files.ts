import type { ForeignFiles } from '../../ports/foreign-files.ts';
import { createFileReader } from './file-reader.ts';
import { createOwnFiles } from './own-files.ts';
import { createReaderCalls, type ReaderCallsDependencies } from './reader-calls.ts';
import { createRemoteMounts, type RemoteMounts } from './remote-mounts.ts';

/** A project that did not answer is not needed soon. */
const restMs = 10 * 60_000;

/** Reads foreign places in a process of its own, which is killed if a call does not return. */
export function createForeignFiles(
  dependencies: Omit<ReaderCallsDependencies, 'restMs'> = {},
  mounts: RemoteMounts = createRemoteMounts(),
): ForeignFiles {
  const { ask, generation, abandoned, end } = createReaderCalls({ ...dependencies, restMs });
  const of: ForeignFiles['of'] = (place) =>
    createFileReader(async (call) => (await ask(place, call))?.answer ?? null, generation);
  return {
    of,
    own: createOwnFiles(mounts, of),
    abandoned,
    end,
  };
}
