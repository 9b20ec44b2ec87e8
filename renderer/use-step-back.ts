import { useEffect } from 'react';

/** Lets Escape go one step back, where it would otherwise close the popover. */
export function useStepBack(onBack: () => void): void {
  useEffect(() => {
    const back = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      onBack();
    };
    // The window, which closes the popover, hears of a key after the document.
    document.addEventListener('keydown', back);
    return () => document.removeEventListener('keydown', back);
  }, [onBack]);
}
