import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../../build/paths.mjs';
import { hasAddress, readManifest } from '../../../../build/release/project.mjs';

function release(...args: readonly string[]) {
  const words = [path.join(root, 'build', 'release.mjs'), ...args];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  return { status, stderr };
}

describe('a release', () => {
  test.each([[], ['--publish']])('is not made by %j, and the message says how it is', (...args) => {
    const { status, stderr } = release(...args);
    expect(status).toBe(1);
    expect(stderr).toContain('A release is made by pushing its tag (docs/releasing.md). Try it with --dry-run.');
    expect(stderr).not.toContain('    at ');
  });

  test('does one thing at a time', () => {
    const { status, stderr } = release('--check', '--assemble');
    expect(status).toBe(1);
    expect(stderr).toBe('Only one of --check, --assemble, --dry-run can be done at a time.\n');
  });

  test.skipIf(hasAddress(readManifest())).each(['--check', '--assemble'])(
    'is refused by %s while the project has no address',
    (mode) => {
      const { status, stderr } = release(mode);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^Nothing is published while "homepage" in package\.json is https:\/\/example\.invalid/);
    },
  );
});
