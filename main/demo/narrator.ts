import type { AppState } from '../../preload/contract.ts';
import { minuteMs } from '../core/quota/calendar.ts';
import type { Snapshot } from '../core/quota/model.ts';
import { utcOffsetsOf } from '../core/quota/outlook/local-time.ts';
import { readingOf, shownPercent } from '../core/quota/share.ts';
import { formatPercent, type Locale } from '../core/view/format.ts';
import type { TrayView } from '../core/view/tray/tray-view.ts';
import type { Notices } from '../ports/system.ts';
import { storyLengthMs } from './service/story.ts';

export interface NarratorDeps {
  print(line: string): void;
  locale(): Locale;
  now(): number;
  /** Time of the story that has passed; null before it begins. */
  storyMs(): number | null;
}

/** Prints on the terminal what happens on the screen, a line each, so that it can be followed without a screen. */
export interface Narrator {
  /** Prints what is new in the state. */
  look(state: AppState, tray: TrayView): void;
  report(kind: 'reading' | 'tray' | 'notice' | 'switch' | 'picture' | 'demo', text: string): void;
  /** The same notices, printed as well once they were shown. */
  narrated(notices: Notices): Notices;
  hasNotice(): boolean;
  /** Says once that the day is over. */
  end(): void;
}

const minutesOfDay = 24 * 60;

/** "13:37", or "1:37 PM" of a clock of 12 hours. */
const clockTime = /\b(\d{1,2}):(\d{2})(?:\s?([AP]M))?/gi;

function clockText(minute: number): string {
  const ofDay = ((minute % minutesOfDay) + minutesOfDay) % minutesOfDay;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

/** The story's day begins at eight. */
const storyStartsAtMinute = 8 * 60;

export function createNarrator({ print, locale, now, storyMs }: NarratorDeps): Narrator {
  let lastReading = '';
  let lastTray = '';
  let noticed = false;
  let ended = false;

  function clock(): string {
    const passedMs = storyMs();
    if (passedMs === null) return '     ';
    return clockText(storyStartsAtMinute + Math.floor(passedMs / minuteMs));
  }

  /** A text with its times as far from the story's present as they are from the real one. */
  function inStory(text: string): string {
    const nowMs = now();
    const realMinute = Math.floor((nowMs + utcOffsetsOf(locale().timeZone)(nowMs)) / minuteMs) % minutesOfDay;
    const aheadMinutes = storyStartsAtMinute + Math.floor((storyMs() ?? 0) / minuteMs) - realMinute;
    return text.replace(clockTime, (_, hour: string, minute: string, half = '') => {
      const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
      return clockText(hours * 60 + Number(minute) + aheadMinutes);
    });
  }
  const report: Narrator['report'] = (kind, text) => print(`${clock()}  ${kind.padEnd(8)} ${text}`);

  function end(): void {
    if (!ended) report('demo', 'the day is over');
    ended = true;
  }

  return {
    report,
    hasNotice: () => noticed,
    end,
    look(state, { title, picture }) {
      const reading = readingLine(state.snapshot, locale());
      if (reading !== '' && reading !== lastReading) report('reading', reading);
      const tray = title === '' ? picture.state : `${title}, ${picture.state}`;
      if (tray !== lastTray) report('tray', tray);
      lastReading = reading;
      lastTray = tray;
      if ((storyMs() ?? 0) >= storyLengthMs) end();
    },
    narrated: (notices) => ({
      async show(notice, onClick) {
        const outcome = await notices.show(notice, onClick);
        report(
          'notice',
          `${inStory(`${notice.title}. ${notice.body}`)}${outcome === 'shown' ? '' : ' (in the popover)'}`,
        );
        noticed = true;
        return outcome;
      },
    }),
  };
}

function readingLine(snapshot: Snapshot, { words }: Locale): string {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  const windows = plan === undefined ? [] : (readingOf(plan)?.windows ?? []);
  return windows
    .map(
      (window) => `${words.quota.window[window.id]} ${formatPercent(shownPercent(window.used, window.limit), words)}`,
    )
    .join(' · ');
}
