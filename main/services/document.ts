import type * as z from 'zod';
import { jsonOf } from '../core/json.ts';
import type { DataFiles, Document, Log } from '../ports/system.ts';

interface DocumentDependencies<Value> {
  readonly files: DataFiles;
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  readonly log: Log;
}

/** If the file cannot be written, the app logs it once and continues; only the next start lacks the value. */
export function createDocument<Value>({ files, name, schema, log }: DocumentDependencies<Value>): Document<Value> {
  let waiting: { readonly value: Value } | null = null;
  let writing: Promise<void> | null = null;
  let complained = false;

  const save = (value: Value): Promise<boolean> => files.write(name, new TextEncoder().encode(JSON.stringify(value)));

  async function writeAll(): Promise<void> {
    while (waiting !== null) {
      const { value } = waiting;
      waiting = null;
      const written = await save(value);
      if (!written && !complained) log.warn(`${name} could not be written`);
      complained = !written;
    }
    writing = null;
  }

  return {
    async read() {
      const bytes = await files.read(name);
      if (bytes === null) return null;
      const value = schema.safeParse(jsonOfBytes(bytes));
      if (value.success) return value.data;
      const kept = await files.setAside(name);
      log.warn(`${name} could not be understood and was ${kept === null ? 'left alone' : `kept as ${kept}`}`);
      return null;
    },
    write(value) {
      waiting = { value };
      writing ??= writeAll();
    },
    save,
    remove: () => files.remove(name),
    settled: () => writing ?? Promise.resolve(),
  };
}

/** The value of a JSON file in UTF-8; undefined where it is not JSON. */
export const jsonOfBytes = (bytes: Uint8Array): unknown => jsonOf(new TextDecoder().decode(bytes));
