import { useState } from 'react';
import type { AppState } from '../preload/contract.ts';

export const panels = ['quota', 'providers', 'history', 'preferences'] as const;
export type Panel = (typeof panels)[number];

/** The pages of the preferences in their order. */
export const preferencePages = ['general', 'tray', 'notices', 'plans'] as const;
export type PreferencePage = (typeof preferencePages)[number];

export interface Navigation {
  readonly panel: Panel;
  /** A panel that leads to one of the preferences names its page. */
  readonly setPanel: (panel: Panel, page?: PreferencePage) => void;
  readonly page: PreferencePage;
  /** The provider that main asks to switch to, until the providers panel has opened it. */
  readonly providerId: string | null;
  readonly onProviderOpened: () => void;
}

/** Tracks the open panel: the user's choice, until main sends a new destination. Each destination is used once. */
export function useNavigation(destination: AppState['destination']): Navigation {
  const [panel, setPanel] = useState<Panel>('quota');
  const [page, setPage] = useState<PreferencePage>('general');
  const [providerId, setProviderId] = useState<string | null>(null);
  const [lastSerial, setLastSerial] = useState<number | null>(null);
  const open: Navigation['setPanel'] = (next, nextPage = 'general') => {
    setPanel(next);
    setPage(nextPage);
  };
  if (destination !== null && destination.serial !== lastSerial) {
    setLastSerial(destination.serial);
    open(destination.to === 'switch' ? 'providers' : destination.to);
    setProviderId(destination.to === 'switch' ? destination.providerId : null);
  }
  return { panel, setPanel: open, page, providerId, onProviderOpened: () => setProviderId(null) };
}
