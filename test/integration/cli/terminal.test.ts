import { execFile, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPosix } from '../../support/system/posix.ts';
import { bundledCli, createCliProgram, twoProviders } from './environment.ts';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

const environmentOf = ({ home, data }: { readonly home: string; readonly data: string }) => ({
  HOME: home,
  PATH: '/usr/bin:/bin',
  QWEN_GAUGE_DATA_DIR: data,
  TERM: 'dumb',
});

/** Runs a line of bash in which `q` is the command line, and returns what it printed. */
async function bash(line: string, cli: ReturnType<typeof createCliProgram>): Promise<string> {
  const text = `q() { "${process.execPath}" "${entry}" "$@"; }; ${line}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', text], { cwd: cli.home, env: environmentOf(cli) });
  return stdout;
}

describe.runIf(isPosix)('output that cannot be written', () => {
  it('keeps a switch from happening, because what would change was not shown', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const said = await bash('q switch "box b" --yes 2>&1 > /dev/full; echo "code $?"', cli);
    expect(said).toContain('Nothing was changed');
    expect(said).toContain('code 1');
    expect(cli.settings()).toBe(twoProviders);
  });

  it('ends a switch that changes nothing with 1, and reports no change', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    expect(await bash('q switch "box b" --dry-run 2>&1 > /dev/full; echo "code $?"', cli)).toBe('code 1\n');
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(await bash('q switch "box b" --yes 2>&1 > /dev/full; echo "code $?"', cli)).toBe('code 1\n');
  });

  it('does not turn an undo that was done into a failure', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(cli.settings()).not.toBe(twoProviders);
    const said = await bash('q undo 2>&1 > /dev/full; echo "code $?"', cli);
    expect(said).toContain('The change was made');
    expect(said).toContain('code 0');
    expect(cli.settings()).toBe(twoProviders);
  });
});

describe.runIf(process.platform === 'linux')('a reader that has seen enough', () => {
  it('ends watch at once, although nothing more is printed', async () => {
    const cli = createCliProgram(entry);
    const line = '(q watch 2> err; echo "code $?" >> err) | head -1; cat err';
    expect(await bash(line, cli)).toMatch(/no numbers yet\ncode 0\n$/);
  });

  it.each([
    'status',
    'providers',
    'explain',
    'doctor',
    'history --csv',
    'completion bash',
    'help',
    'why',
    'backups --json',
    'switch deepseek --dry-run',
  ])('lets %s end as it would have', async (command) => {
    const cli = createCliProgram(entry);
    const [whole, cut] = await Promise.all(
      ['cat', 'true'].map((reader) =>
        bash(`(q ${command} 2> ${reader}; echo "code $?" >> ${reader}) | ${reader} > /dev/null; cat ${reader}`, cli),
      ),
    );
    expect(cut).toBe(whole);
    expect(cut).toMatch(/code [01]\n$/);
  });
});

it.runIf(isPosix)('works in a folder that was removed, and says so where the folder matters', async () => {
  const cli = createCliProgram(entry);
  cli.write('.qwen/settings.json', twoProviders);
  const gone = path.join(cli.home, 'gone');
  mkdirSync(gone);
  const said = await bash(
    `cd "${gone}"; rmdir "${gone}"; q providers; echo "code $?"; q explain 2>&1; echo "code $?"`,
    cli,
  );
  rmSync(gone, { recursive: true, force: true });
  expect(said).toContain('Box A');
  expect(said).toContain('code 0');
  expect(said).toContain(gone);
  expect(said).toContain('code 4');
});

describe.runIf(isPosix)('a question that is stopped with Ctrl-Z and goes on with fg', () => {
  /** Types Ctrl-Z at the first prompt and `typed` at the one after `fg`. */
  function stopAndGoOn(words: string, prompt: string, typed: string, cli: ReturnType<typeof createCliProgram>) {
    const job = `set -m; "${process.execPath}" "${entry}" ${words}; fg > /dev/null; echo "code $?"`;
    const child = spawn('script', ['-qec', `bash -c '${job}'`, '/dev/null'], {
      env: environmentOf(cli),
      cwd: cli.home,
    });
    return new Promise<string>((resolve, reject) => {
      let printed = '';
      let count = 0;
      child.on('error', reject);
      child.on('close', () => resolve(printed));
      child.stdout.on('data', (data) => {
        printed += String(data);
        const seen = printed.split(prompt).length - 1;
        if (seen > count && count < 2) child.stdin.write(count === 0 ? '\u001A' : typed);
        count = Math.max(count, seen);
      });
    });
  }

  it('asks again, and switches on a yes', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const said = await stopAndGoOn('switch "box b"', '[y/N]', 'y\n', cli);
    expect(said).toContain('code 0');
    expect(cli.settings()).not.toBe(twoProviders);
  });

  it('asks for a key again without showing it', async () => {
    const cli = createCliProgram(entry);
    const said = await stopAndGoOn(
      'switch deepseek --key-stdin --key-in settings --yes',
      'Key for DeepSeek: ',
      'sk-0123456789abcdef\n',
      cli,
    );
    expect(said).toContain('code 0');
    expect(said).not.toContain('sk-0123');
    expect(cli.settings()).toContain('sk-0123456789abcdef');
  });
});
