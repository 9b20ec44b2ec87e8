import type { AccountState } from '../../../main/demo/service/stand-in/account/account.ts';
import { textOf } from '../../../main/demo/service/stand-in/messages.ts';
import { countParam, pageOf } from '../../../main/demo/service/stand-in/pages.ts';

type Params = Readonly<Record<string, unknown>>;

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
            EndTime: new Date(codingPlan.endsAtMs).toISOString(),
          },
        ];
  return pageOf(listed, countParam(params, 'pageNo', 1), countParam(params, 'pageSize', 10));
}
