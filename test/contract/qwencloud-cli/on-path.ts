import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProcesses } from '../../../main/adapters/programs/processes.ts';
import type { Processes } from '../../../main/ports/system.ts';
import { npmProgram } from '../../support/qwen/npm-programs.ts';
import type { CliVersion } from './official-cli.ts';

/** Puts the client on a separate PATH, as `npm install --global` would. */
export async function onPath(version: CliVersion, home: string, more: Record<string, string> = {}): Promise<Processes> {
  const { command, args } = await npmProgram(`qwencloud-${version}`);
  const folder = join(home, 'bin');
  await mkdir(folder, { recursive: true });
  const quoted = [command, ...args].map((word) => `'${word}'`).join(' ');
  await writeFile(join(folder, 'qwencloud'), `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  const environment = {
    HOME: home,
    PATH: `${folder}:/usr/bin:/bin`,
    QWENCLOUD_KEYRING: 'no',
    NODE_OPTIONS: `--import=${pathToFileURL(join(home, 'preload.mjs'))}`,
    ...more,
  };
  return createProcesses({ platform: process.platform, environment: () => environment, workFolder: () => home });
}
