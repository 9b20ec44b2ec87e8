import { createContext, type RefObject, useCallback, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import type { Bridge } from '../preload/contract.ts';

/** The sizes, measured by the browser, that determine a panel's natural height. */
export interface Sizes {
  /** The heights of the window and of its scrolling part, in CSS pixels. */
  readonly windowPx: number;
  readonly scrollerPx: number;
  readonly scrollerPaddingPx: number;
  /** The height of the content of the scrolling part, visible or not. */
  readonly pagePx: number;
}

/** Returns the smallest window height at which nothing scrolls. */
export const naturalHeight = ({ windowPx, scrollerPx, scrollerPaddingPx, pagePx }: Sizes): number =>
  Math.ceil(windowPx - scrollerPx + scrollerPaddingPx + pagePx);

/** A screen inside a panel calls this when it opens, so that the window may also become smaller. */
export const FitContext = createContext<() => void>(() => {});

export function useFitOnce(): void {
  const refit = useContext(FitContext);
  useEffect(() => refit(), [refit]);
}

/** Returns what a part that opens and closes calls when it does. */
export const useFitOnToggle = (): (() => void) => useContext(FitContext);

/** A notice calls this, so that the window does not keep its height once the notice is gone. */
export function useFitWhenGone(): void {
  const refit = useContext(FitContext);
  useEffect(() => refit, [refit]);
}

interface Fit {
  /** Set this as the ref of the page inside the scroller. */
  readonly page: RefObject<HTMLDivElement | null>;
  /** The value to provide through {@link FitContext}. */
  readonly refit: () => void;
}

/**
 * Sends main the height that the window needs. The window grows with its content, but it shrinks only when another
 * panel or screen opens, a failure ends, letters or width change, or while it is hidden, so that nothing moves away under the pointer.
 */
export function useFit(bridge: Bridge, panel: string): Fit {
  const page = useRef<HTMLDivElement>(null);
  const sentPx = useRef(0);

  const requestHeight = useCallback(
    (mayShrink: boolean): void => {
      const heightPx = heightOf(page.current);
      if (heightPx === null || heightPx === sentPx.current || (heightPx < sentPx.current && !mayShrink)) return;
      sentPx.current = heightPx;
      // If main rejects the call, the window keeps its height and the page scrolls.
      bridge.invoke('popover:fit', { heightPx }).catch(() => {});
    },
    [bridge],
  );

  useLayoutEffect(() => requestHeight(document.visibilityState === 'hidden'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another panel has another page to observe.
  useEffect(() => {
    requestHeight(true);
    const fitUnseen = (): void => requestHeight(document.visibilityState === 'hidden');
    let widthPx = window.innerWidth;
    const fitWidth = (): void => {
      if (window.innerWidth !== widthPx) requestHeight(true);
      widthPx = window.innerWidth;
    };
    window.addEventListener('resize', fitWidth);
    const observer = new ResizeObserver(fitUnseen);
    if (page.current !== null) observer.observe(page.current);
    document.addEventListener('visibilitychange', fitUnseen);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', fitWidth);
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
