const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** May this address be handed to the system's browser: https, or http to this machine. Pure. */
export function isSafeToOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
}

/**
 * Opens a page in the user's browser. Addresses come from main alone, never from the renderer.
 * Answers false where the address is refused or the system has no browser to offer.
 */
export function createBrowserOpener(open: (address: string) => Promise<void>): (address: string) => Promise<boolean> {
  return async (address) => {
    if (!isSafeToOpen(address)) return false;
    try {
      await open(address);
      return true;
    } catch {
      // No browser, or it would not start: the caller shows the address instead.
      return false;
    }
  };
}
