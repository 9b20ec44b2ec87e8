import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../../../build/paths.mjs';
import { releaseFiles, writeChecksums } from '../../../../build/release/checksums.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

const workflow = parse(readFileSync(path.join(root, '.github/workflows/release.yml'), 'utf8')) as Workflow;
const scripts = (workflow.jobs['draft']?.steps ?? []).flatMap(({ run }) => run ?? []);

/** A folder as the job before leaves it, and a `gh` that only keeps its arguments. */
function assembled() {
  const folder = temporaryFolder();
  const release = path.join(folder, 'release');
  mkdirSync(path.join(release, 'manifests'), { recursive: true });
  const names = [
    'qwen-gauge-1.2.3-linux-amd64.deb',
    'qwen-gauge-1.2.3.tgz',
    'sbom-app.cdx.json',
    'sbom-command-line.cdx.json',
  ];
  for (const name of [...names, 'manifests/PKGBUILD', 'RELEASE-NOTES.md'])
    writeFileSync(path.join(release, name), name);
  writeChecksums(release, releaseFiles(release, { name: 'qwen-gauge', version: '1.2.3' }));
  writeFileSync(path.join(folder, 'gh'), `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/asked'\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env['PATH']}`, TAG: 'v1.2.3' };
  const run = (script: string) => spawnSync('bash', ['-e', '-c', script], { cwd: release, env }).status;
  return { release, run, asked: () => readFileSync(path.join(folder, 'asked'), 'utf8').trimEnd().split('\n') };
}

test.skipIf(process.platform !== 'linux')(
  'the last job checks every file and asks for a draft with all of them',
  () => {
    const { release, run, asked } = assembled();
    expect(scripts.map(run)).toEqual([0, 0]);
    expect(asked()).toEqual([
      ...['release', 'create', 'v1.2.3', '--draft', '--verify-tag', '--title', 'Qwen Gauge 1.2.3'],
      ...['--notes-file', 'RELEASE-NOTES.md', 'SHA256SUMS', 'sbom-app.cdx.json', 'sbom-command-line.cdx.json'],
      ...['qwen-gauge-1.2.3-linux-amd64.deb', 'qwen-gauge-1.2.3.tgz', 'manifests/PKGBUILD'],
    ]);
    writeFileSync(path.join(release, 'qwen-gauge-1.2.3.tgz'), 'something else');
    expect(run(scripts[0] ?? '')).toBe(1);
  },
);
