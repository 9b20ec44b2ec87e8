import type { Destination } from '../../preload/contract.ts';

/** A destination as it is asked for; each asking is a new one. */
export type Wish = { readonly to: 'quota' | 'providers' } | { readonly to: 'switch'; readonly providerId: string };

/** Where the popover is led to, until it is closed. */
export interface Destinations {
  current(): Destination | null;
  lead(wish: Wish): void;
  clear(): void;
}

export function createDestinations(onChange: () => void): Destinations {
  let serial = 0;
  let destination: Destination | null = null;
  return {
    current: () => destination,
    lead(wish) {
      serial += 1;
      destination = { ...wish, serial };
      onChange();
    },
    clear() {
      destination = null;
    },
  };
}
