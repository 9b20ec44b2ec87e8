import type { FileOperations, OpenFile } from '../files/file-operations.ts';
import { rightsCopier } from '../files/file-rights.ts';
import { flag, number, textOrNothing, textOrNull } from './answer-shapes.ts';
import type { ProcessCalls } from './process-calls.ts';
import { askPatiently, statusOf, successOf, systemError } from './remote-answers.ts';
import type { RemoteMounts } from './remote-mounts.ts';
import type { Change } from './writer-program.ts';

export interface RemoteChangesDependencies {
  readonly changes: ProcessCalls<Change>;
  readonly mounts: RemoteMounts;
  /** For files on a disk of this machine. */
  readonly operations: FileOperations;
}

interface RemoteChanges {
  readonly operations: Pick<
    FileOperations,
    'mkdir' | 'openNew' | 'rename' | 'link' | 'unlink' | 'elsewhere' | 'pendingWriter'
  >;
  /** Opens a folder, to write it to disk or to give it away. */
  openFolder(place: string, path: string): Promise<OpenFile>;
}

/** The operations that write, by the writer process where the file lies on a remote mount. */
export function createRemoteChanges({ changes, mounts, operations }: RemoteChangesDependencies): RemoteChanges {
  async function make(place: string, change: Change): Promise<unknown> {
    // While an earlier write may still arrive, another one could be overwritten by it.
    if (changes.pendingAt(place) !== null) throw systemError('ETIMEDOUT', change.name);
    return successOf(await askPatiently(changes, place, change), change.name);
  }

  async function open(place: string, change: Change): Promise<OpenFile> {
    const file = number.parse(await make(place, change));
    const openedIn = changes.generation();
    const on = async (next: Change): Promise<unknown> => {
      if (openedIn !== changes.generation()) throw systemError('ETIMEDOUT', next.name);
      return make(place, next);
    };
    return {
      stat: async () => statusOf(await on({ name: 'openFacts', file })),
      read: () => Promise.reject(systemError('EBADF', 'read')),
      write: async (bytes) => void (await on({ name: 'write', file, bytes })),
      chmod: async (mode) => void (await on({ name: 'chmod', file, mode })),
      chown: async (uid, gid) => void (await on({ name: 'chown', file, uid, gid })),
      sync: async () => void (await on({ name: 'sync', file })),
      close: async () => void (await on({ name: 'close', file })),
    };
  }

  const onPath = async <Value>(
    path: string,
    here: () => Promise<Value>,
    there: (place: string) => Promise<Value>,
  ): Promise<Value> => {
    const place = mounts.on(path);
    return place === null ? here() : there(place);
  };

  return {
    openFolder: (place, path) => open(place, { name: 'openFolder', path }),
    operations: {
      mkdir: (path, mode) =>
        onPath(
          path,
          () => operations.mkdir(path, mode),
          async (place) => textOrNothing.parse(await make(place, { name: 'mkdir', path, mode })),
        ),
      openNew: (path, mode) =>
        onPath(
          path,
          () => operations.openNew(path, mode),
          (place) => open(place, { name: 'openNew', path, mode }),
        ),
      rename: (from, to) =>
        onPath(
          to,
          () => operations.rename(from, to),
          async (place) => void (await make(place, { name: 'rename', from, to })),
        ),
      link: (from, to) =>
        onPath(
          to,
          () => operations.link(from, to),
          async (place) => void (await make(place, { name: 'link', from, to })),
        ),
      unlink: (path) =>
        onPath(
          path,
          () => operations.unlink(path),
          async (place) => void (await make(place, { name: 'unlink', path })),
        ),
      pendingWriter(path) {
        if (path === null) return changes.pendingAt(null);
        const place = mounts.on(path);
        return place === null ? null : changes.pendingAt(place);
      },
      elsewhere(path) {
        const place = mounts.on(path);
        if (place === null) return null;
        return {
          identity: async (file) => textOrNull.parse(await make(place, { name: 'identity', path: file })),
          replace: async (request) => flag.parse(await make(place, { name: 'replace', request, copier: rightsCopier })),
          remove: async (file, expected) =>
            flag.parse(await make(place, { name: 'remove', path: file, identity: expected })),
        };
      },
    },
  };
}
