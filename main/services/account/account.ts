import type { PoolId, SourceId } from '../../core/quota/model.ts';
import { failureSignedOut, hasExpired, type ServiceRegion, type Session } from '../../core/session.ts';
import type { RegisteredSource, Source } from '../../ports/sources.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import type { Alerter } from '../notices/alerter-model.ts';
import type { SnapshotStore } from '../polling/snapshot-store.ts';
import { createOwnerRecord, type NamedAccount } from './owner-record.ts';
import type { SignIn } from './sign-in.ts';

export interface AccountDeps {
  readonly signIn: Pick<SignIn, 'accessToken' | 'session'>;
  readonly sources: readonly RegisteredSource[];
  readonly store: Pick<SnapshotStore, 'forget' | 'apply' | 'get'>;
  readonly alerter: Pick<Alerter, 'forget'>;
  readonly files: DataFiles;
  readonly log: Log;
  readonly clock: Clock;
}

/** Decides whose quota is requested and shown. One account's usage is never shown as another account's. */
export interface Account {
  /** Loads whose numbers an earlier run kept. Must be called before the first `follow`. */
  start(): Promise<void>;
  sources(): readonly Source[];
  /** Whether the source uses the app's own session, not that of another program. */
  owns(sourceId: SourceId): boolean;
  /** Handles a changed session; true: it is a different one, so polling starts again. */
  follow(session: Session): boolean;
  /** Whether the numbers are those of this account, also while nobody is signed in. */
  isOf(account: NamedAccount): boolean;
  /** Since when the numbers are no longer those of an earlier account; null: there was none. */
  sinceMs(): number | null;
  /** Forgets this account's usage after the user signed out. */
  leave(): void;
  settled(): Promise<void>;
}

type SignedIn = Extract<Session, { state: 'signed-in' }>;
type SignedOut = Extract<Session, { state: 'signed-out' }>;

export function createAccount({ signIn, sources, store, alerter, files, log, clock }: AccountDeps): Account {
  const owner = createOwnerRecord({ files, log, clock });
  /** The last session of this run, even after it has ended. */
  let last: SignedIn | null = null;
  let ended = true;

  const sourcesIn = (region: ServiceRegion): readonly Source[] =>
    sources.filter((one) => one.region === region).map((one) => one.source);

  function forget(region: ServiceRegion): void {
    const gone = sourcesIn(region);
    store.forget(gone.map((source) => source.id));
    alerter.forget([...new Set<PoolId>(gone.flatMap((source) => source.pools))]);
  }

  /** Marks the readings of an earlier run as failed: without a session nothing newer comes until the user signs in. */
  function failRestored(region: ServiceRegion, cause: SignedOut['cause']): void {
    const failure = failureSignedOut(cause);
    const failedAtMs = clock.now();
    const shown = store.get().pools.map(({ pool }) => pool);
    store.apply(
      sourcesIn(region).flatMap(({ id, pools }) =>
        pools
          .filter((pool) => shown.includes(pool))
          .map((pool) => ({ sourceId: id, answer: { pool, outcome: 'failed', failure, failedAtMs } as const })),
      ),
    );
  }

  /** An expired session's region is still polled, so that its failure marks the old readings as stale. */
  function regionToAsk(): ServiceRegion | null {
    const regions: readonly ServiceRegion[] = ['international', 'china'];
    const living = regions.find((region) => signIn.accessToken(region).ok);
    if (living !== undefined) return living;
    return hasExpired(signIn.session()) ? (last?.region ?? null) : null;
  }

  return {
    start: owner.start,
    isOf: (account) => account.account !== null && owner.isOwner(account),
    sinceMs: owner.sinceMs,
    sources: () => activeSources(sources, regionToAsk()),
    owns: (sourceId) => sources.some((one) => one.region !== null && one.source.id === sourceId),
    follow(session) {
      if (session.state === 'signed-out') {
        const region = owner.region();
        if (last === null && region !== null) failRestored(region, session.cause);
        ended = true;
        return last !== null;
      }
      if (session.state !== 'signed-in') return false;
      const isNew = ended || last?.expiresAtMs !== session.expiresAtMs || !owner.isOwner(session);
      last = session;
      ended = false;
      const foreign = owner.handTo(session);
      if (foreign !== null) forget(foreign);
      return isNew;
    },
    leave() {
      if (last !== null) forget(last.region);
      last = null;
      owner.clear();
    },
    settled: owner.settled,
  };
}

/**
 * The sources to ask for an account of `region` (null: signed out), without those that have no pools now. A credential
 * is never sent to the other region's site.
 */
export const activeSources = (all: readonly RegisteredSource[], region: ServiceRegion | null): readonly Source[] =>
  all
    .filter((one) => (one.instead ? region === null : one.region === null || one.region === region))
    .map((one) => one.source)
    .filter((source) => source.pools.length > 0);
