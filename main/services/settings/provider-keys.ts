import * as z from 'zod';
import { jsonOf } from '../../core/json.ts';
import type { Vault } from '../account/vault.ts';

/** The providers' keys that the user entered here, by provider id. */
export interface ProviderKeys {
  /** None before `open`: asking would wake the keyring. */
  all(): Promise<Readonly<Record<string, string>>>;
  keep(providerId: string, key: string): Promise<void>;
  /** The tray is up: from now on the vault may be asked. */
  open(): void;
}

const name = 'provider-keys';
const KeysSchema = z.record(z.string(), z.string());

export function createProviderKeys(vault: Pick<Vault, 'read' | 'write'>): ProviderKeys {
  let isOpen = false;
  const all: ProviderKeys['all'] = async () => {
    if (!isOpen) return {};
    const found = await vault.read(name);
    return found.state === 'present' ? parseKeys(found.value) : {};
  };
  return {
    all,
    async keep(providerId, key) {
      isOpen = true;
      await vault.write(name, JSON.stringify({ ...(await all()), [providerId]: key }));
    },
    open() {
      isOpen = true;
    },
  };
}

function parseKeys(text: string): Readonly<Record<string, string>> {
  const parsed = KeysSchema.safeParse(jsonOf(text));
  // Not ours: the user enters the keys again, and the next one kept replaces this text.
  return parsed.success ? parsed.data : {};
}
