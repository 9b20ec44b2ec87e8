import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createProcesses } from '../../../main/adapters/programs/processes.ts';
import { createQwenEnvironment } from '../../../main/adapters/qwen/qwen-environment.ts';
import { parseFiles } from '../../../main/core/provider/precedence/client-files.ts';
import { contextOf } from '../../../main/core/provider/precedence/context.ts';
import { inUseOf } from '../../../main/core/provider/precedence/in-use.ts';
import type { InUse } from '../../../main/core/provider/precedence/in-use-schema.ts';
import type { ClientReply } from '../../../main/core/provider/precedence/installed-client-report.ts';
import { parseLayer } from '../../../main/core/provider/precedence/layers.ts';
import { createInstalledClient } from '../../../main/services/settings/installed-client.ts';
import { npmProgram, startVariables } from '../../support/qwen/npm-programs.ts';
import type { QwenGeneration } from '../../support/qwen/qwen-client.ts';

/** A home folder with settings, and a real client installed in it under its usual name. */
export interface RunEnvironment {
  /** What the installed client reports. */
  ask(): Promise<ClientReply>;
  /** What this app predicts that it would use. */
  ours(): Promise<InUse>;
  close(): Promise<void>;
}

export async function createWorld(
  generation: QwenGeneration,
  settings: object,
  exported: Readonly<Record<string, string>> = {},
): Promise<RunEnvironment> {
  const home = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-doctor-'));
  const bin = path.join(home, 'bin');
  await Promise.all([mkdir(bin), mkdir(path.join(home, '.qwen'))]);
  const userText = JSON.stringify(settings);
  await writeFile(path.join(home, '.qwen', 'settings.json'), userText);
  const { command, args } = await npmProgram(generation);
  const quoted = [command, ...args].map((part) => `'${part}'`).join(' ');
  const { NODE_COMPILE_CACHE: compiled } = startVariables();
  await writeFile(path.join(bin, 'qwen'), `#!/bin/sh\nNODE_COMPILE_CACHE='${compiled}' exec ${quoted} "$@"\n`);
  await chmod(path.join(bin, 'qwen'), 0o755);
  const environment = () => ({ HOME: home, PATH: `${bin}:/usr/bin:/bin`, ...exported });
  const place = { environment, home: () => home, workFolder: () => home, platform: process.platform };
  const client = createInstalledClient({
    processes: createProcesses(place),
    agreed: () => true,
    home: () => home,
  });
  return {
    ask: client.ask,
    async ours() {
      const question = { workFolder: home, sessionsOf: null };
      const facts = await createQwenEnvironment(place).gather(question);
      return inUseOf(contextOf(parseFiles(facts, parseLayer(userText)), '0.24'));
    },
    async close() {
      client.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
