// `npm run mutants`: breaks one promise after the other in a copy of the checkout, and shows whether the test that
// SECURITY.md names for it fails. `npm run mutants -- WORD` runs the mutants whose name or test contains the word.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDesktop } from './desktop.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { secretMutants } from './mutants/secrets.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './setup/command.mjs';
import { reportAndExit } from './setup/steps.mjs';

/**
 * A text that occurs once in a file, and the text to put in its place.
 * @typedef {{ file: string, find: string, put: string }} Edit
 */

/**
 * A small change to the code that breaks a promise, and the test that has to fail with it.
 * @typedef {object} Mutant
 * @property {string} name what no longer holds
 * @property {readonly Edit[]} edits
 * @property {'unit' | 'integration' | 'e2e'} project
 * @property {string} test the file of the test
 */

/** @typedef {'killed' | 'LIVES' | 'STALE' | 'TEST FAILS WITHOUT IT'} Verdict */

/** @type {readonly Mutant[]} */
const mutants = [...secretMutants];

/** Copies what git knows and what is new, with the installed packages, so that the checkout itself never changes. */
function copyCheckout() {
  const copy = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-mutants-')));
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of list.toString().split('\0')) {
    if (file === '' || !fs.existsSync(path.join(root, file))) continue;
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(copy, file));
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return copy;
}

/**
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {NodeJS.ProcessEnv} env
 */
async function passes(copy, { project, test }, env) {
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [vitest, 'run', `--project=${project}`, '--reporter=dot', '--bail=1', test];
  return (await runQuietly(process.execPath, words, { cwd: copy, env })).status === 0;
}

/**
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {(mutant: Mutant) => Promise<boolean>} passesNow
 * @returns {Promise<Verdict>}
 */
async function verdictOf(copy, mutant, passesNow) {
  /** @type {Map<string, string>} */
  const originals = new Map();
  try {
    for (const { file, find, put } of mutant.edits) {
      const place = path.join(copy, file);
      const text = fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : '';
      if (text.split(find).length !== 2) return 'STALE';
      if (!originals.has(place)) originals.set(place, text);
      fs.writeFileSync(
        place,
        text.replace(find, () => put),
      );
    }
    return (await passesNow(mutant)) ? 'LIVES' : 'killed';
  } finally {
    for (const [place, text] of originals) fs.writeFileSync(place, text);
  }
}

async function run() {
  const word = process.argv[2] ?? '';
  const chosen = mutants.filter(({ name, test }) => name.includes(word) || test.includes(word));
  const needsDesktop = chosen.some(({ project }) => project === 'e2e');
  const desktop = needsDesktop && process.platform === 'linux' ? await openDesktop() : null;
  const electron = needsDesktop ? (await ensureElectron()).executable : '';
  const env = { ...process.env, ...desktop?.env, QWEN_GAUGE_TEST_ELECTRON: electron };
  const copy = copyCheckout();
  /** @type {Map<string, boolean>} */
  const sound = new Map();
  let survivors = 0;
  try {
    for (const mutant of chosen) {
      if (!sound.has(mutant.test)) sound.set(mutant.test, await passes(copy, mutant, env));
      const verdict = sound.get(mutant.test)
        ? await verdictOf(copy, mutant, (one) => passes(copy, one, env))
        : 'TEST FAILS WITHOUT IT';
      if (verdict !== 'killed') survivors += 1;
      console.log(`${verdict.padEnd(8)} ${mutant.name} (${mutant.test})`);
    }
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
    await desktop?.close();
  }
  console.log(`${chosen.length} mutants, ${chosen.length - survivors} killed`);
  return survivors === 0 ? 0 : 1;
}

process.exitCode = await run().catch(reportAndExit);
