import type { PoolId } from '../../quota/model.ts';
import { isActive } from '../../quota/plan-status.ts';
import type { Words } from '../words/index.ts';

/** Capitalizes the first letter: the services write "pro". */
export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * The names under which plans are sold, by the services' own names (docs/facts/plans.md §1: the API says "starter" where
 * the page says Lite).
 */
const salesNames: Readonly<Record<string, string>> = { starter: 'Lite', lite: 'Lite', pro: 'Pro' };

/** Compares letters only: both "Token Plan Team" and "team" repeat the pool's own name. */
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');
const poolLetters: Readonly<Record<PoolId, string>> = {
  'coding-plan': 'codingplan',
  'token-plan-team': 'tokenplanteam',
  'token-plan-personal': 'tokenplanpersonal',
  'free-tier': 'freetier',
  'pay-as-you-go': 'payasyougo',
};

/** Names the plan or tier as it is sold, an unknown one as the service does; null if that repeats the pool's name. */
export function planName(pool: PoolId, raw: string | null): string | null {
  const plan = raw?.trim() ?? '';
  const letters = lettersOf(plan);
  if (plan === '' || (letters !== '' && poolLetters[pool].endsWith(letters))) return null;
  return Object.entries(salesNames).find(([name]) => name === plan.toLowerCase())?.[1] ?? capitalized(plan);
}

/** Names the status of a plan or model; null if it is active. */
export function statusName(status: string, words: Words): string | null {
  const plain = status.trim().toLowerCase();
  if (plain === '' || isActive(plain)) return null;
  return Object.entries(words.quota.statusNames).find(([name]) => name === plain)?.[1] ?? status;
}
