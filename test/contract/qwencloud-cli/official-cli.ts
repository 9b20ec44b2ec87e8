import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type NpmProgram, npmProgram } from '../../support/qwen/npm-programs.ts';
import type { StandIn, StandInUrls } from '../../support/stand-in/stand-in.ts';

export type CliVersion = '1.0.2' | '1.4.1';

const keys: Readonly<Record<CliVersion, NpmProgram>> = { '1.0.2': 'qwencloud-1.0.2', '1.4.1': 'qwencloud-1.4.1' };

interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Parses stdout as JSON; throws if it is invalid. */
  json(): unknown;
}

export interface OfficialCli {
  readonly home: string;
  run(...args: readonly string[]): Promise<CliRun>;
  /** Signs in as a user would: starts, approves on the stand-in, completes. */
  logIn(): Promise<void>;
  remove(): Promise<void>;
}

/** The newer client has built-in hosts, so a preload redirects requests for them to the stand-in and blocks others. */
const preloadFor = ({ gatewayUrl, catalogueUrl }: StandInUrls): string => `
const real = globalThis.fetch;
const moved = [
  ['https://cli.qwencloud.com', ${JSON.stringify(gatewayUrl)}],
  ['https://t.qwencloud.com', ${JSON.stringify(gatewayUrl)}],
  ['https://alioth-intl.alicdn.com/model-mapping', ${JSON.stringify(catalogueUrl)}],
];
globalThis.fetch = (input, init) => {
  const address = String(input?.url ?? input);
  const rule = moved.find(([from]) => address.startsWith(from));
  const there = rule ? rule[1] + address.slice(rule[0].length) : address;
  if (!there.startsWith(${JSON.stringify(gatewayUrl)})) return Promise.reject(new Error('not in this test: ' + address));
  return real(there, init);
};
`;

function start(command: string, args: readonly string[], env: Record<string, string>, cwd: string): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) }));
  });
}

/** Prepares the real official client with its own home folder, pointed at a stand-in. */
export async function officialCli(version: CliVersion, standIn: StandIn, urls: StandInUrls): Promise<OfficialCli> {
  const program = await npmProgram(keys[version]);
  const home = await mkdtemp(join(tmpdir(), 'official-cli-'));
  await mkdir(join(home, '.qwencloud'));
  const config = { api: { endpoint: urls.gatewayUrl }, auth: { endpoint: urls.authUrl }, cache: { ttl: '0' } };
  await writeFile(join(home, '.qwencloud', 'config.json'), JSON.stringify(config));
  const preload = join(home, 'preload.mjs');
  await writeFile(preload, preloadFor(urls));
  const env = {
    HOME: home,
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    QWENCLOUD_KEYRING: 'no',
    NODE_OPTIONS: `--import=${pathToFileURL(preload)}`,
  };
  const run = (...args: readonly string[]) => start(program.command, [...program.args, ...args], env, home);
  return {
    home,
    run,
    async logIn() {
      await run('auth', 'login', '--init-only', '--format', 'json');
      standIn.approve();
      const done = await run('auth', 'login', '--complete', '--format', 'json');
      if (done.code !== 0) throw new Error(`the official client could not sign in: ${done.stdout}${done.stderr}`);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
