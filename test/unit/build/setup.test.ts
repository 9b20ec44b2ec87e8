import { describe, expect, test } from 'vitest';
import { cacheFolder } from '../../../build/paths.mjs';
import { explainFailure, npmCommand } from '../../../build/setup/command.mjs';
import { checkNodeVersion } from '../../../build/setup/node-version.mjs';
import { explainWriteFailure, step } from '../../../build/setup/steps.mjs';

describe('the version of Node', () => {
  test.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('%s is accepted', (version) => {
    expect(checkNodeVersion(version)).toBe(version);
  });

  test.each(['v20.18.9', 'v18.20.4', 'v9.99.0'])('%s is refused, and the needed version is named', (version) => {
    expect(() => checkNodeVersion(version)).toThrow(`needs Node.js 20.19 or newer to build; this is ${version}.`);
  });
});

describe('a step', () => {
  const recorder = () => {
    const written: string[] = [];
    return { written, write: (text: string) => written.push(text) };
  };

  test('is reported in one line: its name first, then the outcome and the duration', async () => {
    const output = recorder();
    await step(
      'bundle',
      async () => {
        expect(output.written.join('')).toBe('setup: bundle: ');
        return 'made main';
      },
      output,
    );
    expect(output.written.join('')).toMatch(/^setup: bundle: made main \(\d+\.\d s\)\n$/);
  });

  test('that fails ends its line and passes the failure on', async () => {
    const output = recorder();
    const work = () => Promise.reject(new Error('no'));
    await expect(step('bundle', work, output)).rejects.toThrow('no');
    expect(output.written.join('')).toMatch(/^setup: bundle: failed \(\d+\.\d s\)\n$/);
  });
});

describe('a file that cannot be written', () => {
  const failure = (code: string, place?: string) => Object.assign(new Error(code), { code, path: place });

  test('is named with the reason, and for downloads with another place to choose', () => {
    expect(explainWriteFailure(failure('EACCES', '/checkout/out'))).toBe(
      'Qwen Gauge cannot write to /checkout/out: you have no right to.',
    );
    expect(explainWriteFailure(failure('ENOSPC', `${cacheFolder()}/electron`))).toMatch(
      /the disk is full\. Set XDG_CACHE_HOME/,
    );
  });

  test.each([failure('EACCES'), failure('ENOENT', '/x'), new Error('bug'), null])(
    'is not the message for %s',
    (error) => {
      expect(explainWriteFailure(error)).toBeNull();
    },
  );
});

describe('npm', () => {
  test('is the one that runs this script', () => {
    const env = { npm_execpath: '/opt/npm/bin/npm-cli.js' };
    expect(npmCommand(env)).toEqual({ file: process.execPath, args: [env.npm_execpath], shell: false });
  });

  test('is the one on the PATH when another program runs this script', () => {
    expect(npmCommand({ npm_execpath: '/opt/yarn/yarn.js' })).toMatchObject({ file: 'npm', args: [] });
    expect(npmCommand({})).toMatchObject({ file: 'npm', args: [] });
  });

  test.each(['npm error code ENOTFOUND', 'npm error code EAI_AGAIN', 'connect ECONNREFUSED 127.0.0.1:443'])(
    'a network failure is one sentence: %s',
    (output) => {
      expect(explainFailure('Installing', { status: 1, output })).toBe(
        'Installing: the network could not be reached. Check the connection and try again.',
      );
    },
  );

  test('a long output is cut to its beginning and its end', () => {
    const output = Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n');
    const said = explainFailure('Installing', { status: 7, output });
    expect(said).toMatch(
      /^line 0\n(line \d+\n)*line 14\n…\nline 80\n(line \d+\n)*line 99\nInstalling: it failed \(exit code 7\)\.$/,
    );
  });
});
