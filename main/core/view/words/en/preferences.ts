import type { ChoiceWords, SwitchWords } from '../../../preferences.ts';

const number = new Intl.NumberFormat('en');

const switches: SwitchWords = {
  launchAtLogin: { label: 'Start when I log in' },
  notices: { label: 'Show notices', hint: 'When off, warnings wait in this window.' },
  askInstalledClient: {
    label: 'Ask the installed Qwen Code after a switch',
    hint: 'Starts it for a few seconds. No request goes to a model.',
  },
};

const choices: ChoiceWords = {
  language: { label: 'Language', names: { system: 'System', en: 'English', 'zh-CN': '简体中文' } },
  theme: { label: 'Theme', names: { system: 'System', light: 'Light', dark: 'Dark' } },
  trayIcon: {
    label: 'Tray icon',
    hint: 'Automatic is readable on every panel. Light suits a dark panel, dark a light one.',
    names: { automatic: 'Automatic', light: 'Light', dark: 'Dark' },
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
    appearance: 'Appearance',
    warnings: 'Warnings',
    warnAt: 'Warn at',
    warnAtHint: (percentText: string) => `One notice for each quota once ${percentText} is used.`,
    budget: 'Monthly budget',
    budgetHint: 'Pay-as-you-go is then measured against it.',
    budgetNone: 'None',
    budgetNotANumber: 'Enter a number above 0, or leave it empty.',
    monthDay: 'Its month begins on day',
    monthDayHint: 'The day of the month on which you subscribed.',
    monthDayOf: (day: number) => number.format(day),
    account: 'Account',
    privacy: 'No telemetry. Your numbers stay on this computer.',
  },
};
