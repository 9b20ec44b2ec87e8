import * as z from 'zod';
import type { FileStatus } from '../files/file-operations.ts';
import type { ProcessCalls } from './process-calls.ts';

const number = z.number();
const StatusSchema = z.object({
  ...{ mode: number, size: number, uid: number, gid: number, nlink: number, ino: number, mtimeMs: number },
});
const OutcomeSchema = z.union([z.object({ code: z.string() }), z.object({ value: z.unknown() })]);

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
  const outcome = OutcomeSchema.parse(answer);
  if ('code' in outcome) throw systemError(outcome.code, operation);
  return outcome.value;
}

const typeBits = 0o170000;
const types = { file: 0o100000, folder: 0o040000, link: 0o120000, pipe: 0o010000 };

/** The process sends no methods, only figures. */
export function statusOf(value: unknown): FileStatus {
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

export const systemError = (code: string, operation: string): Error =>
  Object.assign(new Error(`${code}: ${operation}`), { code });
