import path from 'node:path';
import type { Snapshot } from '../../core/quota/model.ts';
import type { PoolInUse } from '../../core/quota/pool-in-use.ts';
import { poolOrderIn } from '../../core/quota/pool-order.ts';
import { isCurrentStatus } from '../../core/quota/status/current-status.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import { knownFromStatus, othersFromStatus } from '../../core/quota/status/status-snapshot.ts';
import { otherAccountsView } from '../../core/view/accounts/other-accounts.ts';
import { quotaView } from '../../core/view/quota/quota-view.ts';
import type { Trouble } from '../../core/view/quota/trouble.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import { statusFileName } from '../../services/polling/status-file.ts';
import { type CliContext, sentence } from '../context.ts';
import { isOverdue, type StatusView } from './status-lines.ts';

export type StatusRead =
  | { readonly kind: 'status'; readonly status: Status; readonly isNewer?: true }
  /** `forbidden`: the user may not read it. */
  | { readonly kind: 'none' | 'unreadable' | 'forbidden' | 'newer' };

/** Reads what the app last wrote. The schemas are loaded only for what this version does not write itself. */
export async function readStatus({ dataFiles }: Pick<CliContext, 'dataFiles'>): Promise<StatusRead> {
  const found = await dataFiles.read(statusFileName);
  if (found.kind === 'missing') return { kind: 'none' };
  if (found.kind === 'refused') return { kind: found.reason === 'unreadable' ? 'forbidden' : 'unreadable' };
  const value = jsonOfBytes(found.bytes);
  if (isCurrentStatus(value)) return { kind: 'status', status: value };
  const { StatusSchema } = await import('../../core/quota/status/status-schema.ts');
  const parsed = StatusSchema.safeParse(value);
  if (parsed.success) return { kind: 'status', status: parsed.data };
  const { readNewer } = await import('../../services/newer-file.ts');
  const newer = readNewer(StatusSchema, value, ['qwen_gauge', 'schema']);
  if (newer === null) return { kind: 'unreadable' };
  return newer.value === null ? { kind: 'newer' } : { kind: 'status', status: newer.value, isNewer: true };
}

/** Why there are no numbers, and what to do about it. */
export function unreadText(
  kind: Exclude<StatusRead['kind'], 'status'>,
  { words, cliWords, shell }: CliContext,
): string {
  const { none, unreadable, newer } = cliWords.status;
  if (kind === 'newer') return newer(false);
  if (kind === 'none') return none(shell.dataFolder);
  const file = path.join(shell.dataFolder, statusFileName);
  return kind === 'forbidden' ? sentence(words.switchFailures.unread(file), words) : unreadable(file);
}

/** The order in which the user wants to see the quotas; null: by need. */
export async function readPoolOrder({ dataFiles }: Pick<CliContext, 'dataFiles'>): Promise<readonly string[] | null> {
  const found = await dataFiles.read('preferences.json');
  return found.kind === 'file' ? poolOrderIn(jsonOfBytes(found.bytes)) : null;
}

/**
 * What the popover would show of a status, and what it hides. After the app has quit, its numbers are asked for no more.
 * `inUse`: the pool that Qwen Code draws from here; null: that which the app found.
 */
export function viewOfStatus(
  status: Status,
  isAskedHere: boolean,
  { clock, locale }: CliContext,
  poolOrder: readonly string[] | null = null,
  inUse: PoolInUse | null = null,
): StatusView {
  const nowMs = clock.now();
  const hasQuit = isOverdue(status, nowMs) && !isAskedHere;
  const written = knownFromStatus(status);
  const known = hasQuit ? { ...written, snapshot: asNotAsked(written.snapshot, nowMs) } : written;
  const preferences = { hiddenPools: [], poolOrder };
  const view = quotaView({
    ...known,
    ...(inUse && { inUse }),
    preferences,
    isAskedAgain: !isAskedHere && !hasQuit,
    hasQuit,
    nowMs,
    locale,
  });
  return {
    ...view,
    trouble: unlessNotAsked(view.trouble),
    pools: view.pools.map((pool) => ({ ...pool, trouble: unlessNotAsked(pool.trouble) })),
    others: othersView(status, preferences, { clock, locale }),
  };
}

/** The other accounts, of which only the app asks. */
function othersView(
  status: Status,
  preferences: Parameters<typeof otherAccountsView>[0]['preferences'],
  { clock, locale }: Pick<CliContext, 'clock' | 'locale'>,
): StatusView['others'] {
  const nowMs = clock.now();
  const hasQuit = isOverdue(status, nowMs);
  const written = othersFromStatus(status);
  const others = hasQuit
    ? written.map((other) => ({ ...other, snapshot: asNotAsked(other.snapshot, nowMs) }))
    : written;
  return otherAccountsView({ others, preferences, hasQuit, nowMs, locale });
}

/** The pools of an app that asks no more. */
function asNotAsked(snapshot: Snapshot, nowMs: number): Snapshot {
  const pools = snapshot.pools.map((pool) =>
    pool.state === 'fresh'
      ? { ...pool, state: 'stale' as const, failure: { kind: 'not-asked-yet' as const }, failedAtMs: nowMs }
      : pool,
  );
  return { ...snapshot, pools };
}

/** That the app has quit is said once for all pools. */
const unlessNotAsked = (trouble: Trouble | null): Trouble | null =>
  trouble?.kind === 'not-asked-yet' ? null : trouble;
