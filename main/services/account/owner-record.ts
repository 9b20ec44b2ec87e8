import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type ServiceRegion, ServiceRegionSchema, type Session } from '../../core/session.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

/** An account at the service; null: the service does not name it. */
export type NamedAccount = Pick<Extract<Session, { state: 'signed-in' }>, 'region' | 'account'>;

/** Holds a fingerprint, because the account's name may be stored only in the vault. */
const OwnerSchema = z.strictObject({ region: ServiceRegionSchema, fingerprint: z.string() });
type Owner = Readonly<z.infer<typeof OwnerSchema>>;
const OwnerFileSchema = z.strictObject({
  version: z.literal(1),
  owner: OwnerSchema.nullable(),
  /** Left out: there was no earlier account. */
  sinceMs: z.number().int().optional(),
});

/** Remembers whose numbers the app keeps, across restarts. */
export interface OwnerRecord {
  start(): Promise<void>;
  /** null: the numbers have no owner. */
  region(): ServiceRegion | null;
  /** Since when the numbers are no longer those of an earlier account; null: there was none. */
  sinceMs(): number | null;
  isOwner(session: NamedAccount): boolean;
  /** Makes this session the owner. Returns the region of the previous owner if that was another account, otherwise null. */
  handTo(session: NamedAccount): ServiceRegion | null;
  /** Records that the numbers were dropped and have no owner. */
  clear(): void;
  settled(): Promise<void>;
}

export interface OwnerRecordDeps {
  readonly files: DataFiles;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

export function createOwnerRecord({ files, log, clock }: OwnerRecordDeps): OwnerRecord {
  const document = createDocument({ files, name: 'account.json', schema: OwnerFileSchema, log });
  let owner: Owner | null = null;
  let sinceMs: number | undefined;
  /** Also after a sign-out: whoever signs in next may be another. */
  let hadOwner = false;

  function become(next: Owner | null): void {
    if (hadOwner) sinceMs = clock.now();
    hadOwner = true;
    owner = next;
    document.write({ version: 1, owner, ...(sinceMs !== undefined && { sinceMs }) });
  }
  const isOwner = (session: NamedAccount): boolean => owner?.fingerprint === ownerOf(session).fingerprint;

  return {
    async start() {
      const kept = await document.read();
      owner = kept?.owner ?? null;
      // A time to come was written while the clock was wrong, and says nothing of what came before it.
      sinceMs = kept?.sinceMs === undefined || kept.sinceMs > clock.now() ? undefined : kept.sinceMs;
      hadOwner = kept !== null;
    },
    region: () => owner?.region ?? null,
    sinceMs: () => sinceMs ?? null,
    isOwner,
    handTo(session) {
      if (isOwner(session)) return null;
      const before = owner?.region ?? null;
      become(ownerOf(session));
      return before;
    },
    clear() {
      if (owner !== null) become(null);
    },
    settled: document.settled,
  };
}

const ownerOf = ({ region, account }: NamedAccount): Owner => ({
  region,
  fingerprint: createHash('sha256')
    .update(`${region} ${account ?? ''}`)
    .digest('hex'),
});
