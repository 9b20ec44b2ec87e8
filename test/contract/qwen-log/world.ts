import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../main/ports.ts';
import { createLogLister } from '../../../main/sources/session-log/locations.ts';
import { createLogReader } from '../../../main/sources/session-log/reader.ts';
import { createSessionLogSource, type SessionLogSource } from '../../../main/sources/session-log/source.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';

/** A home folder with one provider, and the service behind it. */
export interface World {
  readonly home: string;
  readonly server: ModelServer;
  /** A source that has read nothing yet. `live`: as it is while sessions run, without the sums written at their end. */
  source(sight?: 'all' | 'live'): SessionLogSource;
  close(): Promise<void>;
}

const clock: Clock = { now: () => Date.now(), after: () => () => undefined, random: () => 0 };
const plan = { plan: 'lite', fiveHours: 1200, week: 9000, month: 18_000, monthDay: 1 };

export async function createWorld(): Promise<World> {
  const home = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-contract-'));
  const server = await startModelServer();
  const folder = path.join(home, '.qwen');
  await mkdir(folder);
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settingsFor(server)));
  return {
    home,
    server,
    source(sight = 'all') {
      const qwenFolder = sight === 'all' ? folder : path.join(home, 'no-sums-here');
      const reader = createLogReader({
        lister: createLogLister(async () => ({ qwenFolder, runtimeFolder: folder })),
        dataFiles: memoryFiles(),
        clock,
        log: memoryLog(),
      });
      return createSessionLogSource({ reader, clock, plan: () => plan, wentToPlan: () => true });
    },
    async close() {
      await server.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const settingsFor = (server: ModelServer) => ({
  $version: 4,
  env: { TEST_KEY: 'sk-test-0000' },
  modelProviders: { openai: [{ id: 'm-a', baseUrl: `${server.origin}/v1`, envKey: 'TEST_KEY' }] },
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'm-a' },
});
