import * as z from 'zod';
import { jsonOf } from '../../core/json.ts';
import type { Vault } from '../account/vault.ts';

/** The API keys that the user entered in this app, by provider id. */
export interface ProviderKeys {
  /** Returns no keys before `open`, because reading the vault can make the system prompt for its keyring. */
  all(): Promise<Readonly<Record<string, string>>>;
  keep(providerId: string, key: string): Promise<void>;
  /** Allows reading the vault from now on. The app calls this once the tray is shown. */
  open(): void;
}

const vaultEntry = 'provider-keys';
const KeysSchema = z.record(z.string(), z.string());

export function createProviderKeys(vault: Pick<Vault, 'read' | 'write'>): ProviderKeys {
  let isOpen = false;
  const all: ProviderKeys['all'] = async () => {
    if (!isOpen) return {};
    const found = await vault.read(vaultEntry);
    return found.state === 'present' ? parseKeys(found.value) : {};
  };
  return {
    all,
    async keep(providerId, key) {
      isOpen = true;
      await vault.write(vaultEntry, JSON.stringify({ ...(await all()), [providerId]: key }), joined);
    },
    open() {
      isOpen = true;
    },
  };
}

const joined = (earlier: string, later: string): string =>
  JSON.stringify({ ...parseKeys(earlier), ...parseKeys(later) });

function parseKeys(text: string): Readonly<Record<string, string>> {
  const parsed = KeysSchema.safeParse(jsonOf(text));
  // An unknown format counts as no keys: the user enters a key again, and saving it replaces this text.
  return parsed.success ? parsed.data : {};
}
