import type { FileStatus } from '../files/file-operations.ts';
import { fieldOf, number, text } from './answer-shapes.ts';
import type { ProcessCalls } from './process-calls.ts';

/** Makes a call, again if it ended only because one to another place did not return. Throws ETIMEDOUT if it does not return. */
export async function askPatiently<Call extends { readonly name: string }>(
  calls: ProcessCalls<Call>,
  place: string,
  call: Call,
): Promise<unknown> {
  for (;;) {
    const reply = await calls.ask(place, call);
    if (reply !== null) return reply.answer;
    if (calls.rests(place)) throw systemError('ETIMEDOUT', call.name);
  }
}

/** The value of an answer that is one, or throws the error that the process reports. */
export function successOf(answer: unknown, operation: string): unknown {
  const code = fieldOf(answer, 'code');
  if (code !== undefined) throw systemError(text.parse(code), operation);
  return fieldOf(answer, 'value');
}

const typeBits = 0o170000;
const types = { file: 0o100000, folder: 0o040000, link: 0o120000, pipe: 0o010000 };

/** The process sends no methods, only figures. */
export function statusOf(value: unknown): FileStatus {
  const figure = (name: string): number => number.parse(fieldOf(value, name));
  const mode = figure('mode');
  const is = (type: number) => (): boolean => (mode & typeBits) === type;
  return {
    ...{ mode, size: figure('size'), uid: figure('uid'), gid: figure('gid') },
    ...{ nlink: figure('nlink'), ino: figure('ino'), mtimeMs: figure('mtimeMs') },
    isFile: is(types.file),
    isDirectory: is(types.folder),
    isSymbolicLink: is(types.link),
    isFIFO: is(types.pipe),
  };
}

export const systemError = (code: string, operation: string): Error =>
  Object.assign(new Error(`${code}: ${operation}`), { code });
