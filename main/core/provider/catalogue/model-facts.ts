import { endpointKindOf } from '../keys.ts';
import { urlParts } from '../url.ts';
import { findEndpoint } from './catalogue.ts';

/** The days on which Alibaba ended models, by id (docs/facts/plans.md §2). */
const ends: Readonly<Record<string, string>> = { 'qwen3.8-max-preview': '2026-08-05' };

/** Ids the personal Token Plan refuses with 403 `AccessDenied.Unpurchased` (docs/facts/plans.md §2). */
const refusedByPersonal = new Set([
  'MiniMax-M2.5',
  'deepseek-v3.2',
  'deepseek-v4-flash',
  'glm-5',
  'glm-5.1',
  'kimi-k2.5',
  'kimi-k2.6',
  'kimi-k2.7-code',
  'qwen3.6-plus',
]);

/** The day (YYYY-MM-DD) on which the model ended at this address; null: it did not, or another company offers it. */
export function endOfModel(model: string, baseUrl: string): string | null {
  if (endpointKindOf(baseUrl) === 'other') return null;
  return Object.hasOwn(ends, model) ? (ends[model] ?? null) : null;
}

const teamVariable = findEndpoint('token-plan-team/china')?.keyVariable;

/**
 * Whether the personal Token Plan refuses the model at this address. Only the key's variable can show that the plan is
 * a team's, which allows it.
 */
export function mayBeUnpurchased(model: string, baseUrl: string, keyVariable: string): boolean {
  const host = urlParts(baseUrl)?.host ?? '';
  return /^token-plan\./.test(host) && endpointKindOf(baseUrl) === 'plan' && keyVariable !== teamVariable
    ? refusedByPersonal.has(model)
    : false;
}
