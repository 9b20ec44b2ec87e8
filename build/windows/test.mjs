// `npm run test:windows`: the pure tests, the command line's and the files' on a Node.js for Windows under Wine.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { stopChildrenOnSignal } from '../setup/interrupt.mjs';
import { withLock } from '../setup/lock.mjs';
import { reportAndExit, SetupError, seconds, step } from '../setup/steps.mjs';
import { ensureSystemPackages } from '../setup/system-packages.mjs';
import { KNOWN_LIMITS } from './known-limits.mjs';
import { ensureCheckout, ensureRandomLibrary, ensureWindowsNode } from './prepare.mjs';
import { divide, readReport } from './report.mjs';
import { tryInstaller } from './try-installer.mjs';
import { openWine, windowsPath } from './wine.mjs';

/** What runs when no files are named. */
const RUNS = [
  { name: 'unit', project: 'unit', filters: [] },
  {
    name: 'files and command line',
    project: 'integration',
    filters: ['test/integration/files/', 'test/integration/cli/', 'test/integration/held-open.test.ts'],
  },
];

/** Wine starts a program in a second on an idle machine, and in a minute on a busy one. */
const PATIENCE = { QWEN_GAUGE_TEST_PATIENCE: '10' };

/** A stuck Wine must not hold a build server for hours. */
const LONGEST_MS = 60 * 60_000;

/**
 * @param {readonly string[]} asked files to run instead of everything, as for vitest
 * @param {string} cache
 */
async function testOnWindows(asked, cache) {
  const checkout = path.join(cache, 'checkout');
  const node = await prepareNode(cache);
  await step('checkout for Windows', () => ensureCheckout(checkout));
  const wine = await openWine(cache);
  try {
    await step('bcryptprimitives.dll', () => ensureRandomLibrary(wine.drive));
    const runs = asked.length === 0 ? RUNS : [{ name: 'asked', project: '*', filters: asked }];
    let ok = true;
    for (const run of runs) ok = (await runTests(wine, node, checkout, run, asked.length === 0)) && ok;
    return asked.length > 0 ? ok : (await installerWorks(wine, path.join(cache, 'installer'))) && ok;
  } finally {
    await wine.close();
  }
}

/** @param {string} cache */
async function prepareNode(cache) {
  let node = '';
  await step('Node.js for Windows', async () => {
    node = await ensureWindowsNode(cache);
    return path.basename(path.resolve(node, '../../..'));
  });
  return node;
}

/**
 * @param {import('./wine.mjs').Wine} wine
 * @param {string} node
 * @param {string} checkout
 * @param {{ name: string, project: string, filters: readonly string[] }} run
 * @param {boolean} whole whether every test of the project runs, so that a known limit must show
 */
async function runTests(wine, node, checkout, { name, project, filters }, whole) {
  const report = path.join(checkout, 'out', 'windows-report.json');
  fs.rmSync(report, { force: true });
  const startedAt = performance.now();
  console.log(`${name}: running under Wine, which takes some minutes …`);
  const words = [
    `--project=${project}`,
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${windowsPath(report)}`,
    ...filters,
  ];
  const vitest = windowsPath(path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs'));
  const outcome = await wine.run([node, vitest, 'run', ...words], {
    cwd: checkout,
    env: PATIENCE,
    timeoutMs: LONGEST_MS,
  });
  if (!fs.existsSync(report)) {
    console.log(
      `${outcome.out}\n${outcome.err}\n${name}: vitest wrote no report (exit code ${outcome.status ?? 'none'}).`,
    );
    return false;
  }
  const { passed, skipped, failed } = readReport(fs.readFileSync(report, 'utf8'), windowsPath(checkout));
  const { unexpected, known, unneeded } = divide(failed, KNOWN_LIMITS);
  for (const { file, title, message } of unexpected) console.log(`FAILED ${file}: ${title}\n       ${message}`);
  for (const { file, title } of known) console.log(`known limit of Wine: ${file}: ${title}`);
  for (const { file, reason } of whole
    ? unneeded.filter((limit) => filters.some((filter) => limit.file.startsWith(filter)))
    : [])
    console.log(`not seen this time: ${file} (${reason})`);
  const took = seconds(performance.now() - startedAt);
  console.log(
    `${name}: ${passed} passed, ${unexpected.length} failed, ${known.length} known limits of Wine, ${skipped} skipped (${took})`,
  );
  return unexpected.length === 0;
}

/**
 * @param {import('./wine.mjs').Wine} wine
 * @param {string} folder
 */
async function installerWorks(wine, folder) {
  const { checks, problems } = await tryInstaller(wine, folder);
  for (const problem of problems) console.log(`FAILED installer: it is not so that ${problem}`);
  console.log(`installer: ${checks - problems.length} passed, ${problems.length} failed`);
  return problems.length === 0;
}

async function main() {
  if (process.platform !== 'linux') return skip('it runs on Linux with Wine; on Windows itself run "npm test"');
  try {
    await step('Wine and tools', () => ensureSystemPackages('windows'));
  } catch (error) {
    if (error instanceof SetupError) return skip(error.message);
    throw error;
  }
  const cache = path.join(cacheFolder(), 'windows');
  return (await withLock(path.join(cache, '.lock'), () => testOnWindows(process.argv.slice(2), cache))) ? 0 : 1;
}

/** @param {string} reason */
function skip(reason) {
  console.log(`SKIPPED: the tests on Windows did not run: ${reason}`);
  return 0;
}

stopChildrenOnSignal();
process.exitCode = await main().catch(reportAndExit);
