import { startingEn } from './starting.ts';

export const trayEn = {
  used: (percentText: string) => `${percentText} used`,
  left: (percentText: string) => `${percentText} left`,
  window: (nameText: string, amountText: string, resetText: string | null) =>
    resetText === null ? `${nameText}: ${amountText}` : `${nameText}: ${amountText}, ${resetText}`,
  packs: (amountText: string) => `Packs: ${amountText} left`,
  windowStale: (lineText: string) => `${lineText} (old)`,
  open: startingEn.open,
  signIn: 'Sign in…',
  signOut: 'Sign out',
  waiting: 'Waiting for the browser…',
  signedOut: 'Not signed in',
  loading: startingEn.loading,
  nothing: 'No quota known',
  uses: (modelText: string, providerText: string) => `Qwen Code uses ${modelText} · ${providerText}`,
  chosen: (modelText: string, providerText: string) => `Chosen for Qwen Code: ${modelText} · ${providerText}`,
  switchTo: 'Switch to',
  allProviders: 'All providers…',
  preferences: 'Preferences…',
  demo: 'Demo data',
  leaveDemo: 'Leave the demo',
};
