import { type RefObject, useLayoutEffect, useRef } from 'react';

const markOf = (button: Element): string => button.getAttribute('data-return') ?? button.textContent;

/**
 * Remembers in `mark` which button of a part had the focus when it went away, and gives it back when the part is shown
 * again. The part itself takes the focus if the button is gone.
 */
export function useReturnFocus(mark: RefObject<string | null>): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const wanted = mark.current;
    if (wanted === null) return;
    const buttons = [...(part.current?.querySelectorAll('button') ?? [])];
    (buttons.find((button) => markOf(button) === wanted) ?? part.current)?.focus();
  }, [mark]);
  useLayoutEffect(
    () => () => {
      const { activeElement } = document;
      mark.current = activeElement === null ? '' : markOf(activeElement);
    },
    [mark],
  );
  return part;
}
