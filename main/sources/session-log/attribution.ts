import { urlParts } from '../../core/provider/url.ts';

/** From `atMs` on, new sessions of Qwen Code used this; null where it was none of the known ones. */
export interface ProviderInForce {
  readonly atMs: number;
  readonly model: string | null;
  readonly baseUrl: string | null;
}

/** Both regions' endpoints of the Coding Plan, whatever the protocol (`plans.md`). */
const planHosts = ['coding-intl.dashscope.aliyuncs.com', 'coding.dashscope.aliyuncs.com'];

/**
 * Whether a request went to the Coding Plan, judged by what was in force: no log of Qwen Code names a provider. A session
 * that was open when the provider was switched stays with the old one: its requests are known by their model, where the
 * switch changed that too. `history`: oldest first. What is not known counts: a number too high warns too early, one too
 * low not at all.
 */
export function wentToPlan(
  history: readonly ProviderInForce[],
  { atMs, model }: { readonly atMs: number; readonly model: string },
): boolean {
  const before = history.filter((entry) => entry.atMs <= atMs);
  const baseUrl = (before.findLast((entry) => entry.model === model) ?? before.at(-1))?.baseUrl ?? null;
  if (baseUrl === null) return true;
  const host = urlParts(baseUrl)?.host;
  return host !== undefined && planHosts.includes(host);
}
