// `npm run mutants`: breaks one promise after the other in a copy of the checkout, and shows whether the test that
// SECURITY.md names for it fails. `npm run mutants -- WORD` runs the mutants whose name or test contains the word.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDesktop } from './desktop.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { mutants } from './mutants/list.mjs';
import { openTests } from './mutants/test-run.mjs';
import { root } from './paths.mjs';
import { reportAndExit } from './setup/steps.mjs';

/** @typedef {import('./mutants/list.mjs').Mutant} Mutant */
/** @typedef {Awaited<ReturnType<typeof openTests>>} Tests */
/**
 * `NO TEST FAILS`: the run failed outside every test or took too long, which proves nothing.
 * @typedef {'killed' | 'LIVES' | 'NO TEST FAILS' | 'STALE' | 'TEST FAILS WITHOUT IT'} Verdict
 */

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
 * Changes the copy. The function that it returns changes it back; null: a text was not found, or more than once.
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {Tests} tests
 */
function apply(copy, { edits }, tests) {
  const write = (/** @type {string} */ place, /** @type {string} */ text) => {
    fs.writeFileSync(place, text);
    tests.forget(place);
  };
  /** @type {Map<string, string>} */
  const originals = new Map();
  const changeBack = () => {
    for (const [place, text] of originals) write(place, text);
  };
  for (const { file, find, put } of edits) {
    const place = path.join(copy, file);
    const text = fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : '';
    if (text.split(find).length !== 2) {
      changeBack();
      return null;
    }
    if (!originals.has(place)) originals.set(place, text);
    write(
      place,
      text.replace(find, () => put),
    );
  }
  return changeBack;
}

/**
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {Tests} tests
 * @returns {Promise<{ verdict: Verdict, failed: string | null }>}
 */
async function verdictOf(copy, mutant, tests) {
  const changeBack = apply(copy, mutant, tests);
  if (changeBack === null) return { verdict: 'STALE', failed: null };
  try {
    const { passes, failed } = await tests.run(mutant);
    if (passes) return { verdict: 'LIVES', failed };
    return { verdict: failed === null ? 'NO TEST FAILS' : 'killed', failed };
  } finally {
    changeBack();
  }
}

/** The mutants that the command line names: all without a word. */
function chosenMutants() {
  const word = process.argv[2] ?? '';
  return mutants.filter(({ name, project, test }) => [name, project, test].some((text) => text.includes(word)));
}

/**
 * @param {readonly Mutant[]} chosen
 * @param {string} copy
 * @param {Tests} tests
 * @returns {Promise<number>} how many were killed
 */
async function runAll(chosen, copy, tests) {
  /** @type {Map<string, boolean>} Whether a test passes without any mutant. */
  const sound = new Map();
  let killed = 0;
  for (const mutant of chosen) {
    const asked = `${mutant.test} ${mutant.title}`;
    if (!sound.has(asked)) sound.set(asked, (await tests.run(mutant)).passes);
    const { verdict, failed } = sound.get(asked)
      ? await verdictOf(copy, mutant, tests)
      : { verdict: 'TEST FAILS WITHOUT IT', failed: null };
    if (verdict === 'killed') killed += 1;
    console.log(`${verdict.padEnd(8)} ${mutant.name} (${mutant.test}${failed === null ? '' : `: ${failed}`})`);
  }
  return killed;
}

async function run() {
  const chosen = chosenMutants();
  const needsDesktop = chosen.some(({ project }) => project === 'e2e');
  const desktop = needsDesktop && process.platform === 'linux' ? await openDesktop() : null;
  const electron = needsDesktop ? (await ensureElectron()).executable : '';
  const copy = copyCheckout();
  process.once('exit', () => fs.rmSync(copy, { recursive: true, force: true }));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(1));
  try {
    // The tests run in processes that inherit this environment.
    Object.assign(process.env, desktop?.env, electron === '' ? {} : { QWEN_GAUGE_TEST_ELECTRON: electron });
    const tests = await openTests(copy);
    const killed = await runAll(chosen, copy, tests).finally(() => tests.close());
    console.log(`${chosen.length} mutants, ${killed} killed`);
    return killed === chosen.length ? 0 : 1;
  } finally {
    await desktop?.close();
  }
}

process.exitCode = await run().catch(reportAndExit);
