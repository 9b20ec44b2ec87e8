import type * as z from 'zod';
import type { DataFiles, Document, DocumentRead, Log } from '../ports/system.ts';
import { jsonOfBytes } from './json-of-bytes.ts';
import { readNewer } from './newer-file.ts';

interface DocumentDependencies<Value> {
  readonly files: DataFiles;
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  readonly log: Log;
  /**
   * Called before the first write if the file can be read only then: takes over what it holds and returns the value to
   * write. Left out: the later value replaces the earlier one.
   */
  merge?(earlier: Value, later: Value): Value;
}

/**
 * If the file cannot be written, the app logs it once and continues; only the next start lacks the value. A file of a newer
 * version of the app is read as far as this one understands it, and kept under another name when this one writes.
 */
export function createDocument<Value>(dependencies: DocumentDependencies<Value>): Document<Value> {
  const { files, name, schema, log, merge = (_earlier, later) => later } = dependencies;
  let waiting: { readonly value: Value } | null = null;
  let writing: Promise<void> | null = null;
  let complained = false;
  let wasRefused = false;
  /** Whether the file was written by a newer version; null: not read yet. */
  let isNewer: boolean | null = null;

  async function load(): Promise<DocumentRead<Value>> {
    const found = await files.read(name);
    if (found.kind === 'refused' && !wasRefused) log.warn(`${name} could not be read: ${found.reason}`);
    wasRefused = found.kind === 'refused';
    if (found.kind !== 'refused') isNewer = false;
    if (found.kind !== 'file') return found;
    const content = jsonOfBytes(found.bytes);
    const value = schema.safeParse(content);
    if (value.success) return { kind: 'value', value: value.data };
    const newer = readNewer(schema, content);
    if (newer !== null) {
      isNewer = true;
      return newer.value === null ? { kind: 'missing' } : { kind: 'value', value: newer.value };
    }
    const kept = await files.setAside(name);
    log.warn(`${name} could not be understood and was ${kept === null ? 'left alone' : `kept as ${kept}`}`);
    return { kind: 'missing', damaged: true };
  }

  /**
   * A file that could not be read is read once more, so that one failed read does not drop what it holds. `latest` is called
   * only then, because a value from before the merge would lack what the file held.
   */
  async function saveLatest(latest: () => Value): Promise<boolean> {
    const mustMerge = wasRefused;
    const earlier = mustMerge || isNewer === null ? await load() : null;
    if (isNewer && !(await keepNewer())) return false;
    const value = latest();
    const whole = mustMerge && earlier?.kind === 'value' ? merge(earlier.value, value) : value;
    return files.write(name, new TextEncoder().encode(JSON.stringify(whole)));
  }

  async function keepNewer(): Promise<boolean> {
    const kept = await files.setAside(name, 'newer');
    log.warn(`${name} was written by a newer version and was ${kept === null ? 'left alone' : `kept as ${kept}`}`);
    if (kept !== null) isNewer = false;
    return kept !== null;
  }

  async function writeAll(): Promise<void> {
    for (let next = waiting; next !== null; next = waiting) {
      const { value } = next;
      const written = await saveLatest(() => {
        const newest = waiting?.value ?? value;
        waiting = null;
        return newest;
      });
      if (!written && !complained) log.warn(`${name} could not be written`);
      complained = !written;
    }
    writing = null;
  }

  return {
    load,
    async read() {
      const found = await load();
      return found.kind === 'value' ? found.value : null;
    },
    write(value) {
      waiting = { value };
      writing ??= writeAll();
    },
    save: (value) => saveLatest(() => value),
    async remove() {
      if (isNewer) await keepNewer();
      else await files.remove(name);
    },
    settled: () => writing ?? Promise.resolve(),
  };
}
