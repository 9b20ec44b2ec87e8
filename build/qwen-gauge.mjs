#!/usr/bin/env node
// `npx qwen-gauge` in the checkout: brings the command line's bundle up to date, then runs it in this process.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { marksOf, SOURCES } from './bundle/sources.mjs';
import { root } from './paths.mjs';

const bundle = path.join(root, 'out', 'cli');
const command = path.join(bundle, 'index.cjs');
/** The marks of sources and bundle when the one was last found to be made of the other. */
const seen = path.join(root, 'out', 'cli.seen.txt');

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
  await ensureBundle({ only: 'cli' });
  try {
    fs.writeFileSync(seen, before + marksOf([bundle]));
  } catch {
    // In a checkout that cannot be written to, every run compares the sources themselves.
  }
}

if (fs.existsSync(path.join(root, 'node_modules', 'vite'))) await bringUpToDate();
if (fs.existsSync(command)) createRequire(import.meta.url)(command);
else {
  console.error(`qwen-gauge is not built yet: run "npm ci" in ${root} first.`);
  process.exitCode = 1;
}
