import { textOf } from '../messages.ts';
import { countParam, pageOf } from '../pages.ts';
import type { AccountState } from './account.ts';

type Params = Readonly<Record<string, unknown>>;
const iso = (ms: number): string => new Date(ms).toISOString();

/** `CheckTokenPlanAutoRenewal` (docs/facts/qwencloud-protocol.md §4.8): a number, not a boolean. */
export const autoRenewalOf = ({ tokenPlan }: AccountState) => ({
  Data: { AutoRenewal: tokenPlan?.autoRenews ? 1 : 0, RenewalPeriod: 1, RenewalPeriodUnit: 'M' },
});

/** `GetSubscriptionDetail`: the Coding Plan's own term. */
export function subscriptionDetailOf({ codingPlan }: AccountState, params: Params) {
  const productCode = textOf(params['productCode']);
  const listed =
    codingPlan === null || !productCode.startsWith('sfm_codingplan_public_')
      ? []
      : [
          {
            InstanceId: 'codingplan-1',
            ProductCode: productCode,
            Status: codingPlan.status,
            PlanName: codingPlan.instanceName,
            EndTime: iso(codingPlan.endsAtMs),
          },
        ];
  return pageOf(listed, countParam(params, 'pageNo', 1), countParam(params, 'pageSize', 10));
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
