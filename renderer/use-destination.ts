import { useState } from 'react';
import type { AppState } from '../preload/contract.ts';
import type { Panel } from './Header.tsx';

export interface Led {
  readonly panel: Panel;
  readonly setPanel: (panel: Panel) => void;
  /** The provider main leads to, until its panel has taken it up. */
  readonly providerId: string | null;
  readonly onTaken: () => void;
}

/** The user's own way, until main leads them elsewhere: each destination counts once. */
export function useDestination(destination: AppState['destination']): Led {
  const [panel, setPanel] = useState<Panel>('quota');
  const [providerId, setProviderId] = useState<string | null>(null);
  const [followed, setFollowed] = useState<number | null>(null);
  if (destination !== null && destination.serial !== followed) {
    setFollowed(destination.serial);
    setPanel(destination.to === 'quota' ? 'quota' : 'providers');
    setProviderId(destination.to === 'switch' ? destination.providerId : null);
  }
  return { panel, setPanel, providerId, onTaken: () => setProviderId(null) };
}
