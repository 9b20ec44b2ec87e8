import { startingEn } from './starting.ts';

export const trayEn = {
  window: (nameText: string, percentText: string, resetText: string | null) =>
    resetText === null ? `${nameText}: ${percentText} used` : `${nameText}: ${percentText} used, ${resetText}`,
  packs: (amountText: string) => `Packs: ${amountText} left`,
  windowStale: (lineText: string) => `${lineText} (old)`,
  open: startingEn.open,
  signIn: 'Sign in…',
  signOut: 'Sign out',
  waiting: 'Waiting for the browser…',
  signedOut: 'Not signed in',
  loading: startingEn.loading,
  nothing: 'No quota known',
  switchTo: 'Switch to',
  demo: 'Demo data',
  leaveDemo: 'Leave the demo',
};
