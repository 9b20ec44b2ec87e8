import type { Failure } from '../../core/failure.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProcessEnd } from '../../ports/system.ts';
import { failureOfCode, failureOfStatus } from '../codes.ts';
import { type FreeTierModel, freeTierModel } from '../free-tier-model.ts';
import { jsonIn } from '../json-in.ts';
import { type Origin, type Parsed, unknownShape } from '../parsed.ts';
import { requestWindows, shareKeys, shareWindows } from '../quota-windows.ts';
import { at, isObject, type JsonObject, readAmount, readCode, readText } from '../values.ts';

export const program = 'bl';

export type BailianPool = Extract<PoolId, 'coding-plan' | 'token-plan-personal' | 'free-tier'>;

const couldNotTell: Failure = { kind: 'program-could-not-tell', program };

/**
 * Reads the output of `bl usage …  --output json` (docs/facts/peers.md §3). The program prints an empty object both for
 * no plan and for an answer it cannot read, so an empty object gives `program-could-not-tell`.
 */
export function parseUsage(pool: BailianPool, output: unknown, origin: Origin): Parsed<BailianPool> {
  switch (pool) {
    case 'coding-plan':
      return parseCodingPlan(output, origin);
    case 'token-plan-personal':
      return parseTokenPlan(output, origin);
    case 'free-tier':
      return parseFreeTier(output, origin);
  }
}

const windowFields = [
  { id: 'five-hours', renewal: 'rolling', field: 'per5Hour' },
  { id: 'week', renewal: 'calendar', field: 'perWeek' },
  { id: 'month', renewal: 'calendar', field: 'perBillMonth' },
] as const;

function parseCodingPlan(output: unknown, origin: Origin): Parsed<'coding-plan'> {
  if (!isObject(output)) return unknownShape('usage coding-plan');
  if (Object.keys(output).length === 0) return { outcome: 'failed', failure: couldNotTell };
  const windows = requestWindows(windowFields, (field) => ({
    used: at(output, field, 'usedQuota'),
    limit: at(output, field, 'totalQuota'),
    resetsAt: at(output, field, 'resetTime'),
  }));
  if (windows.length === 0) return unknownShape('usage coding-plan');
  const plan = readText(output['instanceType']);
  const reading = { pool: 'coding-plan', ...origin, windows, plan } as const;
  return { outcome: 'reading', reading: { ...reading, endsAtMs: null, autoRenews: null, status: null } };
}

/** Every window may be missing. Without any window there may be no plan, or a plan without limits. */
function parseTokenPlan(output: unknown, origin: Origin): Parsed<'token-plan-personal'> {
  if (!isObject(output)) return unknownShape('usage token-plan');
  const windows = shareWindows(output);
  const named = shareKeys.some((key) => Object.hasOwn(output, key));
  if (windows === null || (!named && Object.keys(output).length > 0)) return unknownShape('usage token-plan');
  if (windows.length === 0) return { outcome: 'failed', failure: couldNotTell };
  const reading = { pool: 'token-plan-personal', ...origin, windows, tier: null, addOns: [] } as const;
  return { outcome: 'reading', reading: { ...reading, endsAtMs: null, autoRenews: null, status: null } };
}

/** Reads a plain list of `{model, remaining, total}`, or the service's own `freeTierQuotas`. */
function parseFreeTier(output: unknown, origin: Origin): Parsed<'free-tier'> {
  const list = Array.isArray(output) ? output : at(output, 'freeTierQuotas');
  if (!Array.isArray(list)) return unknownShape('usage free');
  const models = list.filter(isObject).flatMap((entry) => modelOf(entry) ?? []);
  if (models.length < list.length) return unknownShape('usage free[]');
  if (models.length === 0) return { outcome: 'failed', failure: couldNotTell };
  return { outcome: 'reading', reading: { pool: 'free-tier', ...origin, windows: [], models } };
}

function modelOf(entry: JsonObject): FreeTierModel | null {
  const model = readText(entry['model']);
  if (model === null) return null;
  return freeTierModel(model, {
    remaining: readAmount(entry['remaining']) ?? entry['quotaTotal'],
    total: readAmount(entry['total']) ?? entry['quotaInitTotal'],
    // The program names no unit.
    unit: 'units',
    status: entry['quotaStatus'],
    endsAt: entry['quotaValidityPeriod'],
  });
}

/** The program's own exit codes: 3 no or no longer a session, 5 took too long, 6 no network. */
export function failureOf({ exitCode, stderr }: ProcessEnd): Failure {
  const error = at(jsonIn(stderr), 'error');
  const code = readCode(at(error, 'api_code'));
  const stated = code === 'unknown' ? null : failureOfCode(code);
  // The service calls an ended console session "NoPermission" too.
  if (exitCode === 3 || /NoPermission/i.test(code)) return { kind: 'session-expired' };
  if (stated !== null && stated.kind !== 'business-error') return stated;
  if (exitCode === 5) return { kind: 'timeout' };
  if (exitCode === 6) return { kind: 'offline' };
  const status = readAmount(at(error, 'http_status'));
  if (status !== null && status >= 300) return failureOfStatus(status);
  return stated ?? { kind: 'program-failed', program, code: `exit-${exitCode}` };
}
