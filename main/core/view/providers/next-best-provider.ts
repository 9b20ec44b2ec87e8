import { nextBest } from '../../notices/next-best.ts';
import { type CurrentProvider, currentProvider } from '../../provider/current-provider.ts';
import type { ProviderOption, SettingsView } from '../../provider/model.ts';
import { payingPools } from '../../provider/paying-pools.ts';
import { poolIds } from '../../quota/ids.ts';
import type { PoolId, Snapshot } from '../../quota/model.ts';

/** A provider that Qwen Code can use instead of the present one, and how much of its plan is left at least. */
export interface NextBestProvider {
  readonly option: ProviderOption;
  readonly pool: PoolId;
  readonly leftPercent: number;
}

/**
 * The provider to switch to: its plan has the most left of all plans but the one in use, and its key is known or the
 * user's file declares it. Null if there is none. Pure.
 */
export function nextBestProvider(
  settings: SettingsView,
  snapshot: Pick<Snapshot, 'pools'>,
  nowMs: number,
): NextBestProvider | null {
  if (settings.state !== 'readable') return null;
  const current = currentProvider(settings);
  const inUse = current === null ? [] : payingPools(current);
  const usable = settings.options.filter((option) => !option.current && isUsable(option));
  const withProvider = new Set(usable.flatMap(payingPools));
  const others = poolIds.filter((pool) => inUse.includes(pool) || !withProvider.has(pool));
  const best = nextBest(snapshot, others, nowMs);
  if (best === null) return null;
  const [option] = usable
    .filter((one) => payingPools(one).includes(best.pool))
    .toSorted((one, other) => distance(one, current) - distance(other, current));
  return option === undefined ? null : { option, ...best };
}

const isUsable = ({ key, origin, startFault }: ProviderOption): boolean =>
  startFault === undefined && (key.state === 'present' || origin === 'file');

/** How far a provider is from what the user has: one with a key comes first, then one of the file, then the same region. */
const distance = ({ key, origin, region }: ProviderOption, current: CurrentProvider | null): number =>
  (key.state === 'present' ? 0 : 4) + (origin === 'file' ? 0 : 2) + (region === current?.region ? 0 : 1);
