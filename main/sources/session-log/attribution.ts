import type { SettingsView } from '../../core/provider/model.ts';
import { urlParts } from '../../core/provider/url.ts';

/** What new sessions of Qwen Code used from `atMs` on; null where it was none of the known ones. */
export interface ProviderInForce {
  readonly atMs: number;
  readonly model: string | null;
  readonly baseUrl: string | null;
}

/** Both regions' endpoints of the Coding Plan, whatever the protocol (docs/facts/plans.md §1). */
const planHosts = ['coding-intl.dashscope.aliyuncs.com', 'coding.dashscope.aliyuncs.com'];

/** Whether a request at that time, by that model, went to the Coding Plan. */
export type Attribution = (atMs: number, model: string) => boolean;

/**
 * Attributes a request to the provider selected at that time, because no log of Qwen Code names a provider. A session that
 * was open during a switch stays with the old provider: its requests are recognised by their model, if the switch changed
 * that too. `history` is oldest first. An unknown request counts: too high a number warns early, too low a number never.
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

/** The provider that the present settings name, as if it had always been the one; empty where they name none. */
export function providerInSettings(settings: SettingsView): readonly ProviderInForce[] {
  const current = settings.state === 'readable' ? settings.options.find((option) => option.current) : undefined;
  if (settings.state !== 'readable' || current === undefined) return [];
  return [{ atMs: 0, model: settings.currentModel, baseUrl: current.baseUrl }];
}
