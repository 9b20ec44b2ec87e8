import * as z from 'zod';
import type { FileReader, ForeignFiles } from '../../ports/foreign-files.ts';
import { fileProcesses } from './file-process.ts';
import { createOwnFiles } from './own-files.ts';
import { createProcessCalls, type ProcessCallsDependencies } from './process-calls.ts';
import type { ReaderCall } from './reader-program.ts';
import { createRemoteMounts, type RemoteMounts } from './remote-mounts.ts';

/** A project that did not answer is not needed soon. */
const restMs = 10 * 60_000;

/** Reads foreign places in a process of its own, which is killed if a call does not return. */
export function createForeignFiles(
  dependencies: Partial<Omit<ProcessCallsDependencies, 'restMs'>> = {},
  mounts: RemoteMounts = createRemoteMounts(),
): ForeignFiles {
  const { ask, generation, abandoned, end } = createProcessCalls<ReaderCall>({
    start: (events) => fileProcesses.start('reader', events),
    ...dependencies,
    restMs,
  });
  const of: ForeignFiles['of'] = (place) =>
    createFileReader(async (call) => (await ask(place, call))?.answer ?? null, generation);
  return {
    of,
    own: createOwnFiles(mounts, of),
    abandoned,
    end,
  };
}

const kind = z.enum(['file', 'folder', 'other']);
const EntriesSchema = z.array(z.object({ name: z.string(), kind })).catch([]);
const FactsSchema = z.object({ kind, size: z.number(), changedAtMs: z.number() }).nullable().catch(null);
const OpenedSchema = z.object({ file: z.number(), size: z.number() }).nullable().catch(null);

/** Reads files by calls to the reader process. `generation` changes with the process, which then has no file open. */
function createFileReader(ask: (call: ReaderCall) => Promise<unknown>, generation: () => number): FileReader {
  return {
    list: async (path) => EntriesSchema.parse(await ask({ name: 'list', path })),
    facts: async (path) => FactsSchema.parse(await ask({ name: 'facts', path })),
    async realPath(path) {
      const real = await ask({ name: 'realPath', path });
      return typeof real === 'string' ? real : null;
    },
    async open(path) {
      const opened = OpenedSchema.parse(await ask({ name: 'open', path }));
      if (opened === null) return null;
      const { file, size } = opened;
      const openedIn = generation();
      return {
        size,
        async read(buffer, offset) {
          const bytes =
            openedIn === generation() ? await ask({ name: 'read', file, length: buffer.length, offset }) : null;
          if (!(bytes instanceof Uint8Array)) throw new Error('The file can no longer be read.');
          buffer.set(bytes);
          return bytes.length;
        },
        async close() {
          if (openedIn === generation()) await ask({ name: 'close', file });
        },
      };
    },
  };
}
