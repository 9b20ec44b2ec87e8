import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { type Navigation, panels } from './navigation.ts';

const digitPlaces = new Map(panels.map((_, index) => [`Digit${index + 1}`, `${index + 1}`]));
const letterPlaces = new Map([
  ['KeyR', 'r'],
  ['KeyF', 'f'],
  ['Comma', ','],
]);

/**
 * What a key stands for beside Ctrl or Cmd: its character, or that of its place on the keyboard where the layout has no
 * such character: a French one has the digits above Shift only, a Russian one has no R.
 */
export function meantBy({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const character = key.toLowerCase();
  if (/^\d$/.test(character)) return character;
  const isLatin = /^[\u0021-\u007e]$/.test(character);
  return digitPlaces.get(code) ?? (isLatin ? undefined : letterPlaces.get(code)) ?? character;
}

/** Ctrl or Cmd with 1 to 4 opens a panel, with a comma the preferences; with R asks for the quota, with F searches. */
export function useShortcuts(setPanel: Navigation['setPanel'], onRefresh: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
      const meant = meantBy(event);
      const panel = meant === ',' ? 'preferences' : panels[Number(meant) - 1];
      if (panel !== undefined) setPanel(panel);
      else if (meant === 'r') onRefresh();
      else if (meant === 'f') search(setPanel);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [setPanel, onRefresh]);
}

/** Puts the cursor into the search field that is shown, or else into that of the providers. */
function search(setPanel: Navigation['setPanel']): void {
  if (searchField() === undefined) flushSync(() => setPanel('providers'));
  const field = searchField();
  field?.select();
  field?.focus();
}

const searchField = (): HTMLInputElement | undefined =>
  [...document.querySelectorAll<HTMLInputElement>('.content input[type="search"]')].find(
    (field) => field.closest('[hidden]') === null,
  );
