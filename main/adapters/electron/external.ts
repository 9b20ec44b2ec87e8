const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether the system's browser may open this address: https, or http to this machine. Pure. */
export function isSafeToOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
}

/**
 * Opens a page in the user's browser. Addresses come from main only, never from the renderer. False: the address is
 * refused, or no browser opened it.
 */
export function createBrowserOpener(open: (address: string) => Promise<void>): (address: string) => Promise<boolean> {
  return async (address) => {
    if (!isSafeToOpen(address)) return false;
    try {
      await open(address);
      return true;
    } catch {
      // There is no browser, or it did not start; the caller decides what to do instead.
      return false;
    }
  };
}
