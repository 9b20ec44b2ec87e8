import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** The width of a chart in the popover as it opens. */
const usualPx = 330;

/** The usual size of letters in CSS pixels. */
const usualLetterPx = 13;

interface Measured {
  readonly widthPx: number;
  /** By how much the letters are larger than usual. */
  readonly textScale: number;
}

/** The width of an element and the size of its letters, so that a chart can be drawn as wide as it is, with room for them. */
export function useWidth(): Measured & { readonly box: RefObject<HTMLDivElement | null> } {
  const box = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured>({ widthPx: usualPx, textScale: 1 });
  const measure = useCallback((): void => {
    const element = box.current;
    if (element === null) return;
    const widthPx = Math.round(element.clientWidth) || usualPx;
    const textScale = Number.parseFloat(getComputedStyle(element).fontSize) / usualLetterPx || 1;
    setMeasured((before) =>
      before.widthPx === widthPx && before.textScale === textScale ? before : { widthPx, textScale },
    );
  }, []);
  // Letters may change without the width, and then all is drawn anew.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    if (box.current === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [measure]);
  return { box, ...measured };
}
