import type { AppState } from '../../preload/contract.ts';
import type { Snapshot } from '../core/quota/model.ts';
import { readingOf, usedPercent } from '../core/quota/share.ts';
import { formatPercent, type Place } from '../core/view/format.ts';
import type { TrayView } from '../core/view/tray/tray-view.ts';
import type { Notices } from '../ports/system.ts';

export interface MirrorDeps {
  /** One line. */
  print(line: string): void;
  place(): Place;
  /** Time of the story that has passed; null before it begins. */
  storyMs(): number | null;
  /** A notice was put before the user. */
  onNotice(): void;
}

/** Tells on the terminal what happens on the screen, a line each: it shows even where there is no screen. */
export interface Mirror {
  /** The state may have changed. */
  look(state: AppState, tray: TrayView): void;
  tell(kind: 'reading' | 'tray' | 'notice' | 'switch' | 'picture' | 'demo', text: string): void;
  /** The same notices, told here as well once they are shown. */
  over(notices: Notices): Notices;
}

/** The story's day begins at eight. */
const storyStartsAtMinute = 8 * 60;

export function createMirror({ print, place, storyMs, onNotice }: MirrorDeps): Mirror {
  let lastReading = '';
  let lastTray = '';

  function clock(): string {
    const passedMs = storyMs();
    if (passedMs === null) return '     ';
    const minute = (storyStartsAtMinute + Math.floor(passedMs / 60_000)) % (24 * 60);
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  }
  const tell: Mirror['tell'] = (kind, text) => print(`${clock()}  ${kind.padEnd(8)} ${text}`);

  return {
    tell,
    look(state, { title, state: level }) {
      const reading = readingLine(state.snapshot, place());
      if (reading !== '' && reading !== lastReading) tell('reading', reading);
      const tray = title === '' ? level : `${title}, ${level}`;
      if (tray !== lastTray) tell('tray', tray);
      lastReading = reading;
      lastTray = tray;
    },
    over: (notices) => ({
      async show(notice, onClick) {
        const verdict = await notices.show(notice, onClick);
        tell('notice', `${notice.title}. ${notice.body}${verdict === 'shown' ? '' : ' (in the popover)'}`);
        onNotice();
        return verdict;
      },
    }),
  };
}

function readingLine(snapshot: Snapshot, { words }: Place): string {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  const windows = plan === undefined ? [] : (readingOf(plan)?.windows ?? []);
  return windows
    .map((window) => `${words.quota.window[window.id]} ${formatPercent(usedPercent(window), words)}`)
    .join(' · ');
}
