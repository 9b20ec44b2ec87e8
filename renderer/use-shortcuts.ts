import { useEffect } from 'react';
import type { Bridge } from '../preload/contract.ts';
import { type Navigation, panels } from './navigation.ts';

/** Ctrl or Cmd with 1 to 4 opens a panel, with a comma the preferences; with R asks for the quota, with F searches. */
export function useShortcuts(bridge: Bridge, setPanel: Navigation['setPanel']): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
      const panel = event.key === ',' ? 'preferences' : panels[Number(event.key) - 1];
      if (panel !== undefined) setPanel(panel);
      else if (event.key === 'r') bridge.invoke('quota:refresh').catch(() => {});
      else if (event.key !== 'f' || !search()) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [bridge, setPanel]);
}

/** Puts the cursor into the search field of the open panel, if it has one. */
function search(): boolean {
  const field = document.querySelector<HTMLInputElement>('.content input[type="search"]');
  field?.select();
  field?.focus();
  return field !== null;
}
