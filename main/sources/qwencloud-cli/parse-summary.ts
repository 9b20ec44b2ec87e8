import type { PoolId, ReadingOf } from '../../core/quota/model.ts';
import { exactWindow, type Origin, type Parsed, present, unknownShape } from '../parsed.ts';
import { at, isObject, type JsonObject, readAmount, readNumber, readText, readTimeMs } from '../values.ts';
import { couldNotTell } from './failures.ts';

/** What this source can tell about. Not the bill: the program reads one page of it and adds up the rest as nothing (§4.6). */
export type SummaryPool = Extract<PoolId, 'coding-plan' | 'free-tier' | 'token-plan-team'>;

const windowFields = [
  { id: 'five-hours', field: 'per_5h' },
  { id: 'week', field: 'weekly' },
  { id: 'month', field: 'monthly' },
] as const;

/**
 * Reads one pool of `usage summary --format json` (`plans.md`, §4.1–4.4). The program swallows failures: "not subscribed"
 * and empty lists may mean that it was refused (1.0.2 does so even when its session has ended), and 1.1.0 … 1.5.x cannot
 * read a Coding Plan at all. So these never become `not-subscribed`, but `program-could-not-tell`.
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
  const windows = windowFields
    .map(({ id, field }) => {
      const window = at(plan, 'windows', field);
      const limit = at(window, 'total');
      return exactWindow(id, 'requests', { used: usedOf(window), limit, resetsAt: at(window, 'next_reset_at') });
    })
    .filter(present);
  if (at(plan, 'subscribed') !== true || windows.length === 0) return unknownShape('coding_plan');
  const reading = { pool: 'coding-plan', ...origin, windows, endsAtMs: null, autoRenews: null, status: null } as const;
  return { outcome: 'reading', reading: { ...reading, plan: readText(at(plan, 'plan')) } };
}

function parseFreeTier(list: unknown, origin: Origin): Parsed<'free-tier'> {
  if (!Array.isArray(list)) return unknownShape('free_tier');
  const models = list.filter(isObject).flatMap((entry) => freeTierModel(entry) ?? []);
  if (list.length > 0 && models.length === 0) return unknownShape('free_tier[0]');
  if (models.every(({ quota }) => quota === null)) return { outcome: 'failed', failure: couldNotTell };
  return { outcome: 'reading', reading: { pool: 'free-tier', ...origin, windows: [], models } };
}

function freeTierModel(entry: JsonObject): ReadingOf<'free-tier'>['models'][number] | null {
  const model = readText(entry['model_id']);
  if (model === null) return null;
  const quota = entry['quota'];
  const [remaining, total] = [readAmount(at(quota, 'remaining')), readAmount(at(quota, 'total'))];
  const readable = remaining !== null && total !== null && total > 0;
  return {
    model,
    quota: readable ? { remaining, total, unit: readText(at(quota, 'unit')) ?? 'units' } : null,
    status: readText(at(quota, 'status'))?.toLowerCase() ?? null,
    endsAtMs: readTimeMs(at(quota, 'resetDate')),
  };
}

/** `resetDate` is the end of the plan up to 1.4, and the refresh of the Credits from 1.5 on (§4.4). */
function parseTeamPlan(plan: unknown, origin: Origin, version: string | null): Parsed<'token-plan-team'> {
  if (at(plan, 'subscribed') === false) return { outcome: 'failed', failure: couldNotTell };
  const limit = readAmount(at(plan, 'totalCredits'));
  const left = readNumber(at(plan, 'remainingCredits'));
  if (at(plan, 'subscribed') !== true || limit === null || left === null) return unknownShape('token_plan');
  const date = at(plan, 'resetDate');
  const meaning = meaningOfDate(version);
  const window = exactWindow('credits', 'credits', {
    used: difference(limit, left),
    limit,
    resetsAt: meaning === 'refresh' ? date : null,
  });
  const addOn = readAmount(at(plan, 'addonRemaining')) ?? 0;
  const reading = {
    pool: 'token-plan-team',
    ...origin,
    windows: window === null ? [] : [window],
    endsAtMs: meaning === 'end' ? readTimeMs(date) : null,
    autoRenews: null,
    plan: readText(at(plan, 'planName')),
    status: readText(at(plan, 'status')),
    seatTiers: [],
    addOns: addOn > 0 ? [{ totalCredits: null, remainingCredits: addOn, endsAtMs: null }] : [],
  } as const;
  return { outcome: 'reading', reading };
}

function meaningOfDate(version: string | null): 'end' | 'refresh' | 'unknown' {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return 'unknown';
  return Number(major) * 1000 + Number(minor) >= 1005 ? 'refresh' : 'end';
}

/** `remaining` may be below 0 where running requests were let end. */
function usedOf(window: unknown): number | null {
  const [total, remaining] = [readAmount(at(window, 'total')), readNumber(at(window, 'remaining'))];
  return total === null || remaining === null ? null : difference(total, remaining);
}

/** Rid of the noise of binary fractions; the service counts Credits in 1e-8. */
const difference = (total: number, left: number): number => Math.max(0, Math.round((total - left) * 1e8) / 1e8);
