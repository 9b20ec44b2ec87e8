import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { endWithThisProcess } from './interrupt.mjs';

/**
 * @typedef {{ status: number | null, output: string }} Outcome `status` is null when the program could not be
 *   started or died of a signal; `output` is what it wrote to both streams, in order.
 */

/**
 * Runs a program without input and collects its output. When this program is interrupted, `killSignal` ends the other
 * one first (see interrupt.mjs).
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<Outcome>}
 */
export function runQuietly(file, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    endWithThisProcess(child, /** @type {NodeJS.Signals} */ (options.killSignal ?? 'SIGTERM'));
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ status: null, output: output + error.message }));
    child.once('close', (status) => resolve({ status, output }));
  });
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function isOnPath(name, env = process.env) {
  return (env['PATH'] ?? '').split(path.delimiter).some((folder) => folder && fs.existsSync(path.join(folder, name)));
}

/**
 * The npm that runs us, or the one on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ file: string, args: readonly string[], shell: boolean }}
 */
export function npmCommand(env = process.env) {
  const script = env['npm_execpath'];
  if (script && path.basename(script) === 'npm-cli.js') return { file: process.execPath, args: [script], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Runs npm. Only SIGKILL ends it for certain; what it leaves unfinished is done again at the next set-up.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function runNpm(args, cwd) {
  const npm = npmCommand();
  const options = ['--no-audit', '--no-fund', '--loglevel=error', ...NPM_PATIENCE];
  return runQuietly(npm.file, [...npm.args, ...options, ...args], { cwd, shell: npm.shell, killSignal: 'SIGKILL' });
}

/** Few and short retries: a dead network is reported within seconds, a brief interruption is survived. */
const NPM_PATIENCE = ['--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=3000'];

const NETWORK_TROUBLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Network is unreachable/;

/** @param {Outcome} outcome */
export const isNetworkTrouble = ({ status, output }) => status !== 0 && NETWORK_TROUBLE.test(output);

/**
 * The message for a failed download: one sentence when the network is the reason, otherwise the beginning and the end of
 * the program's output.
 * @param {string} what
 * @param {Outcome} outcome
 */
export function explainFailure(what, outcome) {
  if (isNetworkTrouble(outcome))
    return `${what}: the network could not be reached. Check the connection and try again.`;
  const { status, output } = outcome;
  return `${shortened(output)}\n${what}: it failed (exit code ${status ?? 'none'}).`;
}

/**
 * Reasons are at the beginning (npm) or at the end (apt), manuals and lists between them.
 * @param {string} output
 */
function shortened(output) {
  const lines = output.trim().split('\n');
  return (lines.length <= 40 ? lines : [...lines.slice(0, 15), '…', ...lines.slice(-20)]).join('\n');
}
