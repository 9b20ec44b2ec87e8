import { countFormat } from '../../formatters.ts';
import { startingEn } from './starting.ts';

const number = countFormat('en');

export const generalEn = {
  appName: startingEn.appName,
  common: {
    list: (items: readonly string[]) => items.join(', '),
    refresh: 'Refresh',
    refreshing: 'Refreshing…',
    refreshed: 'Refreshed.',
    cancel: 'Cancel',
    back: 'Back',
    retry: 'Try again',
    dismiss: 'Dismiss',
    showAll: (count: number) => `Show all ${number.format(count)}`,
    showNext: (count: number) => `Show ${number.format(count)} more`,
    showLess: 'Show less',
    quit: startingEn.quit,
    unknown: 'unknown',
    openConsole: 'Open the console',
    documentation: 'Documentation',
    version: (version: string) => `Version ${version}`,
    notAnswered: 'Qwen Gauge does not answer.',
    notRight: 'Something went wrong. Nothing was changed.',
  },
  navigation: {
    label: 'Sections',
    quota: 'Quota',
    providers: 'Providers',
    history: 'History',
    preferences: 'Preferences',
  },
  time: {
    days: (count: number) => `${number.format(count)} d`,
    hours: (count: number) => `${number.format(count)} h`,
    minutes: (count: number) => `${number.format(count)} min`,
    underAMinute: 'under 1 min',
    join: (larger: string, smaller: string) => `${larger} ${smaller}`,
    ago: (durationText: string) => `${durationText} ago`,
    justNow: 'just now',
  },
  demo: { banner: 'Demo data', leave: 'Leave the demo' },
  report: {
    show: 'See a report',
    copy: 'Copy this report',
    copied: 'Copied, as you see it. Nothing was sent.',
  },
};
