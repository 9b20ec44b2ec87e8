import type { PoolId, ReadingOf } from '../../core/quota/model.ts';
import { givesNothing } from '../../core/quota/plan-status.ts';
import { type FreeTierModel, freeTierModel } from '../free-tier-model.ts';
import { type Origin, type Parsed, unknownShape } from '../parsed.ts';
import { creditsUsed, exactWindow, readCredits, requestWindows } from '../quota-windows.ts';
import {
  at,
  fieldOf,
  isObject,
  type JsonObject,
  readAmount,
  readFlag,
  readNumber,
  readText,
  readTimeMs,
} from '../values.ts';
import { couldNotTell } from './failures.ts';

/**
 * The pools that this source can read. Not the bill: the program reads one page of it and adds up the rest as nothing
 * (docs/facts/qwencloud-protocol.md §4.6).
 */
export type SummaryPool = Extract<PoolId, 'coding-plan' | 'free-tier' | 'token-plan-team'>;

const windowFields = [
  { id: 'five-hours', renewal: 'rolling', field: 'per_5h' },
  { id: 'week', renewal: 'calendar', field: 'weekly' },
  { id: 'month', renewal: 'calendar', field: 'monthly' },
] as const;

/**
 * Reads one pool of `usage summary --format json` (docs/facts/qwencloud-protocol.md §4.1 to §4.4). The program swallows
 * failures: "not subscribed" and empty lists may mean that it was refused (1.0.2 does so even when its session has
 * ended), and 1.1.0 … 1.5.x cannot read a Coding Plan at all. So these never become `not-subscribed`, but
 * `program-could-not-tell`.
 */
export function parseSummary(
  pool: SummaryPool,
  summary: unknown,
  origin: Origin,
  version: string | null,
): Parsed<SummaryPool> {
  switch (pool) {
    case 'coding-plan':
      return parseCodingPlan(at(summary, 'coding_plan'), origin);
    case 'free-tier':
      return parseFreeTier(at(summary, 'free_tier'), origin);
    case 'token-plan-team':
      return parseTeamPlan(at(summary, 'token_plan'), origin, version);
  }
}

function parseCodingPlan(plan: unknown, origin: Origin): Parsed<'coding-plan'> {
  if (at(plan, 'subscribed') === false) return { outcome: 'failed', failure: couldNotTell };
  const read = requestWindows(windowFields, (field) => {
    const window = at(plan, 'windows', field);
    const used = usedOf(window) ?? fieldOf(window, 'remaining');
    return { used, limit: at(window, 'total'), resetsAt: at(window, 'next_reset_at') };
  });
  if (at(plan, 'subscribed') !== true) return unknownShape('coding_plan', plan);
  if (read.windows.length === 0)
    return filledUp(plan) ? { outcome: 'failed', failure: couldNotTell } : unknownShape('coding_plan', plan);
  const reading = { pool: 'coding-plan', ...origin, ...read, endsAtMs: null, autoRenews: null, status: null } as const;
  return { outcome: 'reading', reading: { ...reading, plan: readText(at(plan, 'plan')) } };
}

/** The program puts 0 for whatever the service did not say. */
const filledUp = (plan: unknown): boolean =>
  windowFields.every(({ field }) => readAmount(at(plan, 'windows', field, 'total')) === 0);

function parseFreeTier(list: unknown, origin: Origin): Parsed<'free-tier'> {
  if (!Array.isArray(list)) return unknownShape('free_tier', list);
  const models = list.filter(isObject).flatMap((entry) => modelOf(entry) ?? []);
  if (list.length > 0 && models.length === 0) return unknownShape('free_tier[0]', list);
  if (models.every(({ quota }) => quota === null)) return { outcome: 'failed', failure: couldNotTell };
  return { outcome: 'reading', reading: { pool: 'free-tier', ...origin, windows: [], models } };
}

function modelOf(entry: JsonObject): FreeTierModel | null {
  const model = readText(entry['model_id']);
  if (model === null) return null;
  const quota = entry['quota'];
  return freeTierModel(model, {
    remaining: at(quota, 'remaining'),
    total: at(quota, 'total'),
    unit: readText(at(quota, 'unit')) ?? 'units',
    status: at(quota, 'status'),
    endsAt: at(quota, 'resetDate'),
  });
}

/**
 * `resetDate` is the end of the plan up to 1.4, and the refresh of the Credits from 1.5 on
 * (docs/facts/qwencloud-protocol.md §4.4). A plan that is listed as instances counts as subscribed while its status is
 * "valid" alone: Credits that are used up ("exhaust"), or a plan that has ended, are printed beside `subscribed:
 * false`.
 */
function parseTeamPlan(plan: unknown, origin: Origin, version: string | null): Parsed<'token-plan-team'> {
  const limit = readAmount(at(plan, 'totalCredits'));
  const left = readNumber(at(plan, 'remainingCredits'));
  const status = readText(at(plan, 'status'));
  const subscribed = readFlag(at(plan, 'subscribed'));
  if (subscribed === false && (status === null || !limit)) return { outcome: 'failed', failure: couldNotTell };
  const credits = readCredits(limit, left);
  if (subscribed === null || credits === null) return unknownShape('token_plan', plan);
  const date = at(plan, 'resetDate');
  const meaning = meaningOfDate(version);
  const window = exactWindow(
    { id: 'credits', unit: 'credits', renewal: 'calendar' },
    {
      ...credits,
      resetsAt: meaning === 'refresh' ? date : null,
    },
  );
  const reading = {
    pool: 'token-plan-team',
    ...origin,
    windows: window === null || givesNothing(status) ? [] : [window],
    endsAtMs: meaning === 'end' ? readTimeMs(date) : null,
    autoRenews: null,
    plan: readText(at(plan, 'planName')),
    status,
    seatTiers: [],
    addOns: addOnsOf(plan, version),
  } as const;
  return { outcome: 'reading', reading };
}

/** One sum of all packs. 1.0 counts those that have ended too, so its sum says nothing. */
function addOnsOf(plan: unknown, version: string | null): ReadingOf<'token-plan-team'>['addOns'] {
  const remainingCredits = readAmount(at(plan, 'addonRemaining')) ?? 0;
  const known = remainingCredits > 0 && versionOf(version) !== 1000;
  return known ? [{ totalCredits: null, remainingCredits, endsAtMs: null }] : [];
}

function meaningOfDate(version: string | null): 'end' | 'refresh' | 'unknown' {
  const known = versionOf(version);
  if (known === null) return 'unknown';
  return known >= 1005 ? 'refresh' : 'end';
}

/** `subscription` came with 1.1; a program that does not say its version is tried. */
export const hasSubscription = (version: string | null): boolean => versionOf(version) !== 1000;

/** 1.4.1 → 1004; null: not known. */
function versionOf(version: string | null): number | null {
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version ?? '') ?? [];
  return major === undefined || minor === undefined ? null : Number(major) * 1000 + Number(minor);
}

/** `remaining` may be below 0 where running requests were let end. */
function usedOf(window: unknown): number | null {
  const [total, remaining] = [readAmount(at(window, 'total')), readNumber(at(window, 'remaining'))];
  return total === null || remaining === null ? null : creditsUsed(total, remaining);
}
