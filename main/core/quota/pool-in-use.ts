import type { ProviderOption, SettingsView } from '../provider/model.ts';
import { urlParts } from '../provider/url.ts';
import type { PoolId, Snapshot } from './model.ts';
import { readingOf } from './share.ts';

/** The hosts of the Coding Plan (docs/facts/plans.md §1). */
const codingPlanHosts = ['coding.dashscope.aliyuncs.com', 'coding-intl.dashscope.aliyuncs.com'];

/** The parts of an option that say who is billed. */
type Billed = Pick<ProviderOption, 'baseUrl'>;

/**
 * The pools that an endpoint may draw from, the most likely first; none for an endpoint of another company. A Token Plan
 * has one address for team and person, and a pay-as-you-go key uses the free amount of a model first.
 */
export function poolsBehind({ baseUrl }: Billed): readonly PoolId[] {
  const host = urlParts(baseUrl)?.host ?? '';
  if (codingPlanHosts.includes(host)) return ['coding-plan'];
  if (/^token-plan\.[a-z0-9-]+\.maas\.aliyuncs\.com$/.test(host)) return ['token-plan-personal', 'token-plan-team'];
  return /^dashscope[a-z-]*\.aliyuncs\.com$|\.maas\.aliyuncs\.com$/.test(host) ? ['free-tier', 'pay-as-you-go'] : [];
}

/** What is known of the pool that Qwen Code draws from. */
export type PoolInUse =
  | { readonly kind: 'known'; readonly pool: PoolId }
  /** The provider in use has no pool that the app can read. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' };

/** The pool that Qwen Code draws from by the user's settings. */
export function poolInUse(settings: SettingsView | undefined, snapshot: Pick<Snapshot, 'pools'>): PoolInUse {
  if (settings?.state !== 'readable') return { kind: 'unknown' };
  const option = settings.options.find(({ current }) => current);
  if (option === undefined) return { kind: 'unknown' };
  const behind = poolsBehind(option);
  if (behind.length === 0) return { kind: 'elsewhere' };
  const pool = behind.find((one) => hasAmount(one, settings.currentModel, snapshot));
  return pool === undefined ? { kind: 'elsewhere' } : { kind: 'known', pool };
}

/** Whether a pool was read, and for the free tier, whether something of the model is left. */
function hasAmount(pool: PoolId, model: string | null, { pools }: Pick<Snapshot, 'pools'>): boolean {
  const status = pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  if (reading?.pool !== 'free-tier') return reading !== null;
  return reading.models.some((one) => one.model === model && one.quota !== null && one.quota.remaining > 0);
}
