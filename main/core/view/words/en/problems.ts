import type { Failure } from '../../../failure.ts';
import type { Session, SignInEnd } from '../../../session.ts';
import { type TrayDesktop, trayDesktopOf } from '../../tray/tray-desktop.ts';
import type { Explanation } from '../explanation.ts';

/** The parts of a failure that fill its sentence; empty where a kind has none. */
export interface FailureParts {
  /** The program, file or place at fault. */
  readonly subject: string;
  /** A code, an exit code or a status. */
  readonly code: string;
  /** How long the service asked to wait, formatted, or null. */
  readonly waitText: string | null;
}

const withCode = (parts: FailureParts): string => (parts.code === '' ? '' : ` (${parts.code})`);

const andThen = 'The icon then appears, and this window goes.';
/** How to get a tray on each desktop. */
const trays: Readonly<Record<TrayDesktop, string>> = {
  gnome: `Install the extension “AppIndicator and KStatusNotifierItem Support” (package gnome-shell-extension-appindicator) and turn it on. ${andThen}`,
  ubuntu: `Turn Ubuntu’s extension on again: gnome-extensions enable ubuntu-appindicators@ubuntu.com. ${andThen}`,
  plasma: `Right-click a panel and add the widget “System Tray”. ${andThen}`,
  xfce: `Right-click the panel, choose Panel › Add New Items, and add “Status Tray Plugin”. ${andThen}`,
  cinnamon: `Add “XApp Status Applet” under System Settings › Applets. ${andThen}`,
  mate: `Right-click the panel, choose “Add to Panel”, and add “Notification Area”. ${andThen}`,
  lxqt: `Right-click the panel, choose “Manage Widgets”, and add “Status Notifier Plugin”. ${andThen}`,
  budgie: `Add “System Tray” to a panel in Budgie Desktop Settings. ${andThen}`,
  cosmic: `Add “Notifications Tray” in Settings, under Desktop › Panel. ${andThen}`,
  pantheon: 'Pantheon has none: minimize this window instead of closing it.',
  sway: `Take “tray_output none” out of the bar in Sway’s configuration; in Waybar, add the module “tray”. ${andThen}`,
  'wayland-bar': `Add the module “tray” to Waybar, or the tray of the bar that you use. ${andThen}`,
  'x11-bar':
    'i3bar and Polybar have an older kind of tray, where the icon may be all the same. Start snixembed, which translates, and this window goes.',
  other: `Add a system tray (StatusNotifier) to your panel. ${andThen}`,
};

const failures: Readonly<Record<Failure['kind'], (parts: FailureParts) => Explanation>> = {
  offline: () => ({
    what: 'You are offline.',
    wayOut: 'The numbers come back by themselves once there is a connection.',
  }),
  timeout: () => ({
    what: 'The service took too long to answer.',
    wayOut: 'It is asked again by itself. You can also refresh now.',
  }),
  tls: () => ({
    what: 'The connection is not safe: its certificate was refused.',
    wayOut:
      'Check the date of this computer, and any proxy or security software. Nothing is sent until the certificate is good.',
  }),
  proxy: (parts) => ({
    what: `The proxy of this network does not let the app through${withCode(parts)}.`,
    wayOut: 'Check the proxy in Preferences, the settings of the system, or HTTPS_PROXY and NO_PROXY.',
  }),
  'signed-out': () => ({ what: 'You are signed out.', wayOut: 'Sign in to see this quota.' }),
  'session-expired': () => ({ what: 'Your session has ended.', wayOut: 'Sign in again to get new numbers.' }),
  'no-right': (parts) => ({
    what: `This account may not read this quota${withCode(parts)}.`,
    wayOut: 'Ask the owner of the account for permission, or sign in with another account.',
  }),
  'rate-limited': (parts) => ({
    what: 'The service wants to be asked less often. Your quota is not affected.',
    wayOut: parts.waitText === null ? 'It is asked again in a few minutes.' : `It is asked again in ${parts.waitText}.`,
  }),
  'server-error': (parts) => ({
    what: `The service itself has a problem${withCode(parts)}.`,
    wayOut: 'It is asked again by itself. You can also try now.',
  }),
  'login-page': () => ({
    what: 'A web page came back instead of numbers.',
    wayOut:
      'If this network has a page of its own to log in (hotel, café), open it in a browser. Otherwise sign in again.',
  }),
  'business-error': (parts) => ({
    what: `The service refused the request${withCode(parts)}.`,
    wayOut: 'Refresh later. If it persists, look at your plan in the console.',
  }),
  'unknown-shape': (parts) => ({
    what: `The service answered in a form this version does not know${parts.subject === '' ? '' : ` (${parts.subject})`}.`,
    wayOut: 'Look for a newer version of Qwen Gauge. Numbers are never guessed.',
  }),
  'empty-answer': () => ({
    what: 'The service confirmed the plan, but gave no numbers this time.',
    wayOut: 'It is asked again by itself. You can also refresh now.',
  }),
  'too-large': () => ({
    what: 'The answer was far larger than it should be, and was dropped.',
    wayOut: 'Refresh later. If it persists, look for a newer version of Qwen Gauge.',
  }),
  'program-failed': (parts) => ({
    what: `The program “${parts.subject}” failed${withCode(parts)}.`,
    wayOut: 'Run it once in a terminal to see what it says, or sign in with Qwen Gauge itself.',
  }),
  'program-could-not-tell': (parts) => ({
    what: `The program “${parts.subject}” could not give the numbers: this version has a known bug.`,
    wayOut: 'Sign in with Qwen Gauge itself, or use another version of the program.',
  }),
  'program-shows-none': (parts) => ({
    what: `The program “${parts.subject}” shows nothing here: there is nothing, or it could not be read.`,
    wayOut: 'To be sure, sign in with Qwen Gauge itself.',
  }),
  'not-asked-yet': () => ({
    what: 'These numbers are from an earlier run.',
    wayOut: 'New ones are being asked for.',
  }),
  unreadable: (parts) => ({
    what: `This file could not be read: ${parts.subject}`,
    wayOut: 'Check that it exists and that you may read it.',
  }),
};

export const problemsEn = {
  failures,
  signInEnds: {
    denied: { what: 'The sign-in was declined in the browser.', wayOut: 'Sign in again and allow it on the page.' },
    expired: { what: 'The sign-in page was left open too long.', wayOut: 'Sign in again; a new page opens.' },
    cancelled: { what: 'The sign-in was cancelled.', wayOut: 'Sign in whenever you like.' },
    'already-here': {
      what: 'This account is on your list already.',
      wayOut:
        'Your browser is signed in with it. If its sign-in has ended, sign in where it is listed; to add another, sign out of the service in the browser first.',
    },
  } satisfies Readonly<Record<Exclude<SignInEnd['kind'], 'failed'>, Explanation>>,
  signInFailed: 'The sign-in did not work.',
  signInTryLater: 'Try again in a moment.',
  signedOut: {
    never: {
      what: 'See what is left of your quota.',
      wayOut: 'Sign in with the account that holds your plan. Without one, requests are counted from Qwen Code’s logs.',
    },
    'signed-out': { what: 'You are signed out.', wayOut: 'Sign in to see your quota again.' },
    expired: {
      what: 'Your session has ended.',
      wayOut: 'Sign in again. The service lets every session end after a while.',
    },
    undecryptable: {
      what: 'The stored sign-in can no longer be read.',
      wayOut: 'Sign in again. This happens when the system’s keyring has changed or was not unlocked.',
    },
  } satisfies Readonly<Record<Extract<Session, { state: 'signed-out' }>['cause'], Explanation>>,
  startProblems: {
    'preferences-kept-aside': (detail: string) => ({
      what: 'Preferences that could not be read have their defaults.',
      wayOut: `The old file was kept as ${detail}.`,
    }),
    'newer-file-kept': (detail: string) => ({
      what: 'A newer version of Qwen Gauge was used here. This version reads what it understands of its files.',
      wayOut: `What the newer one wrote was kept, as ${detail} in the data folder. Install the newer version again to see all of it.`,
    }),
    'no-tray': (detail: string) => ({
      what: 'No tray was found on this desktop, so this window is open instead. Closing it quits Qwen Gauge.',
      wayOut: trays[trayDesktopOf(detail)],
    }),
    'data-folder-unwritable': (detail: string) => ({
      what: `Nothing can be kept in ${detail}.`,
      wayOut: 'Check its permissions and the space on the disk. Until then everything is forgotten on quit.',
    }),
  },
  refused: {
    tokenPlanWindow: (windowText: string) => `The ${windowText} of the Token Plan is used up.`,
    resets: (clockText: string) => `The service says that it resets ${clockText}. Until then, use another provider.`,
  },
  trayExtension: 'Get the extension',
  clientErrors: {
    'five-hours': {
      what: 'The 5-hour quota is used up.',
      wayOut: 'Requests come back one by one, 5 hours after each was made. The Pro plan has more.',
    },
    week: {
      what: 'The weekly quota is used up.',
      wayOut: 'It resets on Monday at 00:00 (UTC+8). The Pro plan has more.',
    },
    month: {
      what: 'The monthly quota is used up.',
      wayOut: 'It resets at 00:00 (UTC+8) on the day of the month the plan began. The Pro plan has more.',
    },
    'token-plan': {
      what: 'The quota of the Token Plan is used up.',
      wayOut: 'Wait for its reset, buy an add-on pack, or use another provider.',
    },
    unpurchased: {
      what: 'The plan of this key does not include this model.',
      wayOut: 'Choose one of the plan’s models under Providers.',
    },
    'free-tier-only': {
      what: 'The free quota of this model is used up, and only free use is allowed.',
      wayOut: 'Choose another model, or turn off “free quota only” in the console: requests are then billed.',
    },
    'rate-limit': {
      what: 'Too many requests in one minute, or a seat is used up. The plan’s windows need not be empty.',
      wayOut: 'Wait a minute and try again.',
    },
    'access-token': {
      what: 'The key is wrong, expired or empty, or belongs to another endpoint.',
      wayOut:
        'Use the plan’s key, whole and without spaces, with the plan’s own base URL, and check that the plan is active.',
    },
    'key-of-other-endpoint': {
      what: 'The key is mistyped or no longer valid, or it belongs to the other kind of endpoint.',
      wayOut:
        'Check that it is the whole key. Plan keys (sk-sp-…) go with the plan’s base URL, pay-as-you-go keys (sk-…) with theirs.',
    },
    'key-missing': {
      what: 'No key was sent, or it was sent in the wrong header.',
      wayOut: 'Enter the key under Providers. It is sent as “Authorization: Bearer”.',
    },
    'model-unknown': {
      what: 'The plan does not know this model.',
      wayOut: 'Write its id exactly, capitals included. Some models speak only the OpenAI protocol.',
    },
    'wrong-path': {
      what: 'The path of the base URL is wrong.',
      wayOut: 'It ends in /v1 for OpenAI, and in /apps/anthropic for Anthropic.',
    },
    connection: { what: 'The server cannot be reached.', wayOut: 'Check the host in the base URL, and the network.' },
    'input-too-long': {
      what: 'The conversation is too long for this model.',
      wayOut: 'Start a new session, compress this one, or choose a model with more room.',
    },
  },
};
