import type { PoolId } from '../quota/model.ts';
import { tokenPlanPersonal, tokenPlanTeam } from './catalogue/catalogue-data-plans.ts';
import { endpointKindOf } from './keys.ts';
import type { ProviderOption } from './model.ts';
import { urlParts } from './url.ts';

/**
 * The pools that requests to a provider may draw on; none if no plan of Alibaba pays. Both editions of the Token Plan
 * share their addresses, so both are returned where the settings do not say which one it is. Pure.
 */
export function payingPools({ baseUrl, label }: Pick<ProviderOption, 'baseUrl' | 'label'>): readonly PoolId[] {
  const kind = endpointKindOf(baseUrl);
  if (kind !== 'plan') return kind === 'billed' ? ['free-tier', 'pay-as-you-go'] : [];
  if (urlParts(baseUrl)?.host.startsWith('coding') === true) return ['coding-plan'];
  if (label.startsWith(tokenPlanPersonal.label)) return ['token-plan-personal'];
  if (label.startsWith(tokenPlanTeam.label)) return ['token-plan-team'];
  return ['token-plan-personal', 'token-plan-team'];
}
