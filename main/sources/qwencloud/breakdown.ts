import { fail, type Result, succeed } from '../../core/failure.ts';
import { nearNames } from '../../core/text/near-names.ts';
import { type BillLine, breakdownOf } from '../../core/usage/breakdown.ts';
import type { BreakdownAnswer, BreakdownProblem } from '../../core/usage/breakdown-model.ts';
import { monthsOf } from '../../core/usage/breakdown-period.ts';
import { addDays } from '../../core/usage/plain-date.ts';
import type { BreakdownAsk, BreakdownSource } from '../../ports/sources.ts';
import { limitTime } from '../../ports/timer.ts';
import { at, isObject, type JsonObject, readText } from '../values.ts';
import { createGateway } from './gateway.ts';
import { billedRows, currencyOfRows } from './parse/bill-row.ts';
import { askBill } from './pay-as-you-go.ts';
import type { QwencloudSourceDeps } from './source.ts';

/** Limits a whole breakdown: a year of pages is requested one after another. */
const longestMs = 120_000;

/**
 * Reads one model's bill over time (docs/facts/qwencloud-protocol.md §4.6): every page of `MaasListConsumeSummary` with
 * `ModelNames`, month by month. If an unknown model has no bill, the account's models (`ListModelSeries`) are requested
 * too, so that a mistyped name gives `model-not-found` instead of a row of zeros.
 */
export function createQwencloudBreakdown(deps: QwencloudSourceDeps): BreakdownSource {
  const { site, urls, clock } = deps;
  const gateway = deps.gateway ?? createGateway({ ...deps, url: urls.gateway });

  async function billOf({ model, range, today }: BreakdownAsk, signal: AbortSignal): Promise<Result<Bill>> {
    const rows: JsonObject[] = [];
    for (const month of monthsOf(range)) {
      // The service's date may be one day ahead of ours. Later months have no bill yet.
      if (month.fromDate > addDays(today, 1)) break;
      const read = await askBill(gateway, { ...month, models: [model] }, signal);
      if (!read.ok) return read;
      rows.push(...read.value);
    }
    return readBill(rows, model, site.currency);
  }

  /** Explains why a model has no bill; null: the model exists and was not used. */
  async function unknownModel(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownProblem | null> {
    const { model, knownModels } = asked;
    if (knownModels.includes(model)) return null;
    const call = { product: 'AliyunDeliveryService', action: 'ListModelSeries', params: { Language: site.language } };
    const answer = await gateway.call(call, signal);
    const listed = answer.ok ? readModels(answer.value) : answer;
    if (!listed.ok) return { kind: 'failure', failure: listed.failure };
    const models = [...listed.value, ...knownModels];
    return models.includes(model) ? null : { kind: 'model-not-found', model, near: nearNames(model, models) };
  }

  async function ask(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownAnswer> {
    const bill = await billOf(asked, signal);
    if (!bill.ok) return { outcome: 'failed', problem: { kind: 'failure', failure: bill.failure } };
    const { lines, currency } = bill.value;
    const problem = lines.length === 0 ? await unknownModel(asked, signal) : null;
    if (problem !== null) return { outcome: 'failed', problem };
    const origin = { sourceId: site.sourceId, takenAtMs: clock.now(), currency };
    return {
      outcome: 'breakdown',
      breakdown: breakdownOf(lines, { model: asked.model, ...asked.range, ...origin }),
    };
  }

  return {
    id: site.sourceId,
    async breakdown(asked, signal) {
      const limit = limitTime(clock, longestMs, signal);
      const answer = await ask(asked, limit.signal);
      limit.cancel();
      if (signal.aborted) return { outcome: 'failed', problem: { kind: 'superseded' } };
      const late = limit.isOver() && answer.outcome === 'failed';
      return late ? { outcome: 'failed', problem: { kind: 'failure', failure: { kind: 'timeout' } } } : answer;
    },
  };
}

interface Bill {
  readonly lines: readonly BillLine[];
  readonly currency: string;
}

/**
 * Fails for a row without a day or cost, and for rows in several currencies, because the sum would be wrong. Skips other
 * models' rows: some servers ignore the filter.
 */
function readBill(rows: readonly JsonObject[], model: string, currencyOfSite: string): Result<Bill> {
  const unreadable = (field: string) =>
    fail({ kind: 'unknown-shape', where: `MaasListConsumeSummary.${field}` } as const);
  const ofModel = billedRows(rows).filter((row) => row.model === model);
  const currency = currencyOfRows(ofModel, currencyOfSite);
  if (currency === null) return unreadable('Currency');
  const lines: BillLine[] = [];
  for (const { date, cost, usage } of ofModel) {
    if (date === null) return unreadable('BillingDate');
    if (cost === null) return unreadable('cost');
    lines.push({ date, cost, usage });
  }
  return succeed({ lines, currency });
}

function readModels(payload: unknown): Result<readonly string[]> {
  const series = at(payload, 'Data');
  if (!Array.isArray(series)) return fail({ kind: 'unknown-shape', where: 'ListModelSeries' });
  const items = series.flatMap((one: unknown): readonly unknown[] => {
    const list = at(one, 'Items');
    return Array.isArray(list) ? list : [];
  });
  return succeed(items.filter(isObject).flatMap((item) => readText(item['Model']) ?? []));
}
