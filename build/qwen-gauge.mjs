#!/usr/bin/env node
// `npx qwen-gauge` in the checkout: brings the command line's bundle up to date, then runs it in this process.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { root } from './paths.mjs';

const command = path.join(root, 'out', 'cli', 'index.cjs');

if (fs.existsSync(path.join(root, 'node_modules', 'vite'))) await ensureBundle({ only: 'cli' });
if (fs.existsSync(command)) createRequire(import.meta.url)(command);
else {
  console.error(`qwen-gauge is not built yet: run "npm ci" in ${root} first.`);
  process.exitCode = 1;
}
