import type { ChoiceWords, SwitchWords } from '../../../preferences.ts';
import { countFormat } from '../../formatters.ts';

const number = countFormat('en');

const switches: SwitchWords = {
  launchAtLogin: { label: 'Start when I log in' },
  trayTitle: { label: 'Percentage beside the icon' },
  notices: {
    label: 'Show notices',
    hint: 'Icon and window show the quota either way.',
  },
  noticesOfRunOut: { label: 'When a quota will run out before it is back' },
  noticesOfReturn: { label: 'When enough is back to go on' },
  noticesOfPlanEnd: { label: 'When a plan ends in 7, 3 or 1 day' },
  noticesOfSession: { label: 'When my sign-in ends soon or has ended' },
  noticesOfRefusal: { label: 'When a request of Qwen Code is refused' },
  noticesOfSpill: { label: 'When I pay although I have a plan' },
  noticesOfOtherProvider: { label: 'When another program sets the provider' },
  lookForUpdates: {
    label: 'Tell me about new versions',
    hint: 'Asks the project’s page on GitHub once a day. Nothing is sent along but the version of this app, and nothing is installed.',
  },
  askInstalledClient: {
    label: 'Check with the installed Qwen Code after a switch',
    hint: 'Starts it for a few seconds to ask which provider it would use. No request goes to a model.',
  },
};

const choices: ChoiceWords = {
  language: { label: 'Language', names: { system: 'System', en: 'English', 'zh-CN': '简体中文' } },
  clock: { label: 'Clock', names: { system: 'System', h12: '12 hours', h24: '24 hours' } },
  theme: { label: 'Theme', names: { system: 'System', light: 'Light', dark: 'Dark' } },
  textSize: {
    label: 'Text size',
    names: {
      'percent-90': '90%',
      'percent-100': '100%',
      'percent-110': '110%',
      'percent-125': '125%',
      'percent-150': '150%',
      'percent-200': '200%',
    },
  },
  trayMode: {
    label: 'Tray icon',
    hint: '“Ring” and “Percent” show the tightest quota, “Two bars” the two tightest. “Icon alone” only warns you.',
    names: { ring: 'Ring', bars: 'Two bars', percent: 'Percent', icon: 'Icon alone' },
  },
  trayShows: { label: 'Show quota as', names: { used: 'Used', left: 'Left' } },
  trayIcon: {
    label: 'Colour of the icon',
    hint: 'Light is for a dark panel, Dark for a light one.',
    names: { automatic: 'Automatic', light: 'Light', dark: 'Dark' },
  },
  trayIconSize: {
    label: 'Icon size of your panel',
    names: {
      automatic: 'Automatic',
      'px-16': '16 px',
      'px-18': '18 px',
      'px-20': '20 px',
      'px-22': '22 px',
      'px-24': '24 px',
      'px-32': '32 px',
      'px-48': '48 px',
    },
  },
  refreshEvery: {
    label: 'How often to ask for new numbers',
    hint: 'Automatic: 1 to 2 minutes while you work, 5 otherwise, 15 to 30 while nobody is there.',
    names: {
      automatic: 'Automatic',
      'minutes-2': '2 min',
      'minutes-5': '5 min',
      'minutes-15': '15 min',
      'minutes-60': '1 h',
    },
  },
  codingPlan: {
    label: 'Your Coding Plan',
    hint: 'For counting on this computer, without a sign-in.',
    names: { none: 'Not set', lite: 'Lite', pro: 'Pro' },
  },
};

export const preferencesEn = {
  preferences: {
    switches,
    choices,
    pagesLabel: 'Pages of preferences',
    pages: { general: 'General', tray: 'View', notices: 'Notices', plans: 'Plans', network: 'Network', data: 'Data' },
    warnAt: 'Warn at',
    warnAtHint: 'Once for each quota. At 100% it is used up.',
    quietHours: 'Quiet hours',
    quietHoursHint: 'Notices wait in the app, and come as one when the hours are over.',
    quietFrom: 'From',
    quietTo: 'To',
    shownPools: 'Shown in window and tray',
    poolOrder: {
      label: 'Order of quotas',
      byNeed: 'By need',
      byNeedHint: 'The quota in use is always shown first, the others with the fullest first until you move one.',
      ownHint: 'The quota in use is always shown first.',
      sortByNeed: 'Sort by need',
      moveUp: (poolText: string) => `Move ${poolText} up`,
      moveDown: (poolText: string) => `Move ${poolText} down`,
      moved: (poolText: string, place: number, count: number) => `${poolText}: ${place} of ${count}`,
    },
    budget: 'Monthly budget',
    budgetHint: 'Shows the pay-as-you-go bill of the month as a share of it, and warns you as with any quota.',
    budgetNone: 'None',
    budgetNotANumber: 'Enter a number above 0, or leave it empty.',
    monthDay: 'Coding Plan month begins on day',
    monthDayHint: 'The day on which you bought the plan. The month’s quota resets on it.',
    monthDayOf: (day: number) => number.format(day),
    showReleases: 'Show it in the browser',
    shortcut: {
      label: 'Shortcut',
      hint: 'Opens and closes this window from anywhere.',
      set: 'Set…',
      press: 'Press the keys, such as Ctrl+Alt+U.',
      remove: 'Remove',
      needed: (keysText: string) => `Programs use ${keysText} themselves. Press others, such as Ctrl+Alt+U.`,
      taken: (keysText: string) => `Another program uses ${keysText}.`,
    },
    proxyWords: {
      label: 'Proxy',
      names: { system: 'System', none: 'None', own: 'My own' },
      hints: {
        system: 'HTTPS_PROXY and NO_PROXY if they are set, else the settings of the system.',
        none: 'The service is reached directly, whatever the system says.',
      },
      address: 'Address',
      addressHint: 'http, https or socks5. NO_PROXY still makes exceptions.',
      problems: {
        unreadable: 'Enter host and port, such as proxy.example:3128.',
        scheme: 'Only http, https and socks5 proxies can be used.',
        password: 'A password is not kept here. Set HTTPS_PROXY instead.',
        key: 'This looks like an API key, not like a proxy.',
      },
    },
    privacy: 'No telemetry. Your numbers stay on this computer.',
  },
};
