import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './source-files.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(root, '.github', 'workflows');
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const workflow = (file: string) => parse(textOf(file)) as Workflow;
const stepsOf = (file: string) => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);

/** The actions of a workflow's text that are not pinned to a commit whose release is named behind it. */
const unpinned = (text: string) =>
  [...text.matchAll(/\buses:\s*(.*)/g)].flatMap(([, action = '']) =>
    /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action) ? [] : action,
  );

test('there are two workflows, for changes and for releases', () => {
  expect(files.sort()).toEqual(['check.yml', 'release.yml']);
});

describe.each(files)('%s', (file) => {
  test('uses actions of GitHub alone, each at one commit', () => {
    expect(unpinned(textOf(file))).toEqual([]);
    expect(
      unpinned('- uses: actions/checkout@v7\n- uses: some/body@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'),
    ).toHaveLength(2);
  });

  test('uses the same commit of an action everywhere', () => {
    const commits = new Map(
      files.flatMap(stepsOf).flatMap(({ uses = '' }) => (uses ? [uses.split('@')] : [])) as [string, string][],
    );
    expect(
      stepsOf(file)
        .flatMap(({ uses }) => uses ?? [])
        .filter((uses) => !uses.endsWith(`@${commits.get(uses.split('@')[0] ?? '')}`)),
    ).toEqual([]);
  });

  test('keeps no token in the checkout, and puts no value from outside into a script', () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
    expect(
      stepsOf(file)
        .flatMap(({ run }) => run ?? [])
        .filter((run) => run.includes('${{')),
    ).toEqual([]);
  });
});

test('a change from outside sees no secret and may only read', () => {
  const { on, permissions, jobs } = workflow('check.yml');
  expect(Object.keys(on)).toEqual(['push', 'pull_request']);
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.values(jobs).filter((job) => job.permissions)).toEqual([]);
  expect(textOf('check.yml')).not.toMatch(/secrets|github\.token|pull_request_target|workflow_run/);
});

describe('a release', () => {
  const { on, permissions, jobs } = workflow('release.yml');

  test('begins with a tag, and each job has the rights it needs', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(permissions).toEqual({});
    expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions])).toEqual([
      ['packages', { contents: 'read' }],
      ['assemble', { contents: 'read' }],
      ['draft', { contents: 'write', 'id-token': 'write', attestations: 'write' }],
    ]);
  });

  test('writes in a job that runs no code of the project or of its packages', () => {
    const { steps = [] } = jobs['draft'] ?? {};
    expect(steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])).toEqual([
      'actions/download-artifact',
      'actions/attest',
      'actions/attest',
      'actions/attest',
    ]);
    expect(steps.flatMap(({ run }) => run?.split(' ')[0] ?? [])).toEqual(['sha256sum', 'gh']);
    expect(steps.at(-1)?.run).toContain(' --draft ');
  });

  test('shows the certificates to the packer alone', () => {
    const holders = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ env = {} }) => Object.values(env).some((value) => /secrets\./.test(value)));
    expect(holders.map(({ run }) => run?.trimEnd().split('\n').at(-1)?.trim())).toEqual([
      'npm run dist -- --release',
      'npm run release -- --assemble',
    ]);
    expect(Object.values(holders[1]?.env ?? {}).every((value) => / != '' }}$/.test(value))).toBe(true);
    expect(textOf('release.yml').match(/secrets\./g)).toHaveLength(
      Object.keys({ ...holders[0]?.env, ...holders[1]?.env }).length,
    );
  });

  test('takes nothing from a cache', () => {
    const nodes = stepsOf('release.yml').filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(nodes.map((step) => step.with?.['package-manager-cache'])).toEqual([false, false]);
    expect(textOf('release.yml')).not.toMatch(/cache: npm|actions\/cache/);
  });

  test('attests the origin of every file, and the contents of every package', () => {
    const attested = (jobs['draft']?.steps ?? []).flatMap(({ uses, with: inputs }) =>
      uses?.startsWith('actions/attest@') ? inputs : [],
    );
    expect(attested).toEqual([
      { 'subject-checksums': 'release/SHA256SUMS' },
      expect.objectContaining({ 'sbom-path': 'release/sbom-app.cdx.json' }),
      { 'subject-path': 'release/qwen-gauge-*.tgz', 'sbom-path': 'release/sbom-command-line.cdx.json' },
    ]);
  });
});
