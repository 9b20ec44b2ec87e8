import type * as z from 'zod';
import { jsonOf } from '../core/json.ts';
import type { DataFiles, Log } from '../ports/system.ts';

/** One JSON file of the app's own, validated on the way in. */
export interface Document<Value> {
  /** null: none yet, or one that could not be understood and was kept aside. */
  read(): Promise<Value | null>;
  /** Writes soon; of several values waiting only the last is written. */
  write(value: Value): void;
  /** Ends once nothing is waiting to be written. */
  settled(): Promise<void>;
}

interface DocumentDependencies<Value> {
  readonly files: DataFiles;
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  readonly log: Log;
}

/** A file that cannot be written costs the next start its memory, nothing else: it is logged once and the app goes on. */
export function createDocument<Value>({ files, name, schema, log }: DocumentDependencies<Value>): Document<Value> {
  let waiting: { readonly value: Value } | null = null;
  let writing: Promise<void> | null = null;
  let complained = false;

  async function writeAll(): Promise<void> {
    while (waiting !== null) {
      const { value } = waiting;
      waiting = null;
      const written = await files.write(name, new TextEncoder().encode(JSON.stringify(value)));
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
    settled: () => writing ?? Promise.resolve(),
  };
}

/** The value of a JSON file in UTF-8; undefined where it is not JSON. */
export const jsonOfBytes = (bytes: Uint8Array): unknown => jsonOf(new TextDecoder().decode(bytes));
