import type { Failure } from '../core/failure.ts';
import type { ProcessEnd } from '../ports/system.ts';
import { failureOfCode, failureOfStatus } from './codes.ts';
import { jsonIn } from './json-in.ts';
import { at, readCode, readText } from './values.ts';

/**
 * Why a run of an official client (`qwencloud`, `qianwen`) ended with an exit code other than 0. The error JSON is on
 * standard error, with warnings around it (docs/facts/qwencloud-protocol.md §7). Only a missing sign-in and, now and
 * then, a dead network have exit codes of their own; an ended session, a limit or a refusal is stated in words (§5).
 */
export const officialFailure =
  (program: string) =>
  ({ exitCode, stderr }: ProcessEnd): Failure => {
    const error = at(jsonIn(stderr), 'error');
    const code = readCode(at(error, 'code'));
    const stated = failureOfCode(code);
    if (stated.kind === 'session-expired') return stated;
    if (exitCode === 2) return { kind: 'signed-out' };
    if (at(error, 'type') === 'gateway') return stated;
    if (exitCode === 3) return { kind: 'offline' };
    const inWords = failureInWords(readText(at(error, 'message')) ?? '');
    return inWords ?? { kind: 'program-failed', program, code: code === 'unknown' ? `exit-${exitCode}` : code };
  };

function failureInWords(message: string): Failure | null {
  const status = Number(/\bHTTP (\d{3})\b/.exec(message)?.[1]);
  if (status >= 300) return failureOfStatus(status);
  if (/timeout/i.test(message)) return { kind: 'timeout' };
  if (/unexpected redirect|Unexpected token '?</i.test(message)) return { kind: 'login-page' };
  return /fetch failed/i.test(message) ? { kind: 'offline' } : null;
}
