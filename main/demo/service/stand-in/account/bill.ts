import { randomUUID } from 'node:crypto';
import { textOf } from '../messages.ts';
import { countParam, listParam, pageOf } from '../pages.ts';
import type { AccountState, BillRowState } from './account.ts';

const decimals = (amount: number): string => String(Math.round(amount * 1e6) / 1e6);

const rowOf = (row: BillRowState) => ({
  LineItemCategory: row.category,
  BillingItemCode: row.itemCode,
  BillingDate: row.date,
  BillingMonth: row.date.slice(0, 7),
  ModelName: row.model,
  Model: row.model,
  MaasType: 'model_inference',
  MaasTypeName: 'Model inference',
  BillQuantity: decimals(row.quantity),
  StepQuantityUnit: row.stepUnit,
  ListPrice: decimals(row.amount),
  RequireAmount: decimals(row.amount),
});

const largestPage = 100;

/**
 * `MaasListConsumeSummary` (docs/facts/qwencloud-protocol.md §4.6): the rows between two dates, both included, newest first, at
 * most a hundred on a page, so that a client that reads only the first page gets too few.
 */
export function billOf(bill: readonly BillRowState[], params: Readonly<Record<string, unknown>>) {
  const from = textOf(params['StartBillingDate']);
  const to = textOf(params['EndBillingDate']);
  const models = listParam(params, 'ModelNames');
  const rows = bill
    .filter(({ date, model }) => date >= from && date <= to && (models === null || models.includes(model)))
    .toSorted((one, other) => other.date.localeCompare(one.date))
    .map(rowOf);
  const size = Math.min(largestPage, countParam(params, 'MaxResults', largestPage));
  return { RequestId: randomUUID(), ...pageOf(rows, countParam(params, 'CurrentPage', 1), size) };
}

const modelOf = (model: string, freeTierOnly: boolean) => ({
  Model: model,
  Name: model,
  Description: `${model} of the stand-in`,
  InferenceMetadata: { RequestModality: ['Text'], ResponseModality: ['Text'] },
  ModelInfo: { ContextWindow: 262_144, MaxInputTokens: 258_048, MaxOutputTokens: 65_536 },
  Supports: { Experience: true },
  FreeTierOnly: freeTierOnly,
  Prices: [],
  MultiPrices: [],
});

/** `ListModelSeries`: every model in the account's free tier or bill, in one series. */
export function modelSeriesOf({ freeTier, bill }: AccountState) {
  const billed = new Set(bill.map(({ model }) => model));
  const names = new Set([...billed, ...freeTier.map(({ model }) => model)]);
  return { Data: [{ Name: 'Qwen', Items: [...names].map((model) => modelOf(model, !billed.has(model))) }] };
}
