import { createContext, type RefObject, useCallback, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import type { Bridge } from '../preload/contract.ts';

/** The sizes a panel's natural height follows from, as the browser tells them. */
export interface Sizes {
  /** Everything of the window, and the part of it that scrolls. */
  readonly windowPx: number;
  readonly scrollerPx: number;
  readonly scrollerPaddingPx: number;
  /** What stands in that part, however much of it can be seen. */
  readonly pagePx: number;
}

/** How high the window has to be so that nothing scrolls. Pure. */
export const naturalHeight = ({ windowPx, scrollerPx, scrollerPaddingPx, pagePx }: Sizes): number =>
  Math.ceil(windowPx - scrollerPx + scrollerPaddingPx + pagePx);

/** Lets a new screen inside a panel take the height it needs, also a smaller one. */
export const FitContext = createContext<() => void>(() => {});

export function useFitOnce(): void {
  const refit = useContext(FitContext);
  useEffect(() => refit(), [refit]);
}

interface Fit {
  /** Goes to the page inside the scroller. */
  readonly page: RefObject<HTMLDivElement | null>;
  /** For {@link FitContext}. */
  readonly refit: () => void;
}

/**
 * Tells main how high the window should be. It grows with what it shows; it shrinks only with another panel or screen,
 * or while nobody looks, so that nothing moves away under the pointer.
 */
export function useFit(bridge: Bridge, panel: string): Fit {
  const page = useRef<HTMLDivElement>(null);
  const sentPx = useRef(0);

  const requestHeight = useCallback(
    (mayShrink: boolean): void => {
      const heightPx = heightOf(page.current);
      if (heightPx === null || heightPx === sentPx.current || (heightPx < sentPx.current && !mayShrink)) return;
      sentPx.current = heightPx;
      // Main decides what is possible: a refused call leaves the window as it is, and its page scrolls.
      bridge.invoke('popover:fit', { heightPx }).catch(() => {});
    },
    [bridge],
  );

  useLayoutEffect(() => requestHeight(document.visibilityState === 'hidden'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another panel is another page.
  useEffect(() => {
    requestHeight(true);
    const fitUnseen = (): void => requestHeight(document.visibilityState === 'hidden');
    const observer = new ResizeObserver(fitUnseen);
    if (page.current !== null) observer.observe(page.current);
    document.addEventListener('visibilitychange', fitUnseen);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', fitUnseen);
    };
  }, [requestHeight, panel]);
  const refit = useCallback(() => requestHeight(true), [requestHeight]);
  return { page, refit };
}

function heightOf(page: HTMLElement | null): number | null {
  const scroller = page?.parentElement;
  const app = scroller?.parentElement;
  if (!page || !scroller || !app) return null;
  const { paddingTop, paddingBottom } = getComputedStyle(scroller);
  return naturalHeight({
    windowPx: app.clientHeight,
    scrollerPx: scroller.clientHeight,
    scrollerPaddingPx: Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom),
    pagePx: page.offsetHeight,
  });
}
