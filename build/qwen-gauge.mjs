#!/usr/bin/env node
// `npx qwen-gauge` in the checkout: brings the command line's bundle up to date, then runs it in this process.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { marksOf, SOURCES } from './bundle/sources.mjs';
import { root } from './paths.mjs';

const out = path.join(root, 'out');
const bundle = path.join(out, 'main');
const command = path.join(bundle, 'cli.cjs');
/** The marks of sources and bundle when the one was last found to be made of the other. */
const seen = path.join(out, 'cli.seen.txt');

const sourceMarks = () => process.version + marksOf(SOURCES.map((name) => path.join(root, name)));

function seenMarks() {
  try {
    return fs.readFileSync(seen, 'utf8');
  } catch {
    return ''; // The first run.
  }
}

async function bringUpToDate() {
  const before = sourceMarks();
  if (seenMarks() === before + marksOf([bundle])) return;
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle({ only: 'main' });
  try {
    fs.writeFileSync(seen, before + marksOf([bundle]));
  } catch {
    // In a checkout that cannot be written to, every run compares the sources themselves.
  }
}

/** Whether there is a bundle that can be run; otherwise the reason is reported. */
async function isReady() {
  try {
    await bringUpToDate();
    return true;
  } catch (error) {
    if (!isAboutOut(error)) throw error;
    return runOlder();
  }
}

/**
 * Whether a call of the system failed at the folder of the bundles: it cannot be written to, or is no folder.
 * @param {unknown} error
 */
function isAboutOut(error) {
  const { syscall, path: place } = /** @type {NodeJS.ErrnoException} */ (error);
  return syscall !== undefined && (place === out || place?.startsWith(out + path.sep) === true);
}

/** Allows a whole bundle of older sources to run, and otherwise reports what to do. */
async function runOlder() {
  const { isFresh } = await import('./bundle/stamp.mjs');
  if (isFresh(bundle)) {
    console.error(
      `qwen-gauge may be older than its sources: it cannot be built again, as ${out} cannot be written to.`,
    );
    return true;
  }
  console.error(
    `qwen-gauge cannot be built: ${out} cannot be written to. Make it a folder that is yours, or remove it if it is none.`,
  );
  return false;
}

const isInstalled = fs.existsSync(path.join(root, 'node_modules', 'vite'));
if (isInstalled && !(await isReady())) process.exitCode = 1;
else if (fs.existsSync(command)) createRequire(import.meta.url)(command);
else {
  console.error(`qwen-gauge is not built yet: run "npm ci" in ${root} first.`);
  process.exitCode = 1;
}
