import { execFile, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { bundledCli, type CliEnvironment, createCliEnvironment, twoProviders } from '../environment.ts';

const run = promisify(execFile);
const hasShell = (name: string): boolean => isPosix && spawnSync(name, ['--version']).status === 0;

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** The script for a shell, in a file, and variables with which the shell finds this program. */
async function install(shell: string) {
  const cli = createCliEnvironment();
  cli.write('.qwen/settings.json', twoProviders);
  const program = cli.write('bin/qwen-gauge', `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`);
  await run('chmod', ['755', program]);
  const { code, out, err } = await cli.run(['completion', shell]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const script = cli.write('completion.sh', out);
  const env = {
    ...{ HOME: cli.home, PATH: `${path.dirname(program)}:/usr/bin:/bin`, LANG: 'C.UTF-8', TERM: 'dumb' },
    QWEN_GAUGE_DATA_DIR: cli.data,
  };
  return { cli, script, env };
}

/** Questions that every shell has to answer: what is typed, and what it has to offer. */
const questions: readonly (readonly [typed: string, offered: readonly string[], not: string])[] = [
  ['qwen-gauge wa', ['wait', 'watch'], 'status'],
  ['qwen-gauge status --re', ['--refresh', '--report'], '--need'],
  ['qwen-gauge guard --window ', ['five-hours', 'week', 'month'], '--need'],
  ['qwen-gauge completion ', ['bash', 'zsh', 'fish'], 'five-hours'],
  ['qwen-gauge switch coding-plan/', ['coding-plan/china', 'coding-plan/international'], 'deepseek'],
];

describe.runIf(hasShell('bash'))('bash, where it is installed', () => {
  it.each(questions)('completes %j', async (typed, offered, not) => {
    const { script, env } = await install('bash');
    const line = `source '${script}'; COMP_WORDS=(${typed.endsWith(' ') ? `${typed}''` : typed}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1))
      _qwen_gauge qwen-gauge "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await run('bash', ['--norc', '-c', line], { env });
    expect(stderr).toBe('');
    const lines = stdout.split('\n');
    expect(lines).toEqual(expect.arrayContaining([...offered]));
    expect(lines).not.toContain(not);
  });
});

describe.runIf(hasShell('fish'))('fish, where it is installed', () => {
  it.each(questions)('completes %j', async (typed, offered, not) => {
    const { script, env } = await install('fish');
    const { stdout, stderr } = await run('fish', ['--no-config', '-c', `source '${script}'; complete -C '${typed}'`], {
      env,
    });
    expect(stderr).toBe('');
    const words = stdout.split('\n').map((line) => line.split('\t')[0]);
    expect(words).toEqual(expect.arrayContaining([...offered]));
    expect(words).not.toContain(not);
  });
});

describe.runIf(hasShell('zsh'))('zsh, where it is installed', () => {
  it('completes what is typed, with the explanations of the help', async () => {
    const { script, env } = await install('zsh');
    const shell = interactive('zsh -f -i', env);
    shell.type(`PS1='> '; autoload -U compinit; compinit -u -D; source '${script}'; echo re''ady\n`);
    await shell.until('ready');
    for (const [typed, offered] of questions.filter((_, index) => index % 2 === 0)) {
      shell.type(`${typed}\t`);
      for (const word of offered) await shell.until(word);
      // Ctrl-U forgets the line.
      shell.type('\u0015');
    }
    shell.type('qwen-gauge guar\t');
    await shell.until('qwen-gauge guard ');
    shell.type('\u0015qwen-gauge wa\t');
    await shell.until('Wait until enough is left');
  });
});

/** A shell on a terminal, into which is typed. */
function interactive(command: string, env: NodeJS.ProcessEnv) {
  const child = spawn('script', ['-qec', `stty cols 120 rows 50; ${command}`, '/dev/null'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (data) => (printed += String(data)));
  return {
    type(text: string) {
      printed = '';
      child.stdin.write(text);
    },
    until: (text: string) => eventually(`${text} in ${printed}`, () => printed.includes(text)),
  };
}

it('refuses a shell that it does not know, and lists the names that the scripts ask for', async () => {
  const cli: CliEnvironment = createCliEnvironment();
  const refused = await cli.run(['completion', 'tcsh']);
  expect(refused).toMatchObject({ code: 4, out: '', err: expect.stringContaining('bash, zsh, fish') });
  cli.write('.qwen/settings.json', twoProviders);
  expect((await cli.run(['completion', 'providers'])).out).toMatch(/^file\/openai\/\S+\n/);
  await cli.run(['switch', 'box b', '--yes']);
  const [id] = (await cli.run(['completion', 'backups'])).out.split('\n');
  expect(await cli.run(['restore', id ?? ''])).toMatchObject({ code: 0 });
  cli.write('.qwen/settings.json', '{');
  expect(await cli.run(['completion', 'providers'])).toEqual({ code: 0, out: '', err: '' });
});
