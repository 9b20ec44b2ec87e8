import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { emptySnapshot, type Snapshot } from '../../../../main/core/quota/model.ts';
import { StatusSchema } from '../../../../main/core/quota/status/status-schema.ts';
import { createStatusFile, statusFileName } from '../../../../main/services/polling/status-file.ts';
import { fakeClock, memoryFiles, settle } from '../../../support/fakes.ts';

function setUp() {
  const clock = fakeClock();
  const dataFiles = memoryFiles();
  let snapshot: Snapshot = emptySnapshot;
  let writes = 0;
  const file = createStatusFile({
    clock,
    dataFiles: {
      ...dataFiles,
      write(name, bytes) {
        writes += 1;
        return dataFiles.write(name, bytes);
      },
    },
    demo: false,
    snapshot: () => snapshot,
    session: () => ({ state: 'unknown' }),
    settings: () => ({ state: 'unknown' }),
    preferences: () => defaultPreferences,
    localCounts: () => null,
    foreseen: () => ({ recoveries: () => [], runOuts: () => [], outlooks: () => [], whatIfs: () => [] }),
    others: () => [],
  });
  return {
    clock,
    file,
    writes: () => writes,
    content: () => JSON.parse(dataFiles.contents.get(statusFileName) ?? 'null'),
    become(next: Snapshot) {
      snapshot = next;
    },
  };
}

describe('createStatusFile', () => {
  it('writes what its own schema reads', async () => {
    const { file, content } = setUp();
    file.update();
    await file.settled();
    expect(StatusSchema.safeParse(content()).success).toBe(true);
  });

  it('does not write unchanged content twice, whatever the time', async () => {
    const { clock, file, writes, become } = setUp();
    file.update();
    await file.settled();
    clock.jump(60_000);
    file.update();
    await file.settled();
    expect(writes()).toBe(1);
    become({ ...emptySnapshot, polling: true });
    file.update();
    await file.settled();
    expect(writes()).toBe(2);
  });

  it('writes the last of many changes', async () => {
    const { file, writes, content, become } = setUp();
    file.update();
    become({ ...emptySnapshot, polling: true });
    file.update();
    await settle();
    await file.settled();
    expect(writes()).toBe(1);
    expect(content().qwen_gauge.polling).toBe(true);
  });
});
