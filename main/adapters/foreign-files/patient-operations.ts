import * as z from 'zod';
import { type FileOperations, type FileStatus, nodeFileOperations, type OpenFile } from '../files/file-operations.ts';
import { createReaderCalls, type ReaderCalls } from './reader-calls.ts';
import type { PathOperation, ReaderCall } from './reader-program.ts';
import { createRemoteMounts, type RemoteMounts } from './remote-mounts.ts';

/** The user may repair a mount and try again at once. */
const restMs = 15_000;

const number = z.number();
const StatusSchema = z.object({
  ...{ mode: number, size: number, uid: number, gid: number, nlink: number, ino: number, mtimeMs: number },
});
const OutcomeSchema = z.union([z.object({ value: z.unknown() }), z.object({ code: z.string() })]);

export interface PatientOperationsDependencies {
  readonly calls: ReaderCalls;
  readonly mounts: RemoteMounts;
  readonly operations: FileOperations;
}

/**
 * File operations of which none that reads waits for a remote mount without end: such a call is made by the reader process,
 * and fails with ETIMEDOUT if it does not return. An operation that writes is made by this process, so read first what it
 * concerns.
 */
export function createPatientOperations(dependencies: PatientOperationsDependencies): FileOperations {
  const { calls, mounts, operations } = dependencies;

  async function ask(place: string, call: ReaderCall): Promise<unknown> {
    for (;;) {
      const reply = await calls.ask(place, call);
      if (reply !== null) return reply.answer;
      if (calls.rests(place)) throw systemError('ETIMEDOUT', call.name);
      // A call to another place did not return, and this one ended with it.
    }
  }

  async function operate(place: string, operation: PathOperation, path: string): Promise<unknown> {
    const outcome = OutcomeSchema.parse(await ask(place, { name: 'operation', operation, path }));
    if ('code' in outcome) throw systemError(outcome.code, operation);
    return outcome.value;
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
    const file = z.number().parse(await operate(place, 'openToRead', path));
    const openedIn = calls.generation();
    const askOpen = async (call: ReaderCall): Promise<unknown> => {
      if (openedIn !== calls.generation()) throw systemError('ETIMEDOUT', call.name);
      return ask(place, call);
    };
    const status = statusOf(await askOpen({ name: 'openFacts', file }));
    const close = async (): Promise<void> => void (await askOpen({ name: 'close', file }));
    if (status.isFile())
      return readOnly(status, close, (length, offset) => askOpen({ name: 'read', file, length, offset }));
    // A folder is opened to be written to disk, and has just answered.
    await close();
    return operations.openToRead(path);
  }

  return {
    ...operations,
    lstat: patiently('lstat', statusOf, operations.lstat),
    stat: patiently('stat', statusOf, operations.stat),
    readlink: patiently('readlink', textOf, operations.readlink),
    realpath: patiently('realpath', textOf, operations.realpath),
    readdir: patiently('readdir', (value) => z.array(z.string()).parse(value), operations.readdir),
    openToRead,
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

const textOf = (value: unknown): string => z.string().parse(value);

const typeBits = 0o170000;
const types = { file: 0o100000, folder: 0o040000, link: 0o120000, pipe: 0o010000 };

/** The process sends no methods, only figures. */
function statusOf(value: unknown): FileStatus {
  const figures = StatusSchema.parse(value);
  const is = (type: number) => (): boolean => (figures.mode & typeBits) === type;
  return {
    ...figures,
    isFile: is(types.file),
    isDirectory: is(types.folder),
    isSymbolicLink: is(types.link),
    isFIFO: is(types.pipe),
  };
}

const systemError = (code: string, operation: string): Error =>
  Object.assign(new Error(`${code}: ${operation}`), { code });

/** The operations for every file that is not known to lie on a disk of this machine. */
export const patientOperations: FileOperations = createPatientOperations({
  calls: createReaderCalls({ restMs }),
  mounts: createRemoteMounts(),
  operations: nodeFileOperations,
});
