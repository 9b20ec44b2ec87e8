import type { ServiceRegion } from '../../../session.ts';

export const sessionEn = {
  session: {
    title: 'Sign in',
    signIn: 'Sign in',
    signInAgain: 'Sign in again',
    signOut: 'Sign out',
    regionLabel: 'Where is your account?',
    region: {
      international: { name: 'International', hint: 'QwenCloud' },
      china: { name: 'China', hint: 'Qianwen AI Platform' },
    } satisfies Readonly<Record<ServiceRegion, { readonly name: string; readonly hint: string }>>,
    starting: 'Opening the sign-in page…',
    waitingTitle: 'Finish in your browser',
    waitingHint: 'Sign in on the page that opens. Come back when it says so; you may close this window meanwhile.',
    waitingLeft: 'until the page expires',
    waitingOffline: 'No connection just now. Still waiting.',
    openPageAgain: 'Open the page again',
    copyPage: 'No page? Copy its address',
    pageCopied: 'Copied: open it in any browser.',
    tryDemo: 'Try with demo data',
    signedInAs: (accountText: string) => `Signed in as ${accountText}`,
    signedIn: 'Signed in',
    lastsUntil: (clockText: string) => `The session lasts until ${clockText}.`,
    endsIn: (durationText: string, clockText: string) => `Your session ends in ${durationText} (${clockText}).`,
    storedEncrypted: (backendText: string) => `The sign-in is kept encrypted by the system (${backendText}).`,
    storedInMemory: 'This system offers no safe storage, so the sign-in is forgotten on quit.',
    exactNumbers: 'Exact numbers come from the service.',
  },
  /** The first screen: three ways to begin, and what each can and cannot know. */
  firstRun: {
    signIn: 'With your account',
    signInHint: 'Exact numbers of every plan, from the service.',
    programs: (programsText: string) =>
      `Found: ${programsText}. Signed in there, the numbers come without a sign-in here.`,
    count: 'From Qwen Code’s logs',
    countHint: 'No account: an estimate for a Coding Plan. Other computers are not counted.',
    plansLabel: 'Your Coding Plan',
    plan: {
      lite: (limitText: string) => `Lite · ${limitText} in 5 hours`,
      pro: (limitText: string) => `Pro · ${limitText} in 5 hours`,
    },
    uses: (providerText: string) => `Found: Qwen Code uses ${providerText}.`,
    counted: (amountsText: string) => `Counted: ${amountsText}.`,
    nothing: 'Nothing of Qwen Code was found on this computer yet.',
    onlyCodingPlan: 'Only requests to a Coding Plan can be counted.',
    demo: 'With demo data',
    demoHint: 'A day in two minutes. Nothing of yours is read or written.',
  },
};
