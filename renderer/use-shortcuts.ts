import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { nextTextSize, type TextSize, usualTextSize } from '../main/core/view/preferences/text-size.ts';
import { type Navigation, panels } from './navigation.ts';

const digitPlaces = new Map(
  ['0', ...panels.map((_, index) => `${index + 1}`)].map((digit) => [`Digit${digit}`, digit]),
);
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

/** The size of letters that a key asks for; null: none. The equals sign is the plus sign without Shift. */
function textSizeBy(meant: string, size: TextSize): TextSize | null {
  if (meant === '+' || meant === '=') return nextTextSize(size, 1);
  if (meant === '-') return nextTextSize(size, -1);
  return meant === '0' ? usualTextSize : null;
}

/**
 * Ctrl or Cmd with 1 to 4 opens a panel, with a comma the preferences; with R asks for the quota, with F searches; with
 * plus, minus and 0 makes the letters larger, smaller and as usual.
 */
export function useShortcuts(
  setPanel: Navigation['setPanel'],
  onRefresh: () => void,
  textSize: TextSize,
  onTextSize: (size: TextSize) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const meant = meantBy(event);
      // Most keyboards have the plus sign above Shift.
      if (event.shiftKey && meant !== '+') return;
      const wantedSize = textSizeBy(meant, textSize);
      const panel = meant === ',' ? 'preferences' : panels[Number(meant) - 1];
      if (panel !== undefined) setPanel(panel);
      else if (meant === 'r') onRefresh();
      else if (meant === 'f') search(setPanel);
      else if (wantedSize !== null) onTextSize(wantedSize);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [setPanel, onRefresh, textSize, onTextSize]);
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
