import type { Gateway } from './gateway.ts';
import { askAllPages } from './pages.ts';
import { monthToDate, parseBill } from './parse-bill.ts';
import type { Origin, Parsed } from './parsed.ts';
import type { Site } from './sites.ts';

const pageSize = 100;

/** The month's bill to date, every page of it (§4.6; the official client stops at 100 rows). */
export async function askPayAsYouGo(
  gateway: Gateway,
  site: Site,
  origin: Origin,
  signal: AbortSignal,
): Promise<Parsed<'pay-as-you-go'>> {
  const { fromDate, toDate } = monthToDate(origin.takenAtMs);
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
  };
  const rows = await askAllPages({
    where: action,
    pageSize,
    mostPages: 100,
    ask: (page) => gateway.call({ product: 'BssOpenAPI-V3', action, params: { ...params, CurrentPage: page } }, signal),
  });
  if (!rows.ok) return { outcome: 'failed', failure: rows.failure };
  return parseBill(rows.value, { fromDate, toDate, currency: site.currency }, origin);
}
