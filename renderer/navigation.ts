import { useState } from 'react';
import type { AppState } from '../preload/contract.ts';

export const panels = ['quota', 'providers', 'history', 'preferences'] as const;
export type Panel = (typeof panels)[number];

export interface Navigation {
  readonly panel: Panel;
  readonly setPanel: (panel: Panel) => void;
  /** The provider that main asks to switch to, until the providers panel has opened it. */
  readonly providerId: string | null;
  readonly onProviderOpened: () => void;
}

/** Tracks the open panel: the user's choice, until main sends a new destination. Each destination is used once. */
export function useNavigation(destination: AppState['destination']): Navigation {
  const [panel, setPanel] = useState<Panel>('quota');
  const [providerId, setProviderId] = useState<string | null>(null);
  const [lastSerial, setLastSerial] = useState<number | null>(null);
  if (destination !== null && destination.serial !== lastSerial) {
    setLastSerial(destination.serial);
    setPanel(destination.to === 'switch' ? 'providers' : destination.to);
    setProviderId(destination.to === 'switch' ? destination.providerId : null);
  }
  return { panel, setPanel, providerId, onProviderOpened: () => setProviderId(null) };
}
