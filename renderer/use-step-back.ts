import { useEffect } from 'react';

const places = { body: () => document.body, document: () => document, window: () => window };

/**
 * Asks `goBack` at an Escape that nobody has used; it says whether it went back. A key comes to the element with the focus
 * first, then to the body, to the document and to the window: who is to be asked first listens first.
 */
function useEscapeAt(place: keyof typeof places, goBack: () => boolean): void {
  useEffect(() => {
    const target: EventTarget = places[place]();
    const onKey = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
      if (!event.defaultPrevented && goBack()) event.preventDefault();
    };
    target.addEventListener('keydown', onKey);
    return () => target.removeEventListener('keydown', onKey);
  }, [place, goBack]);
}

/** Lets Escape go back from a step, a question or a search, where it would otherwise leave the panel. */
export function useStepBack(onBack: () => void, isOn = true): void {
  useEscapeAt('document', () => {
    if (isOn) onBack();
    return isOn;
  });
}

/** Lets Escape fold what is open around the focus, before any step back; and where there is none, calls `onLeave`. */
export function useEscape(onLeave: () => void): void {
  useEscapeAt('body', foldAroundFocus);
  useEscapeAt('window', () => {
    onLeave();
    return true;
  });
}

function foldAroundFocus(): boolean {
  const fold = document.activeElement?.closest<HTMLDetailsElement>('details[open]');
  // A question in it was asked later.
  if (!fold || fold.querySelector('[data-question]')) return false;
  fold.open = false;
  fold.querySelector('summary')?.focus();
  return true;
}
