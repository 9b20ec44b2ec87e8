import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../../build/paths.mjs';
import { changesOf, disagreements, releaseNotes } from '../../../../build/release/notes.mjs';
import { readManifest } from '../../../../build/release/project.mjs';

const changelog = '# Changelog\n\n## 1.2.3\nNew.\n\n- **One** thing.\n\n## 1.2.2\nOld.\n\n## 1.2.1\n';
const agreed = { version: '1.2.3', lockVersion: '1.2.3', tag: 'v1.2.3', changelog };

describe('the changes of a version', () => {
  test('are its section of the changelog', () => {
    expect(changesOf(changelog, '1.2.3')).toBe('New.\n\n- **One** thing.');
    expect(changesOf(changelog, '1.2.2')).toBe('Old.');
  });

  test.each(['1.2.1', '1.2', '1.2.4', ''])('are unknown for %j', (version) => {
    expect(changesOf(changelog, version)).toBeNull();
  });
});

describe('a version', () => {
  test.each([agreed, { ...agreed, tag: null }])('may be released where all sources agree', (sources) => {
    expect(disagreements(sources)).toEqual([]);
  });

  test.each([
    [{ tag: 'v1.2.4' }, 'The tag is v1.2.4, and package.json says 1.2.3.'],
    [{ tag: '1.2.3' }, 'The tag is 1.2.3, and package.json says 1.2.3.'],
    [{ tag: '' }, 'The tag is , and package.json says 1.2.3.'],
    [{ lockVersion: '1.2.2' }, 'package-lock.json has the version 1.2.2, package.json 1.2.3.'],
    [{ changelog: changelog.replace('1.2.3', 'Unreleased') }, 'CHANGELOG.md begins with "Unreleased", not with 1.2.3.'],
    [{ changelog: '## 1.2.3\n\n## 1.2.2\nOld.' }, 'CHANGELOG.md says nothing of 1.2.3.'],
    [{ changelog: '' }, 'CHANGELOG.md begins with "", not with 1.2.3.'],
  ])('may not be released with %j', (change, fault) => {
    expect(disagreements({ ...agreed, ...change })).toContain(fault);
  });

  test('of this checkout has its section in the changelog', () => {
    const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
    const { version } = readManifest();
    const lock = JSON.parse(read('package-lock.json')) as { version: string };
    const own = { version, lockVersion: lock.version, tag: null, changelog: read('CHANGELOG.md') };
    expect(disagreements(own)).toEqual([]);
  });
});

describe('the notes of a release', () => {
  const manifest = { ...readManifest(), homepage: 'https://github.com/somebody/gauge' };

  test('say which packages are unsigned', () => {
    const unsigned = releaseNotes(manifest, 'New.', { macos: false, windows: false });
    expect(unsigned).toMatch(/^New\./);
    expect(unsigned).toMatch(/Windows\*\*: \*\*unsigned\*\*/);
    expect(unsigned).toMatch(/macOS\*\*: \*\*unsigned\*\*/);
    const signed = releaseNotes(manifest, 'New.', { macos: true, windows: true });
    expect(signed).toMatch(/Windows\*\*: signed\.[\s\S]*macOS\*\*: signed and notarised\./);
  });

  test('show how to check a download', () => {
    const notes = releaseNotes(manifest, 'New.', { macos: false, windows: false });
    expect(notes).toContain('gh attestation verify FILE --repo somebody/gauge\n');
    expect(notes).toContain('sha256sum --check --ignore-missing SHA256SUMS');
  });
});
