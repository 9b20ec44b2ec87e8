import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createDocument } from '../../../main/services/document.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';

const schema = z.strictObject({ count: z.number() });
const name = 'counts.json';

function open(files = memoryFiles()) {
  const log = memoryLog();
  return { files, log, document: createDocument({ files, name, schema, log }) };
}

describe('a document', () => {
  it('is null where there is none, and reads what was saved', async () => {
    const { document } = open();
    expect(await document.read()).toBeNull();
    expect(await document.save({ count: 1 })).toBe(true);
    expect(await document.read()).toEqual({ count: 1 });
    await document.remove();
    expect(await document.read()).toBeNull();
  });

  it.each(['{"count":', '{"count":"1"}', ''])('sets %j aside and reports it', async (text) => {
    const { document, files, log } = open(memoryFiles({ [name]: text }));
    expect(await document.read()).toBeNull();
    expect([...files.contents.keys()]).toEqual([`${name}.broken-1`]);
    expect(log.lines).toHaveLength(1);
  });

  it('is not overwritten while it cannot be read, and is written as soon as it can be', async () => {
    const files = memoryFiles({ [name]: '{"count":5}' });
    const log = memoryLog();
    const merge = (earlier: { count: number }, later: { count: number }) => ({ count: earlier.count + later.count });
    const document = createDocument({ files, name, schema, log, merge });
    files.failing.add(name);
    expect(await document.read()).toBeNull();
    expect(await document.load()).toMatchObject({ kind: 'refused', reason: 'read-failed' });
    expect(await document.save({ count: 1 })).toBe(false);
    expect(files.contents.get(name)).toBe('{"count":5}');
    files.failing.clear();
    expect(await document.save({ count: 2 })).toBe(true);
    expect(await document.read()).toEqual({ count: 7 });
    expect(log.lines).toEqual([`${name} could not be read: read-failed`]);
  });

  it('writes the last of several values waiting, and skips those before it', async () => {
    const files = memoryFiles();
    const written: string[] = [];
    const { document } = open({
      ...files,
      async write(file, bytes) {
        written.push(new TextDecoder().decode(bytes));
        return files.write(file, bytes);
      },
    });
    await document.read();
    for (const count of [1, 2, 3]) document.write({ count });
    await document.settled();
    expect(written).toEqual(['{"count":1}', '{"count":3}']);
  });

  it('logs a failing write once until a write succeeds again', async () => {
    let isFull = true;
    const { document, log } = open({ ...memoryFiles(), write: async () => !isFull });
    const write = async (): Promise<void> => {
      document.write({ count: 1 });
      await document.settled();
    };
    await write();
    await write();
    expect(log.lines).toHaveLength(1);
    isFull = false;
    await write();
    isFull = true;
    await write();
    expect(log.lines).toHaveLength(2);
    expect(await document.save({ count: 1 })).toBe(false);
  });
});
