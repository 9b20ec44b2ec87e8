import { diskPatienceMs } from '../../core/patience.ts';
import { type FileOperations, type FileStatus, nodeFileOperations, type OpenFile } from '../files/file-operations.ts';
import { number, text, texts } from './answer-shapes.ts';
import { fileProcesses } from './file-process.ts';
import { createProcessCalls, type ProcessCalls } from './process-calls.ts';
import type { PathOperation, ReaderCall } from './reader-program.ts';
import { askPatiently, statusOf, successOf, systemError } from './remote-answers.ts';
import { createRemoteChanges } from './remote-changes.ts';
import { createRemoteMounts, type RemoteMounts } from './remote-mounts.ts';
import type { Change } from './writer-program.ts';

/** The user may repair a mount and try again at once. */
const restMs = 15_000;

export interface PatientOperationsDependencies {
  readonly calls: ProcessCalls<ReaderCall>;
  readonly changes: ProcessCalls<Change>;
  readonly mounts: RemoteMounts;
  readonly operations: FileOperations;
}

/**
 * File operations of which none waits for a remote mount without end: such a call is made by the reader or the writer process,
 * and fails with ETIMEDOUT if it does not return. A write that failed so may still take effect, until its process is gone.
 */
export function createPatientOperations(dependencies: PatientOperationsDependencies): FileOperations {
  const { calls, mounts, operations } = dependencies;
  const changes = createRemoteChanges(dependencies);

  const ask = (place: string, call: ReaderCall): Promise<unknown> => askPatiently(calls, place, call);

  async function operate(place: string, operation: PathOperation, path: string): Promise<unknown> {
    return successOf(await ask(place, { name: 'operation', operation, path }), operation);
  }

  function patiently<Value>(
    operation: Exclude<PathOperation, 'openToRead'>,
    read: (value: unknown) => Value,
    direct: (path: string) => Promise<Value>,
  ): (path: string) => Promise<Value> {
    return async (path) => {
      const place = mounts.on(path);
      return place === null ? direct(path) : read(await operate(place, operation, path));
    };
  }

  async function openToRead(path: string): Promise<OpenFile> {
    const place = mounts.on(path);
    if (place === null) return operations.openToRead(path);
    const file = number.parse(await operate(place, 'openToRead', path));
    const openedIn = calls.generation();
    const askOpen = async (call: ReaderCall): Promise<unknown> => {
      if (openedIn !== calls.generation()) throw systemError('ETIMEDOUT', call.name);
      return ask(place, call);
    };
    const status = statusOf(await askOpen({ name: 'openFacts', file }));
    const close = async (): Promise<void> => void (await askOpen({ name: 'close', file }));
    if (status.isFile())
      return readOnly(status, close, (length, offset) => askOpen({ name: 'read', file, length, offset }));
    // A folder is opened to be written to disk.
    await close();
    return changes.openFolder(place, path);
  }

  return {
    ...operations,
    ...changes.operations,
    lstat: patiently('lstat', statusOf, operations.lstat),
    stat: patiently('stat', statusOf, operations.stat),
    readlink: patiently('readlink', text.parse, operations.readlink),
    realpath: patiently('realpath', text.parse, operations.realpath),
    readdir: patiently('readdir', texts.parse, operations.readdir),
    openToRead,
    async openToAppend(path, mode) {
      if (mounts.on(path) !== null) throw systemError('ENOTSUP', 'openToAppend');
      return operations.openToAppend(path, mode);
    },
  };
}

function readOnly(
  status: FileStatus,
  close: () => Promise<void>,
  readAt: (length: number, offset: number) => Promise<unknown>,
): OpenFile {
  let position = 0;
  const refuse = (): Promise<never> => Promise.reject(systemError('EBADF', 'write'));
  return {
    stat: async () => status,
    async read(buffer, offset, length) {
      const bytes = await readAt(length, position);
      if (!(bytes instanceof Uint8Array)) throw systemError('EIO', 'read');
      buffer.set(bytes, offset);
      position += bytes.length;
      return bytes.length;
    },
    ...{ write: refuse, chmod: refuse, chown: refuse, sync: refuse },
    close,
  };
}

/** The operations for every file that is not known to lie on a disk of this machine. */
export const patientOperations: FileOperations = createPatientOperations({
  calls: createProcessCalls({ restMs, start: (events) => fileProcesses.start('reader', events) }),
  changes: createProcessCalls({
    ...{ restMs, patienceMs: diskPatienceMs.write },
    start: (events) => fileProcesses.start('writer', events),
  }),
  mounts: createRemoteMounts(),
  operations: nodeFileOperations,
});
