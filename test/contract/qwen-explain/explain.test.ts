import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ClientReply, readDoctor } from '../../../main/core/provider/precedence/installed-client-report.ts';
import { bundledCli, type CliEnvironment, createCliProgram } from '../../integration/cli/environment.ts';
import { type ModelServer, startModelServer } from '../../support/qwen/model-server.ts';
import { type QwenGeneration, runQwen } from '../../support/qwen/qwen-client.ts';

let entry = '';
let server: ModelServer;
beforeAll(async () => {
  [entry, server] = await Promise.all([bundledCli(), startModelServer()]);
}, 120_000);
afterAll(() => server.close());

const settings = (): string =>
  JSON.stringify({
    $version: 4,
    env: { KEY_A: 'sk-test-0000' },
    modelProviders: {
      openai: ['m-a', '5'].map((id) => ({ id, baseUrl: `${server.origin}/v1`, envKey: 'KEY_A' })),
    },
    security: { auth: { selectedType: 'openai' } },
    model: { name: 'm-a' },
  });

function homeWith(files: Readonly<Record<string, string>>): CliEnvironment {
  const cli = createCliProgram(entry);
  for (const [name, text] of Object.entries(files)) cli.write(name, text);
  return cli;
}

interface Question {
  readonly generation?: QwenGeneration;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What the client reports that it would use, without sending a request. */
async function clientIn(cli: CliEnvironment, { generation = 'qwen-0.24.4', flags = [], env = {} }: Question) {
  const run = await runQwen({ generation, home: cli.home, args: [...flags, '-p', '/doctor'], env });
  const reply: ClientReply = readDoctor({ exitCode: run.exitCode ?? 1, stdout: run.stdout, stderr: run.stderr }, []);
  return { ...run, reply };
}

/** What `explain --json` prints for the same words of the client. */
async function oursIn(cli: CliEnvironment, { generation, flags = [], env = {} }: Question) {
  const client = generation === 'qwen-0.15.10' ? ['--client', '0.15'] : [];
  const { code, out } = await cli.run(['explain', '--json', ...client, '--', ...flags], { env });
  return { code, ...(JSON.parse(out) as Record<string, unknown>) };
}

describe('explain and qwen-0.24.4 agree', () => {
  it('on a value directly behind -m', async () => {
    const cli = homeWith({ '.qwen/settings.json': settings() });
    const [{ reply }, ours] = await Promise.all([clientIn(cli, { flags: ['-m5'] }), oursIn(cli, { flags: ['-m5'] })]);
    expect(ours).toMatchObject({ code: 0, model: '5' });
    expect(reply).toMatchObject({ kind: 'reported', model: '5' });
  });

  it('on --bare, which uses nothing but the environment', async () => {
    const cli = homeWith({ '.qwen/settings.json': settings() });
    const env = {
      OPENAI_API_KEY: 'sk-test-1111',
      OPENAI_BASE_URL: `${server.origin}/bare/v1`,
      OPENAI_MODEL: 'm-bare',
    };
    const question = { flags: ['--bare', '--auth-type', 'openai'], env };
    const [{ reply }, ours] = await Promise.all([clientIn(cli, question), oursIn(cli, question)]);
    expect(ours).toMatchObject({ code: 0, model: 'm-bare', baseUrl: `${server.origin}/bare/v1` });
    expect(reply).toMatchObject({ kind: 'reported', model: 'm-bare', baseUrl: `${server.origin}/bare/v1` });
  });

  it.each([
    ['a model directly behind -m', ['-mm-a']],
    ['a flag given twice', ['-m', 'm-a', '--model', 'm-a']],
  ])('on %s, with which it does not start', async (_, flags) => {
    const cli = homeWith({ '.qwen/settings.json': settings() });
    const [{ reply, exitCode }, ours] = await Promise.all([clientIn(cli, { flags }), oursIn(cli, { flags })]);
    expect(ours).toMatchObject({ code: 1, refuses: expect.any(String) });
    expect(exitCode).not.toBe(0);
    expect(reply.kind).not.toBe('reported');
  });

  it.skipIf(process.platform === 'win32')(
    'on a .env that is a pipe: it reads the key from there, and we claim nothing',
    async () => {
      const cli = homeWith({ '.qwen/settings.json': settings().replace('"KEY_A":"sk-test-0000"', '"OTHER":"1"') });
      const pipe = path.join(cli.home, '.qwen/.env');
      execFileSync('mkfifo', [pipe]);
      const ours = await oursIn(cli, {});
      expect(ours).toMatchObject({ code: 1, unknown: expect.stringContaining(pipe) });
      // Like a password manager, this gives the content to everybody who reads.
      const script = `trap '' PIPE; while [ -p '${pipe}' ]; do echo KEY_A=sk-test-2222 > '${pipe}'; done`;
      const writer = spawn('sh', ['-c', script], { stdio: 'ignore' });
      onTestFinished(() => void writer.kill('SIGKILL'));
      const { reply } = await clientIn(cli, {});
      expect(reply, JSON.stringify(reply)).toMatchObject({ kind: 'reported', keyVariable: 'KEY_A' });
    },
  );
});

it('qwen-0.15.10 restores settings.json.orig over damaged settings, and explain says so', async () => {
  const cli = homeWith({ '.qwen/settings.json': '{ "model": ', '.qwen/settings.json.orig': settings() });
  const ours = await oursIn(cli, { generation: 'qwen-0.15.10' });
  expect(JSON.stringify(ours)).toContain('settings.json.orig');
  const { reply } = await clientIn(cli, { generation: 'qwen-0.15.10' });
  expect(reply).toMatchObject({ model: 'm-a' });
  expect(JSON.parse(cli.settings())).toMatchObject({ model: { name: 'm-a' } });
});
