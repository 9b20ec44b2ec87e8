// `npm run release -- --dry-run`: makes a release on this machine, up to what would be published, and publishes nothing.
// The workflow of a tag calls it with `--check` before it packs, and with `--assemble` when the packages are in `release/`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureElectron } from './electron-runtime.mjs';
import { packedVersion, refuseDevelopmentBuilds } from './pack/development.mjs';
import { root } from './paths.mjs';
import { assembleRelease } from './release/assemble.mjs';
import { auditShipped, auditText } from './release/audit.mjs';
import { releaseFiles } from './release/checksums.mjs';
import { disagreements } from './release/notes.mjs';
import { hasAddress, readManifest, refuseWithoutAddress } from './release/project.mjs';
import { reportAndExit, SetupError, step } from './setup/steps.mjs';

const manifest = readManifest();
const folder = path.join(root, 'release');
const read = (/** @type {string} */ name) => fs.readFileSync(path.join(root, name), 'utf8');

/** @param {string | null} tag */
function checkAgreement(tag) {
  const lockVersion = JSON.parse(read('package-lock.json')).version;
  const faults = disagreements({ ...manifest, lockVersion, tag, changelog: read('CHANGELOG.md') });
  if (faults.length > 0) throw new SetupError(faults.join(' '));
  return `${manifest.version}${tag === null ? ', without a tag' : ''}`;
}

/** Throws a SetupError where a weakness is known, and where nothing is known. */
async function checkAudit() {
  const audit = await auditShipped(root);
  if (audit.kind !== 'none') throw new SetupError(`Weaknesses of what ships: ${auditText(audit)}.`);
  return auditText(audit);
}

async function check() {
  refuseWithoutAddress(manifest);
  await step('version', () => checkAgreement(process.env['GITHUB_REF_NAME'] ?? ''));
  await step('audit', checkAudit);
}

async function assemble() {
  await check();
  refuseDevelopmentBuilds(fs.readdirSync(folder));
  const signed = { macos: process.env['SIGNED_MACOS'] === 'true', windows: process.env['SIGNED_WINDOWS'] === 'true' };
  const electronVersion = manifest.devDependencies['electron'] ?? '';
  const missing = await assembleRelease(manifest, { folder, electronVersion, signed });
  if (missing.length > 0) throw new SetupError(`These packages are missing: ${missing.join(', ')}.`);
}

async function dryRun() {
  await step('version', () => checkAgreement(null));
  const audit = await auditShipped(root);
  await step('audit', () => auditText(audit));
  runScript('setup.mjs', '--for=dist');
  runScript('dist.mjs');
  const runtime = await ensureElectron();
  const packed = { ...manifest, version: packedVersion(manifest.version, runtime.source) };
  const options = { folder, electronVersion: runtime.version, signed: { macos: false, windows: false } };
  const missing = await assembleRelease(packed, options);
  const inTheWay = [
    ...(hasAddress(manifest) ? [] : ['"homepage" in package.json is not the address of the project yet']),
    ...(audit.kind === 'none' ? [] : [`weaknesses of what ships: ${auditText(audit)}`]),
    ...(runtime.source === 'official' ? [] : ['the packages contain the fallback Electron']),
    ...missing.map((name) => `${name} is made on another system or with a network`),
  ];
  console.log(`In release/: ${releaseFiles(folder, packed).join(', ')}, and SHA256SUMS, manifests/, RELEASE-NOTES.md.`);
  if (inTheWay.length > 0)
    console.log(`Not to be published from here:\n${inTheWay.map((one) => `- ${one}`).join('\n')}`);
}

/** @param {readonly [string, ...string[]]} words a script of build/, and its arguments */
function runScript(...[script, ...args]) {
  const words = [path.join(root, 'build', script), ...args];
  if (spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status !== 0)
    throw new SetupError(`build/${script} did not end well.`);
}

const MODES = { '--check': check, '--assemble': assemble, '--dry-run': dryRun };

async function release() {
  const [mode, ...others] = process.argv.slice(2);
  if (others.length > 0) throw new SetupError(`Only one of ${Object.keys(MODES).join(', ')} can be done at a time.`);
  const run = Object.entries(MODES).find(([name]) => name === mode)?.[1];
  if (!run) throw new SetupError('A release is made by pushing its tag (docs/releasing.md). Try it with --dry-run.');
  await run();
}

await release().catch(reportAndExit);
