import type { Bridge } from '../preload/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent only where the page is opened outside the app. */
    readonly gauge?: Bridge;
  }
}

/** The one door to main. Without it every call fails in words instead of throwing somewhere deep. */
export const bridge: Bridge = window.gauge ?? {
  invoke: () => Promise.reject(new Error('no bridge')),
  subscribe: () => () => {},
};
