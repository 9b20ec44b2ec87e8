import { useState } from 'react';
import type { AppState } from '../preload/contract.ts';

export const panels = ['quota', 'providers', 'history', 'preferences'] as const;
export type Panel = (typeof panels)[number];

/** The pages of the preferences in their order. */
export const preferencePages = ['general', 'tray', 'notices', 'plans', 'network', 'data'] as const;
export type PreferencePage = (typeof preferencePages)[number];

/** The place inside a panel: a page of the preferences, or the preview of a switch to a provider. */
type Place = PreferencePage | { readonly providerId: string };

export interface Navigation {
  readonly panel: Panel;
  readonly setPanel: (panel: Panel, place?: Place) => void;
  readonly page: PreferencePage;
  /** The provider to switch to, as main or another panel asks, until the providers panel has opened it. */
  readonly providerId: string | null;
  readonly onProviderOpened: () => void;
}

/** Tracks the open panel: the user's choice, until main sends a new destination. Each destination is used once. */
export function useNavigation(destination: AppState['destination']): Navigation {
  const [panel, setPanel] = useState<Panel>('quota');
  const [page, setPage] = useState<PreferencePage>('general');
  const [providerId, setProviderId] = useState<string | null>(null);
  const [lastSerial, setLastSerial] = useState<number | null>(null);
  const open: Navigation['setPanel'] = (next, place = 'general') => {
    setPanel(next);
    setPage(typeof place === 'string' ? place : 'general');
    setProviderId(typeof place === 'string' ? null : place.providerId);
  };
  if (destination !== null && destination.serial !== lastSerial) {
    setLastSerial(destination.serial);
    if (destination.to === 'switch') open('providers', destination);
    else open(destination.to);
  }
  return { panel, setPanel: open, page, providerId, onProviderOpened: () => setProviderId(null) };
}
