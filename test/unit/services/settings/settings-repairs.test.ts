import { describe, expect, it } from 'vitest';
import { key, memoryDisk, path, plan, start, switchTo } from '../../../support/settings-writer.ts';

const damaged = '\uFEFF{\n  // mine\n  "model": { "name": "x" }\n}\n';
const onDisk = (text: string) => start({ disk: memoryDisk({ [path]: text }) });

describe('a repair', () => {
  it('is previewed, applied once confirmed, and can be undone', async () => {
    const started = onDisk(damaged);
    const preview = await started.writer.previewRepair('byte-order-mark');
    expect(started.disk.textOf(path)).toBe(damaged);
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(preview).toMatchObject({ path, warnings: [] });
    expect(await started.writer.confirm(preview.hash)).toMatchObject({ kind: 'done' });
    expect(started.disk.textOf(path)).toBe(damaged.slice(1));
    expect([...started.vault]).toEqual([]);
    expect(await started.writer.undo()).toMatchObject({ kind: 'done' });
    expect(started.disk.textOf(path)).toBe(damaged);
  });

  it('finds nothing to do without that damage, and does not touch invalid JSON', async () => {
    expect(await onDisk('{}').writer.previewRepair('byte-order-mark')).toEqual({ kind: 'nothing-to-do' });
    expect(await onDisk('{}').writer.previewRepair('left-over-file')).toEqual({ kind: 'nothing-to-do' });
    expect(await onDisk('{,}').writer.previewRepair('wrapped-models')).toMatchObject({ kind: 'settings-refused' });
  });

  it('is not applied to a file that changed since the preview', async () => {
    const started = onDisk(damaged);
    const preview = await started.writer.previewRepair('byte-order-mark');
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    started.disk.contents.set(path, Buffer.from(`${damaged} `));
    expect(await started.writer.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
  });
});

describe('the provider in use', () => {
  it('follows a switch, and names the source of the key but not the key', async () => {
    const started = onDisk('{}');
    expect((await started.writer.inUse()).inUse).toMatchObject({ state: 'refuses', code: 'no-protocol' });
    await switchTo(started, plan);
    const { inUse } = await started.writer.inUse();
    expect(inUse).toMatchObject({
      state: 'uses',
      model: 'glm-4.7',
      baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
      sources: { key: { kind: 'settings', layer: 'user' } },
    });
    expect(JSON.stringify(inUse)).not.toContain(key.slice(0, 20));
    await switchTo(started, { ...plan, keyPlacement: 'env-file', key: `${key}9` });
    expect((await started.writer.inUse()).inUse).toMatchObject({
      keyLast4: 'def9',
      sources: { key: { kind: 'env-file' } },
    });
  });

  it('is reported as refused if the settings are invalid', async () => {
    expect((await onDisk('{,}').writer.inUse()).inUse).toEqual({
      state: 'refuses',
      code: 'unreadable-layer',
      subject: 'user',
      shadows: [],
    });
  });
});
