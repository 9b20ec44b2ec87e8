import type { Result } from '../../core/failure.ts';
import type { DateRange } from '../../core/usage/breakdown-period.ts';
import type { Origin, Parsed } from '../parsed.ts';
import type { JsonObject } from '../values.ts';
import type { Gateway } from './gateway.ts';
import { askAllPages } from './pages.ts';
import { monthToDate, parseBill } from './parse/parse-bill.ts';
import type { Site } from './sites.ts';

const pageSize = 100;

interface BillAsk extends DateRange {
  /** null: all models. */
  readonly models: readonly string[] | null;
}

/**
 * Requests every page of a daily bill (docs/facts/qwencloud-protocol.md §4.6; the official client stops at 100 rows).
 * The range may cover at most one calendar month.
 */
export function askBill(
  gateway: Gateway,
  { fromDate, toDate, models }: BillAsk,
  signal: AbortSignal,
): Promise<Result<readonly JsonObject[]>> {
  const action = 'MaasListConsumeSummary';
  const params = {
    Console: true,
    Granularity: 'DAILY',
    ChargeTypes: ['postpaid'],
    StartBillingDate: fromDate,
    EndBillingDate: toDate,
    MaxResults: pageSize,
    SortName: 'BillingDate',
    SortOrder: 'DESC',
    ...(models !== null && { ModelNames: models }),
  };
  return askAllPages({
    where: action,
    pageSize,
    mostPages: 100,
    ask: (page) => gateway.call({ product: 'BssOpenAPI-V3', action, params: { ...params, CurrentPage: page } }, signal),
  });
}

/** The month's bill to date. */
export async function askPayAsYouGo(
  gateway: Gateway,
  site: Site,
  origin: Origin,
  signal: AbortSignal,
): Promise<Parsed<'pay-as-you-go'>> {
  const { fromDate, toDate } = monthToDate(origin.takenAtMs);
  const rows = await askBill(gateway, { fromDate, toDate, models: null }, signal);
  if (!rows.ok) return { outcome: 'failed', failure: rows.failure };
  return parseBill(rows.value, { fromDate, toDate, currency: site.currency }, origin);
}
