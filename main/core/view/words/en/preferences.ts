import type { Preferences } from '../../../preferences.ts';

const number = new Intl.NumberFormat('en');

export const preferencesEn = {
  preferences: {
    appearance: 'Appearance',
    language: 'Language',
    languageNames: { system: 'System', en: 'English', 'zh-CN': '简体中文' } satisfies Readonly<
      Record<Preferences['language'], string>
    >,
    theme: 'Theme',
    themeNames: { system: 'System', light: 'Light', dark: 'Dark' } satisfies Readonly<
      Record<Preferences['theme'], string>
    >,
    trayIcon: 'Tray icon',
    trayIconNames: { automatic: 'Automatic', light: 'Light', dark: 'Dark' } satisfies Readonly<
      Record<Preferences['trayIcon'], string>
    >,
    trayIconHint: 'Automatic is readable on every panel. Light suits a dark panel, dark a light one.',
    warnings: 'Warnings',
    warnAt: 'Warn at',
    warnAtHint: (percentText: string) => `One notice for each quota once ${percentText} is used.`,
    notices: 'Show notices',
    noticesHint: 'When off, warnings wait in this window.',
    launchAtLogin: 'Start when I log in',
    budget: 'Monthly budget',
    budgetHint: 'Pay-as-you-go is then measured against it.',
    budgetNone: 'None',
    budgetNotANumber: 'Enter a number above 0, or leave it empty.',
    plan: 'Your Coding Plan',
    planHint: 'For counting on this computer, without a sign-in.',
    planNames: { none: 'Not set', lite: 'Lite', pro: 'Pro' },
    monthDay: 'Its month begins on day',
    monthDayHint: 'The day of the month on which you subscribed.',
    monthDayOf: (day: number) => number.format(day),
    account: 'Account',
    privacy: 'No telemetry. Your numbers stay on this computer.',
  },
};
