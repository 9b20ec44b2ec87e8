import type { PoolId } from '../../quota/model.ts';
import { isActive } from '../../quota/plan-status.ts';
import type { Words } from '../words/index.ts';

/** "pro" → "Pro": the services write names in lower case. */
export const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * What the services call a plan, and what its buyers do (docs/facts/plans.md §1; the API says "starter" where the page
 * says Lite).
 */
const soldAs: Readonly<Record<string, string>> = { starter: 'Lite', lite: 'Lite', pro: 'Pro' };

/** Only the letters: neither "Token Plan Team" nor "team" says more than the pool's own name does. */
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');
const poolLetters: Readonly<Record<PoolId, string>> = {
  'coding-plan': 'codingplan',
  'token-plan-team': 'tokenplanteam',
  'token-plan-personal': 'tokenplanpersonal',
  'free-tier': 'freetier',
  'pay-as-you-go': 'payasyougo',
};

/** The plan or tier beside a pool's name: as it is sold, unknown ones as they came; null where it adds nothing. */
export function planName(pool: PoolId, raw: string | null): string | null {
  const plan = raw?.trim() ?? '';
  const letters = lettersOf(plan);
  if (plan === '' || (letters !== '' && poolLetters[pool].endsWith(letters))) return null;
  return Object.entries(soldAs).find(([name]) => name === plan.toLowerCase())?.[1] ?? titled(plan);
}

/** A state of a plan or model in words; null where all is well. */
export function statusName(status: string, words: Words): string | null {
  const plain = status.trim().toLowerCase();
  if (plain === '' || isActive(plain)) return null;
  return Object.entries(words.quota.statusNames).find(([name]) => name === plain)?.[1] ?? status;
}
