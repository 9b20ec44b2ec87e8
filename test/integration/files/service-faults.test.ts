import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { type FileOperations, nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { noticeHandling } from '../../../main/core/view/notices/handling.ts';
import type { DataFiles } from '../../../main/ports/system.ts';
import { createVault } from '../../../main/services/account/vault.ts';
import { createAlerter } from '../../../main/services/notices/alerter.ts';
import { createSnapshotStore } from '../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../support/fakes.ts';
import { codingPlan, denying, noonMs, saying } from '../../support/readings.ts';
import { impatientClock, owner, systemError, temporaryFolder } from './support.ts';

/** How reading a file fails. `cut`: the system returns fewer bytes than the file has. */
const faults = ['EMFILE', 'EIO', 'ETIMEDOUT', 'EACCES', 'cut'] as const;
type Fault = (typeof faults)[number];

interface FaultyFiles {
  readonly folder: string;
  readonly files: DataFiles;
  fault: Fault | null;
  /** Resolves once no call to the files is under way and none follows. */
  quiet(): Promise<void>;
}

/** The app's data files in a real folder, where reading the file `name` fails while `fault` is set. */
function faultyFiles(name: string, folder = temporaryFolder()): FaultyFiles {
  const operations: FileOperations = {
    ...nodeFileOperations,
    async openToRead(path) {
      const { fault } = place;
      if (fault === null || !path.endsWith(name)) return nodeFileOperations.openToRead(path);
      if (fault !== 'cut') throw systemError(fault);
      const file = await nodeFileOperations.openToRead(path);
      let isFirst = true;
      const read: typeof file.read = async (buffer, offset) => {
        const count = isFirst ? await file.read(buffer, offset, 5) : 0;
        isFirst = false;
        return count;
      };
      return { ...file, read };
    },
  };
  const underWay = new Set<Promise<unknown>>();
  const watched =
    <Words extends unknown[], Answer>(call: (...words: Words) => Promise<Answer>) =>
    (...words: Words): Promise<Answer> => {
      const answer = call(...words).finally(() => underWay.delete(answer));
      underWay.add(answer);
      return answer;
    };
  const made = createDataFiles({ folder, clock: impatientClock(), owner: owner(), operations });
  const files: DataFiles = { ...made, read: watched(made.read), write: watched(made.write) };
  const place: FaultyFiles = {
    folder,
    files,
    fault: null,
    async quiet() {
      do {
        await Promise.allSettled(underWay);
        await settle();
      } while (underWay.size > 0);
    },
  };
  return place;
}

interface Session {
  /** Loads what earlier runs kept. */
  start(): Promise<unknown>;
  /** Changes what is kept, and waits until it is written. */
  add(value: number): Promise<unknown>;
  /** What is kept now, as far as this run knows. */
  kept(): Promise<unknown>;
}

interface KeptThing {
  readonly file: string;
  open(files: DataFiles): Session;
  /** What is kept after 1 was added in the first run and 2 on top of what a newer version wrote. */
  readonly afterNewer: unknown;
  /** What is kept after 1 was added in the first run, 2 while the file could not be read, and 3 afterwards. */
  readonly expected: unknown;
}

const secrets = {
  backend: async () => ({ kind: 'encrypted' as const, name: 'test' }),
  encrypt: async (text: string) => Buffer.from(text),
  decrypt: async (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

const things: Record<string, KeptThing> = {
  'the vault': {
    file: 'vault.bin',
    open(files) {
      const vault = createVault({ secrets, dataFiles: files, log: memoryLog() });
      const read = async (name: string): Promise<string | null> => {
        const found = await vault.read(name);
        return found.state === 'present' ? found.value : null;
      };
      return {
        start: () => vault.read('1'),
        add: (value) => vault.write(String(value), 'x'),
        kept: () => Promise.all(['1', '2', '3'].map(read)),
      };
    },
    expected: ['x', 'x', 'x'],
    // Nobody can tell what another form of encryption needs.
    afterNewer: [null, 'x', null],
  },
  'the readings': {
    file: 'readings.json',
    open(files) {
      const store = createSnapshotStore({ files, clock: fakeClock(), log: memoryLog() });
      return {
        start: store.restore,
        async add(value) {
          store.apply([value === 1 ? saying(codingPlan()) : denying('qwencloud', noonMs, 'free-tier')]);
          await store.settled();
        },
        kept: async () => store.get().pools.map(({ pool }) => pool),
      };
    },
    expected: ['coding-plan', 'free-tier'],
    afterNewer: ['coding-plan', 'free-tier'],
  },
  'the alerts': {
    file: 'alerts.json',
    open(files) {
      const clock = fakeClock();
      const store = createSnapshotStore({ files: memoryFiles(), clock, log: memoryLog() });
      const alerter = createAlerter({
        store,
        preferences: () => ({ ...defaultPreferences, notices: true, warnAtUsedPercents: [90] }),
        notices: { show: async () => 'failed' },
        describe: () => ({ title: '', body: '' }),
        handle: (subject) => noticeHandling(subject, clock.now()),
        quietUntilMs: () => null,
        foreseen: () => ({ runOuts: [], lastRequestAtMs: null, usualHour: () => null, answersBetween: () => 0 }),
        onClick: () => undefined,
        onPending: () => undefined,
        journal: { append: () => undefined },
        files,
        clock,
        log: memoryLog(),
      });
      return {
        start: alerter.start,
        async add(value) {
          alerter.confirm({ tag: `${value}`, title: '', body: '' });
          for (let turn = 0; turn < 5; turn += 1) await settle();
          await alerter.settled();
        },
        kept: async () => alerter.pending().map(({ tag }) => tag),
      };
    },
    expected: ['1', '2', '3'],
    afterNewer: ['1', '2'],
  },
};

/** The files of a folder, but the log of decisions that the alerts keep beside. */
const namesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name !== 'decisions.json');

describe.each(Object.entries(things))('%s', (_name, { file, open, expected, afterNewer }) => {
  const textIn = (folder: string): string => readFileSync(join(folder, file), 'utf8');

  async function keptByFirstRun(): Promise<FaultyFiles> {
    const place = faultyFiles(file);
    const first = open(place.files);
    await first.start();
    await first.add(1);
    await place.quiet();
    await first.kept();
    return place;
  }

  it.each(faults.filter((fault) => fault !== 'EACCES'))('are kept through %s, and taken up again', async (fault) => {
    const place = await keptByFirstRun();
    const before = textIn(place.folder);
    const second = open(place.files);
    place.fault = fault;
    await second.start();
    await second.add(2);
    await place.quiet();
    expect(textIn(place.folder)).toBe(before);
    expect(namesIn(place.folder)).toEqual([file]);
    place.fault = null;
    await second.add(3);
    await place.quiet();
    await second.kept();
    const third = open(faultyFiles(file, place.folder).files);
    await third.start();
    expect(await third.kept()).toEqual(expected);
    expect(namesIn(place.folder)).toEqual([file]);
  });

  it('are read as far as this version can, and kept, where a newer version wrote them', async () => {
    const place = await keptByFirstRun();
    const newer = JSON.stringify({
      ...JSON.parse(textIn(place.folder)),
      version: 99,
      future: { from: 'a newer version' },
    });
    writeFileSync(join(place.folder, file), newer);
    const second = open(place.files);
    await second.start();
    expect(namesIn(place.folder)).toEqual([file]);
    await second.add(2);
    await place.quiet();
    await second.kept();
    const aside = namesIn(place.folder).filter((name) => name.startsWith(`${file}.newer-`));
    expect(aside.map((name) => readFileSync(join(place.folder, name), 'utf8'))).toEqual([newer]);
    const third = open(faultyFiles(file, place.folder).files);
    await third.start();
    expect(await third.kept()).toEqual(afterNewer);
    expect(namesIn(place.folder)).toHaveLength(2);
  });

  it('are kept aside where they may not be read', async () => {
    const place = await keptByFirstRun();
    const before = textIn(place.folder);
    const second = open(place.files);
    place.fault = 'EACCES';
    await second.start();
    await second.add(2);
    await place.quiet();
    await second.kept();
    const all = namesIn(place.folder).map((name) => readFileSync(join(place.folder, name), 'utf8'));
    expect(all).toContain(before);
  });
});
