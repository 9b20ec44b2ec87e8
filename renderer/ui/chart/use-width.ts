import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The width of a chart in the popover as it opens. */
const usualPx = 330;

/** The width of an element in CSS pixels, so that a chart can be drawn as wide as it is, with letters of one size. */
export function useWidth(): { readonly box: RefObject<HTMLDivElement | null>; readonly widthPx: number } {
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(usualPx);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => setWidthPx(Math.round(element.clientWidth) || usualPx);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, widthPx };
}
