import { expect, it, vi } from 'vitest';
import { memoryDisk, path, plan, start } from '../../../support/settings-writer.ts';

const marked = (mark: string): string => JSON.stringify({ mark });

it.each([
  ['the app', undefined],
  ['the command line, in a folder', '/work'],
])('reads and parses each layer of settings once for a preview of %s', async (_caller, workFolder) => {
  const { writer, disk, gathered } = start({
    disk: memoryDisk({ [path]: marked('user-layer') }),
    facts: {
      workspaceText: workFolder === undefined ? null : marked('workspace-layer'),
      systemText: marked('system-layer'),
      systemDefaultsText: marked('defaults-layer'),
    },
  });
  const reads = vi.spyOn(disk.files, 'readVersion');
  const parses = vi.spyOn(JSON, 'parse');
  const preview = await writer.preview(plan, workFolder);
  const parsed = parses.mock.calls.map(([text]) => text);
  parses.mockRestore();
  expect(preview.kind).toBe('plan');
  expect(gathered).toEqual([{ workFolder: workFolder ?? null, sessionsOf: { mark: 'user-layer' } }]);
  expect(reads.mock.calls.map(([name]) => name)).toEqual([path]);
  const count = (mark: string): number => parsed.filter((text) => text === marked(mark)).length;
  expect(count('user-layer')).toBe(1);
  expect(count('workspace-layer')).toBe(workFolder === undefined ? 0 : 1);
  expect(count('system-layer')).toBe(1);
  expect(count('defaults-layer')).toBe(1);
  // Each edit of the switch is parsed once, and the whole planned text once more.
  const planned = parsed.filter((text) => !/^\{"mark":"[a-z-]+"\}$/.test(text));
  expect(planned).toHaveLength(new Set(planned).size + 1);
});
