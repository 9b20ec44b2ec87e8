#!/usr/bin/env node
// Takes the place of fpm, which electron-builder calls for deb and rpm and would download: does the same for the options
// that electron-builder passes, with dpkg-deb and rpmbuild, and gives the same bytes for the same input.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseRequest } from './arguments.mjs';
import { makeDeb } from './deb.mjs';
import { makeRpm } from './rpm.mjs';

/**
 * @typedef {object} Settings
 * @property {number} timeS of everything in the package, seconds since 1970
 * @property {number | null} level of compression, 0 to 9; null: what the tool uses by itself
 */

const { SOURCE_DATE_EPOCH: time = '', QWEN_GAUGE_PACK_LEVEL: level = '' } = process.env;
/** @type {Settings} */
const settings = { timeS: Number(time), level: level === '' ? null : Number(level) };

const request = parseRequest(process.argv.slice(2));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-package-'));
try {
  if (time === '') throw new Error('SOURCE_DATE_EPOCH is not set: every build would be another package.');
  if (request.values['-t'] === 'rpm') makeRpm(request, work, settings);
  else makeDeb(request, work, settings);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
