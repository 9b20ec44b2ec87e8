import { fail, type Result, succeed } from '../../core/failure.ts';
import { nearNames } from '../../core/text/near-names.ts';
import { breakdownOfDays } from '../../core/usage/breakdown.ts';
import type { BreakdownAnswer, BreakdownProblem, BreakdownRow, Usage } from '../../core/usage/breakdown-model.ts';
import { type DateRange, monthsOf } from '../../core/usage/breakdown-period.ts';
import { addDays, isDate } from '../../core/usage/plain-date.ts';
import type { BreakdownAsk, BreakdownSource } from '../../ports/sources.ts';
import type { Clock, ProcessEnd, Processes } from '../../ports/system.ts';
import { jsonIn } from '../json-in.ts';
import { at, isObject, type JsonObject, readAmount, readNumber, readText } from '../values.ts';
import { failureOf, program } from './failures.ts';

interface Deps {
  readonly processes: Processes;
  readonly clock: Clock;
}

/** Three requests, each of which may take half a minute (docs/facts/qwencloud-protocol.md §5). */
const runWithinMs = 60_000;
const maxBytes = 4 * 1024 * 1024;
/** A month is asked for again at most so often: each time brings another hundred lines of its bill. */
const mostRounds = 12;

type Told = Result<OfficialDays, BreakdownProblem>;

/**
 * `qwencloud usage breakdown`, for who signed in there. The program reads only the newest hundred lines of each month's
 * bill (docs/facts/qwencloud-protocol.md §4.6), so the days up to the oldest with any use are asked for once more,
 * until nothing new comes: then nothing was cut off.
 */
export function createQwencloudCliBreakdown({ processes, clock }: Deps): BreakdownSource {
  async function ask(asked: BreakdownAsk, { fromDate, toDate }: DateRange, signal: AbortSignal): Promise<Told> {
    const period = ['--from', fromDate, '--to', toDate, '--granularity', 'day'];
    const args = ['usage', 'breakdown', `--model=${asked.model}`, ...period, '--format', 'json'];
    const end = await processes.run(program, args, { timeoutMs: runWithinMs, maxBytes, signal });
    if (!end.ok) return fail({ kind: 'failure', failure: end.failure });
    if (end.value.exitCode !== 0) return fail(problemOf(end.value, asked));
    const days = parseDays(jsonIn(end.value.stdout), asked.model);
    return days === null ? fail({ kind: 'failure', failure: unknownShape }) : succeed(days);
  }

  /** The days of a month, with those that were cut off at its beginning. */
  async function completed(
    asked: BreakdownAsk,
    month: DateRange,
    days: Days,
    signal: AbortSignal,
  ): Promise<Told | null> {
    for (let round = 0; round < mostRounds; round += 1) {
      const toDate = oldestUse(days, month);
      if (toDate === null || month.fromDate === month.toDate) return null;
      const again = await ask(asked, { fromDate: month.fromDate, toDate }, signal);
      if (!again.ok) return again;
      const news = again.value.rows.filter((row) => hasUse(row) && !isSame(row, days.get(row.period)));
      if (news.length === 0) return null;
      for (const row of news) days.set(row.period, row);
    }
    return fail({ kind: 'failure', failure: { kind: 'too-large' } });
  }

  async function answer(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownAnswer> {
    const { model, today } = asked;
    const { fromDate, toDate } = asked.range;
    // What lies after tomorrow has no bill; the program would ask for each of its months.
    const tomorrow = addDays(today, 1);
    const first = await ask(asked, { fromDate, toDate: toDate < tomorrow ? toDate : tomorrow }, signal);
    if (!first.ok) return { outcome: 'failed', problem: first.failure };
    const days: Days = new Map(first.value.rows.map((row) => [row.period, row]));
    for (const month of monthsOf(asked.range)) {
      const full = await completed(asked, month, days, signal);
      if (full !== null && !full.ok) return { outcome: 'failed', problem: full.failure };
    }
    const origin = { sourceId: 'qwencloud-cli', takenAtMs: clock.now(), currency: first.value.currency } as const;
    const breakdown = breakdownOfDays([...days.values()], { model, ...asked.range, ...origin });
    return { outcome: 'breakdown', breakdown };
  }

  return {
    id: 'qwencloud-cli',
    async breakdown(asked, signal) {
      const result = await answer(asked, signal);
      return signal.aborted ? { outcome: 'failed', problem: { kind: 'superseded' } } : result;
    },
  };
}

type Days = Map<string, BreakdownRow>;

const unknownShape = { kind: 'unknown-shape', where: 'usage breakdown' } as const;

const hasUse = ({ cost, usage }: BreakdownRow): boolean => cost !== 0 || usage.length > 0;

const isSame = (row: BreakdownRow, known: BreakdownRow | undefined): boolean =>
  JSON.stringify(row) === JSON.stringify(known);

/** The oldest day of a month on which anything was used; null: none. */
function oldestUse(days: Days, { fromDate, toDate }: DateRange): string | null {
  const used = [...days.values()].filter((row) => hasUse(row) && row.period >= fromDate && row.period <= toDate);
  return used.map(({ period }) => period).toSorted()[0] ?? null;
}

function problemOf(end: ProcessEnd, { model, knownModels }: BreakdownAsk): BreakdownProblem {
  const error = at(jsonIn(end.stderr), 'error');
  const message = readText(at(error, 'message')) ?? '';
  // It compares the day with the time of day one year ago, and so refuses one day more than we do.
  if (/maximum lookback/i.test(message)) return { kind: 'period', reason: 'too-far-back' };
  if (at(error, 'code') !== 'MODEL_NOT_FOUND') return { kind: 'failure', failure: failureOf(end) };
  const meant = /Did you mean '([^']+)'/.exec(message)?.[1];
  const near = [...(meant === undefined ? [] : [meant]), ...nearNames(model, knownModels)];
  return { kind: 'model-not-found', model, near: [...new Set(near)] };
}

export interface OfficialDays {
  readonly currency: string;
  readonly rows: readonly BreakdownRow[];
}

/**
 * Reads `usage breakdown --granularity day --format json` (docs/facts/qwencloud-protocol.md §4.6); null: not in its
 * shape, or about another model.
 */
export function parseDays(json: unknown, model: string): OfficialDays | null {
  const list = at(json, 'rows');
  const currency = readText(at(json, 'total', 'currency'));
  if (at(json, 'model_id') !== model || currency === null || !Array.isArray(list)) return null;
  const rows = list.map((row: unknown) => (isObject(row) ? rowOf(row) : null));
  return rows.every((row) => row !== null) ? { currency, rows } : null;
}

function rowOf(row: JsonObject): BreakdownRow | null {
  const period = readText(row['period']);
  const cost = readNumber(row['cost']);
  if (period === null || !isDate(period) || cost === null) return null;
  return { period, cost, usage: usageOf(row) };
}

/** "tokens_in" holds all tokens: the bill does not split them. */
function usageOf(row: JsonObject): Usage {
  const tokens = (readAmount(row['tokens_in']) ?? 0) + (readAmount(row['tokens_out']) ?? 0);
  const others = isObject(row['usage']) ? Object.entries(row['usage']) : [];
  return [['tokens', tokens] as const, ...others.map(([unit, amount]) => [unit, readAmount(amount) ?? 0] as const)]
    .filter(([, amount]) => amount > 0)
    .map(([unit, amount]) => ({ unit, amount }));
}
