import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { logFolders } from '../../../main/adapters/qwen/log-folders.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { createDocument } from '../../../main/services/document.ts';
import { createRequestCounter, type RequestCounter } from '../../../main/sources/session-log/counter.ts';
import { createLogLister } from '../../../main/sources/session-log/folders/locations.ts';
import { sessionLogFile } from '../../../main/sources/session-log/kept-state.ts';
import { createLogReader, type LogReader } from '../../../main/sources/session-log/reading/reader.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';
import { type ModelRequest, type ModelServer, startModelServer } from '../../support/qwen/model-server.ts';

/** A home folder with one provider, and the model service it uses. */
export interface RunEnvironment {
  readonly home: string;
  readonly server: ModelServer;
  /** Creates a fresh source. `live` hides the totals that sessions write at their end, as while they are running. */
  source(sight?: 'all' | 'live'): RequestCounter;
  /** Counts the responses that the logs list individually. */
  seen(): Promise<number>;
  close(): Promise<void>;
}

const clock: Clock = { now: () => Date.now(), after: () => () => undefined, random: () => 0 };
const plan = { plan: 'lite', fiveHours: 1200, week: 9000, month: 18_000, monthDay: 1 };

/** Qwen Code's own requests, missing in its transcripts: a check, a title, a suggestion, a summary of tools. */
export const isInternal = ({ forcedFields, asked }: ModelRequest): boolean =>
  forcedFields !== null || asked.includes('Reply with ONLY the suggestion') || asked.endsWith('Label:');

export async function createWorld(changes: object = {}): Promise<RunEnvironment> {
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-contract-')));
  const server = await startModelServer();
  const folder = path.join(home, '.qwen');
  await mkdir(folder);
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ ...settingsFor(server), ...changes }));
  const foreign = createForeignFiles();
  const readerOf = (hidden: object = {}): LogReader =>
    createLogReader({
      lister: createLogLister(
        async () => ({ ...(await logFolders({ environment: () => ({}), home: () => home }, foreign)), ...hidden }),
        foreign,
      ),
      document: createDocument({ ...sessionLogFile, files: memoryFiles(), log: memoryLog() }),
      clock,
    });
  const eye = readerOf();
  return {
    home,
    server,
    async seen() {
      await eye.scan(new AbortController().signal);
      return eye.ledger().seen().responses.length;
    },
    source(sight = 'all') {
      const reader = readerOf(sight === 'all' ? {} : { qwenFolder: path.join(home, 'no-sums-here') });
      return createRequestCounter({
        reader,
        clock,
        plan: () => plan,
        attribution: () => () => 'plan',
        ofAlibaba: () => () => 'plan',
      });
    },
    async close() {
      foreign.end();
      await server.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const settingsFor = (server: ModelServer) => ({
  $version: 4,
  env: { TEST_KEY: 'sk-test-0000' },
  modelProviders: {
    openai: ['m-a', 'm-fast'].map((id) => ({ id, baseUrl: `${server.origin}/v1`, envKey: 'TEST_KEY' })),
  },
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'm-a' },
});
