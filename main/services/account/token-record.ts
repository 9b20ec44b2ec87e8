import * as z from 'zod';
import { jsonOf } from '../../core/json.ts';
import { hasCome } from '../../core/quota/calendar.ts';
import { ServiceRegionSchema, type TokenStorage } from '../../core/session.ts';
import type { Unreadable, Vault } from './vault.ts';

/** What the vault keeps of a session. Never leaves the main process. */
const TokenRecordSchema = z.object({
  accessToken: z.string().min(1),
  expiresAtMs: z.number().int().nullable(),
  account: z.string().nullable(),
  region: ServiceRegionSchema,
  clientId: z.string(),
});
export type TokenRecord = Readonly<z.infer<typeof TokenRecordSchema>>;

export interface KeptToken {
  readonly record: TokenRecord;
  readonly storage: TokenStorage;
}

const clientIdName = 'client-id';

export type TokenRead =
  | ({ readonly state: 'present' } & KeptToken)
  | { readonly state: 'absent' }
  | { readonly state: 'undecryptable' };

/** The session's entry of this name in the vault, typed. A record of another version reads as undecryptable: sign in again. */
export function createTokenStore(vault: Vault, tokenName: string, randomUuid: () => string) {
  async function read(): Promise<TokenRead> {
    const found = await vault.read(tokenName);
    if (found.state !== 'present') return found;
    const parsed = TokenRecordSchema.safeParse(jsonOf(found.value));
    if (!parsed.success) return { state: 'undecryptable' };
    return { state: 'present', record: parsed.data, storage: await vault.storage() };
  }

  const write = (record: TokenRecord): Promise<TokenStorage> => vault.write(tokenName, JSON.stringify(record));

  const clear = (unreadable?: Unreadable): Promise<boolean> => vault.clear(tokenName, unreadable);

  /**
   * Returns this machine's random id, which is not registered anywhere (docs/facts/qwencloud-protocol.md §2.1). Creates
   * one if none can be read.
   */
  async function clientId(): Promise<string> {
    const found = await vault.read(clientIdName);
    if (found.state === 'present' && found.value !== '') return found.value;
    const made = randomUuid();
    if (found.state === 'absent') await vault.write(clientIdName, made);
    return made;
  }

  return { read, write, clear, clientId };
}

export const isExpired = (record: TokenRecord, nowMs: number): boolean => hasCome(record.expiresAtMs, nowMs);

export type TokenStore = ReturnType<typeof createTokenStore>;
