import { describe, expect, it, vi } from 'vitest';
import { makeFirstContact } from '../../../main/app/first-contact.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { fakeClock } from '../../support/fakes.ts';

interface Start {
  readonly isFirstRun: boolean;
  readonly launchAtLogin?: boolean;
  /** When a panel starts, from the start of the app; null: never. */
  readonly panelAfterMs: number | null;
  readonly desktop?: string;
}

/** Records what a user sees, in order. */
async function seenAfter(forMs: number, { isFirstRun, launchAtLogin = false, panelAfterMs, desktop = 'KDE' }: Start) {
  const clock = fakeClock();
  const startedAtMs = clock.now();
  const seen: string[] = [];
  makeFirstContact({
    context: {
      clock,
      isFirstRun,
      problems: {
        list: () => [],
        add: ({ code, detail }) => void seen.push(`explains ${code} on ${detail}`),
        remove: (code) => void seen.push(`no longer explains ${code}`),
      },
      preferences: {
        current: () => ({ ...defaultPreferences, launchAtLogin }),
        set: vi.fn(),
        replace: vi.fn(),
        canUndo: () => false,
        undo: vi.fn(),
        refusedShortcut: () => null,
        followSystem: vi.fn(),
        setDemo: vi.fn(),
      },
    },
    ui: {
      open: () => void seen.push('popover'),
      showWithoutTray: () => void seen.push('window'),
      returnToTray: () => void seen.push('tray'),
    },
    hadTrayHost: Promise.resolve(panelAfterMs === 0),
    hasTrayHost: async () => panelAfterMs !== null && clock.now() - startedAtMs >= panelAfterMs,
    desktop,
  });
  await clock.advance(forMs);
  return seen.filter((what) => !what.startsWith('no longer'));
}

describe('the first contact', () => {
  it('opens the popover in the very first run, and in no later one', async () => {
    expect(await seenAfter(600_000, { isFirstRun: true, panelAfterMs: 0 })).toEqual(['popover']);
    expect(await seenAfter(600_000, { isFirstRun: false, panelAfterMs: 0 })).toEqual([]);
  });

  it('opens a window in the very first run where there is no panel, and the popover once one starts', async () => {
    const panelAfterMs = 60_000;
    expect(await seenAfter(0, { isFirstRun: true, panelAfterMs })).toEqual(['explains no-tray on KDE', 'window']);
    const seen = await seenAfter(panelAfterMs, { isFirstRun: true, panelAfterMs });
    expect(seen).toEqual(['explains no-tray on KDE', 'window', 'tray', 'popover']);
  });

  it.each([
    [false, 12_000],
    [true, 12_000],
    [true, 50_000],
  ])(
    'raises no window before a late panel (started at log-in: %s, after %i ms)',
    async (launchAtLogin, panelAfterMs) => {
      expect(await seenAfter(600_000, { isFirstRun: false, launchAtLogin, panelAfterMs })).toEqual(['tray']);
    },
  );

  it('opens a window where no panel starts in time, and takes it away when one does', async () => {
    const start = { isFirstRun: false, panelAfterMs: 300_000 };
    expect(await seenAfter(20_000, start)).toEqual(['explains no-tray on KDE', 'window']);
    expect(await seenAfter(330_000, start)).toEqual(['explains no-tray on KDE', 'window', 'tray']);
  });

  it('says on which desktop there is no panel', async () => {
    const seen = await seenAfter(0, { isFirstRun: true, panelAfterMs: null, desktop: 'ubuntu:GNOME' });
    expect(seen).toEqual(['explains no-tray on ubuntu:GNOME', 'window']);
  });
});
