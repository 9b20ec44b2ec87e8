import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type ServiceRegion, ServiceRegionSchema, type Session } from '../../core/session.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

type SignedIn = Extract<Session, { state: 'signed-in' }>;

/** The account's name itself stays in the vault. */
const OwnerSchema = z.strictObject({ region: ServiceRegionSchema, fingerprint: z.string() });
type Owner = Readonly<z.infer<typeof OwnerSchema>>;
const OwnerFileSchema = z.strictObject({ version: z.literal(1), owner: OwnerSchema.nullable() });

/** Whose numbers are kept, also over restarts. */
export interface OwnerRecord {
  /** Recalls the owner of an earlier run. */
  start(): Promise<void>;
  /** null: the numbers are nobody's. */
  region(): ServiceRegion | null;
  isOwner(session: SignedIn): boolean;
  /** From now on the numbers are this session's; answers the region of another account that they were of, or null. */
  handTo(session: SignedIn): ServiceRegion | null;
  /** The numbers are gone, and nobody's. */
  clear(): void;
  settled(): Promise<void>;
}

export function createOwnerRecord({ files, log }: { readonly files: DataFiles; readonly log: Log }): OwnerRecord {
  const document = createDocument({ files, name: 'account.json', schema: OwnerFileSchema, log });
  let owner: Owner | null = null;

  function become(next: Owner | null): void {
    owner = next;
    document.write({ version: 1, owner });
  }
  const isOwner = (session: SignedIn): boolean => owner?.fingerprint === ownerOf(session).fingerprint;

  return {
    async start() {
      owner = (await document.read())?.owner ?? null;
    },
    region: () => owner?.region ?? null,
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

const ownerOf = ({ region, account }: SignedIn): Owner => ({
  region,
  fingerprint: createHash('sha256')
    .update(`${region} ${account ?? ''}`)
    .digest('hex'),
});
