import { urlParts } from '../../core/provider/url.ts';

/** From `atMs` on, new sessions of Qwen Code used this; null where it was none of the known ones. */
export interface ProviderInForce {
  readonly atMs: number;
  readonly model: string | null;
  readonly baseUrl: string | null;
}

/** Both regions' endpoints of the Coding Plan, whatever the protocol (`plans.md`). */
const planHosts = ['coding-intl.dashscope.aliyuncs.com', 'coding.dashscope.aliyuncs.com'];

/** Whether a request at that time, by that model, went to the Coding Plan. */
export type Attribution = (atMs: number, model: string) => boolean;

/**
 * Judges by what was in force: no log of Qwen Code names a provider. A session that was open when the provider was switched
 * stays with the old one: its requests are known by their model, where the switch changed that too. `history`: oldest
 * first. What is not known counts: a number too high warns too early, one too low not at all.
 */
export function attributionBy(history: readonly ProviderInForce[]): Attribution {
  const newestFirst = history
    .map(({ atMs, model, baseUrl }) => ({ atMs, model, isPlan: baseUrl === null || isPlanUrl(baseUrl) }))
    .reverse();
  return (atMs, model) => {
    let latest: boolean | null = null;
    for (const entry of newestFirst) {
      if (entry.atMs > atMs) continue;
      if (entry.model === model) return entry.isPlan;
      latest ??= entry.isPlan;
    }
    return latest ?? true;
  };
}

function isPlanUrl(baseUrl: string): boolean {
  const host = urlParts(baseUrl)?.host;
  return host !== undefined && planHosts.includes(host);
}
