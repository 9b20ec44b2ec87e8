import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dataFolderFor } from './adapters/data-folder.ts';
import { StatusSchema } from './core/quota/status-schema.ts';
import { statusExitCode } from './core/quota/status-table.ts';
import { statusFileName } from './status-file.ts';

const usage = 'Usage: qwen-gauge status [--json] | --help | --version';

/** Entry of the command line: plain Node, no Electron. */
function run(words: readonly string[]): number {
  if (words.includes('--version')) return say(version(), 0);
  if (words.includes('--help')) return say(usage, 0);
  if (words[0] !== 'status') return say(usage, 4);
  const folder = dataFolderFor({ environment: process.env, platform: process.platform, home: os.homedir() });
  const status = readStatus(path.join(folder, statusFileName));
  if (status === null) return say('No numbers yet: start Qwen Gauge first.', 1);
  return say(JSON.stringify(status, null, 2), statusExitCode(status));
}

/** The bundle lies two folders below the package it belongs to, in a checkout and in a packed app alike. */
function version(): string {
  const text = readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? '';
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

function readStatus(file: string) {
  try {
    return StatusSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // Absent or not ours: either way there are no numbers.
  }
}

process.exitCode = run(process.argv.slice(2));
