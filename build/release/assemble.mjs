import fs from 'node:fs';
import path from 'node:path';
import { ensureBundle } from '../bundle.mjs';
import { root } from '../paths.mjs';
import { step } from '../setup/steps.mjs';
import { checkChecksums, readChecksums, releaseFiles, writeChecksums } from './checksums.mjs';
import { makeCommandLinePackage } from './command-line-package.mjs';
import { writeManifests } from './manifests.mjs';
import { changesOf, releaseNotes } from './notes.mjs';
import { ofCommandLine, refuseUnknownLicences, shippedPackages } from './notices.mjs';
import { sbomOf } from './sbom.mjs';

/** @typedef {import('./project.mjs').Manifest} Manifest */

/**
 * Adds to the packages in a folder everything else a release has: the command line's package, the lists of what ships,
 * checksums, manifests for package managers, and notes. Returns the names of packages that a manifest would need and that
 * are not there.
 * @param {Manifest} manifest with the version of the packages
 * @param {{ folder: string, electronVersion: string, signed: { macos: boolean, windows: boolean } }} options
 */
export async function assembleRelease(manifest, { folder, electronVersion, signed }) {
  await step('bundle', () => ensureBundle());
  await step('command line', () => makeCommandLinePackage(manifest, folder));
  await step('lists of what ships', () => writeLists(manifest, folder, electronVersion));
  await step('checksums', () => {
    const names = releaseFiles(folder, manifest);
    writeChecksums(folder, names);
    checkChecksums(folder, names);
    return `${names.length} files`;
  });
  /** @type {readonly string[]} */
  let missing = [];
  await step('manifests', () => {
    missing = writeManifests(manifest, readChecksums(folder), path.join(folder, 'manifests'));
    return missing.length === 0 ? 'all' : 'some are left out, since their packages are not here';
  });
  await step('notes', () => {
    const changelog = fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
    const changes = changesOf(changelog, manifest.version.replace(/-.*/, '')) ?? '';
    fs.writeFileSync(path.join(folder, 'RELEASE-NOTES.md'), releaseNotes(manifest, changes, signed));
    return 'RELEASE-NOTES.md';
  });
  return missing;
}

/**
 * @param {Manifest} manifest
 * @param {string} folder
 * @param {string} electronVersion
 */
async function writeLists(manifest, folder, electronVersion) {
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const packages = await shippedPackages();
  refuseUnknownLicences(packages);
  const write = (/** @type {string} */ name, /** @type {object} */ list) =>
    fs.writeFileSync(path.join(folder, name), `${JSON.stringify(list, null, 2)}\n`);
  write('sbom-app.cdx.json', sbomOf(manifest, packages, electronVersion, lock.packages));
  write('sbom-command-line.cdx.json', sbomOf(manifest, ofCommandLine(packages), null, lock.packages));
  return `${packages.length} packages and Electron ${electronVersion}`;
}
