import type { Failure } from '../../core/failure.ts';
import type { PoolId } from '../../core/quota/model.ts';
import type { ProcessEnd } from '../../ports/system.ts';
import { failureOfCode, failureOfStatus } from '../codes.ts';
import { type FreeTierModel, freeTierModel } from '../free-tier-model.ts';
import { jsonIn } from '../json-in.ts';
import { type Origin, type Parsed, unknownShape } from '../parsed.ts';
import {
  isEmptySuccess,
  type Payload,
  parseAddOnSummary,
  parsePersonalPlan,
  parsePersonalSubscription,
  usageWindows,
} from '../personal-plan.ts';
import { codingPlanFields, planNameIn, requestWindows } from '../quota-windows.ts';
import { at, fieldOf, isObject, type JsonObject, readAmount, readCode, readText } from '../values.ts';

export const program = 'bl';

export type BailianPool = Extract<PoolId, 'coding-plan' | 'token-plan-personal' | 'free-tier'>;

/** The program prints the same for no plan and for an answer it cannot read, and asks one site alone. */
const showsNone = { outcome: 'failed', failure: { kind: 'program-shows-none', program } } as const;

/**
 * Reads `bl … --output json` (docs/facts/peers.md §3). null, an empty object and an empty list give
 * `program-shows-none`.
 */
export function parseUsage(pool: BailianPool, output: unknown, origin: Origin): Parsed<BailianPool> {
  if (output === null) return showsNone;
  switch (pool) {
    case 'coding-plan':
      return parseCodingPlan(output, origin);
    case 'token-plan-personal':
      return parseTokenPlan(output, origin);
    case 'free-tier':
      return parseFreeTier(output, origin);
  }
}

function parseCodingPlan(output: unknown, origin: Origin): Parsed<'coding-plan'> {
  if (!isObject(output)) return unknownShape('usage coding-plan', output);
  if (Object.keys(output).length === 0) return showsNone;
  const read = requestWindows(codingPlanFields, (field) => ({
    used: fieldOf(output[field], 'usedQuota'),
    limit: at(output, field, 'totalQuota'),
    resetsAt: at(output, field, 'resetTime'),
  }));
  if (read.windows.length === 0) return unknownShape('usage coding-plan', output);
  const plan = planNameIn(output);
  const reading = { pool: 'coding-plan', ...origin, ...read, plan } as const;
  return { outcome: 'reading', reading: { ...reading, endsAtMs: null, autoRenews: null, status: null } };
}

/**
 * Reads `token-plan personal-usage`, which prints `{usage, subscription, addonSummary}`, or the older `usage token-plan`,
 * which prints the usage alone. Every window may be missing. "None" is not believed: the program asks one site alone.
 */
function parseTokenPlan(output: unknown, origin: Origin): Parsed<'token-plan-personal'> {
  if (!isObject(output)) return unknownShape('token-plan', output);
  const isWhole = isObject(output['usage']);
  const usage = payloadIn(isWhole ? output['usage'] : output);
  const subscription = isWhole
    ? parsePersonalSubscription(payloadIn(output['subscription']), origin.takenAtMs)
    : ({ outcome: 'unknown' } as const);
  const addOns = isWhole ? parseAddOnSummary(payloadIn(output['addonSummary'])) : null;
  const isSilent = subscription.outcome !== 'plan' && usageWindows(usage)?.length === 0;
  if (subscription.outcome === 'none' || isSilent) return showsNone;
  return parsePersonalPlan({ usage, subscription, addOns: addOns ?? [] }, origin);
}

/** The program prints the whole envelope where there is nothing in it. */
const payloadIn = (value: unknown): Payload => {
  if (isEmptySuccess(value)) return 'none';
  return isObject(value) ? value : null;
};

/** Reads a plain list of `{model, remaining, total}`, or the service's own `freeTierQuotas`. */
function parseFreeTier(output: unknown, origin: Origin): Parsed<'free-tier'> {
  const list = Array.isArray(output) ? output : at(output, 'freeTierQuotas');
  if (!Array.isArray(list)) return unknownShape('usage free', output);
  const models = list.filter(isObject).flatMap((entry) => modelOf(entry) ?? []);
  if (models.length < list.length) return unknownShape('usage free[]', list);
  if (models.length === 0) return showsNone;
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
    endsAt: entry['quotaValidityPeriod'] ?? middayOf(entry['expires']),
    ...afterwardsOf(entry['autoStop']),
  });
}

/** A date without a time, as the moment that is this date in nearly every time zone. */
const middayOf = (date: unknown): string | null =>
  typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T12:00:00Z` : null;

/** `autoStop` is null or "unsupported" where the program does not know. */
function afterwardsOf(autoStop: unknown): Pick<FreeTierModel, 'afterwards'> {
  if (autoStop === true) return { afterwards: 'stopped' };
  return autoStop === false ? { afterwards: 'billed' } : {};
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
