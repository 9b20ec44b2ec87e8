import { describe, expect, it, vi } from 'vitest';
import { createUserPreferences } from '../../../main/app/preferences.ts';
import { defaultPreferences, type Preferences } from '../../../main/core/preferences.ts';
import { importedPreferences } from '../../../main/core/preferences-file.ts';

function setUp(writable = true) {
  let stored: Preferences = defaultPreferences;
  const deps = {
    store: {
      current: () => stored,
      set: vi.fn((change: Partial<Preferences>) => {
        stored = { ...stored, ...change };
        return writable;
      }),
      keep: vi.fn((_text: string) => writable),
      keptAside: null,
      isFirstRun: false,
    },
    setTheme: vi.fn(),
    autostart: { isOn: vi.fn(async () => false), set: vi.fn(async () => true) },
    shortcut: { set: vi.fn((_shortcut: string | null) => true) },
    onUnwritten: vi.fn(),
    onChange: vi.fn(),
    log: { info: vi.fn(), warn: vi.fn() },
  };
  return { ...deps, preferences: createUserPreferences(deps) };
}

describe('createUserPreferences', () => {
  it('applies the theme at the start and at each change of it', async () => {
    const { preferences, setTheme } = setUp();
    expect(setTheme).toHaveBeenCalledWith('system');
    await preferences.set({ theme: 'dark' });
    await preferences.set({ notices: false });
    expect(setTheme.mock.calls).toEqual([['system'], ['dark']]);
  });

  it('asks the system to start the app at log-in only when that preference changes', async () => {
    const { preferences, autostart } = setUp();
    await preferences.set({ launchAtLogin: false });
    expect(autostart.set).not.toHaveBeenCalled();
    await preferences.set({ launchAtLogin: true });
    expect(autostart.set).toHaveBeenCalledWith(true);
  });

  it('takes back what the system refused', async () => {
    const { preferences, autostart, log } = setUp();
    autostart.set.mockResolvedValue(false);
    await preferences.set({ launchAtLogin: true });
    expect(preferences.current().launchAtLogin).toBe(false);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('registers the shortcut at the start, and keeps one that is taken then for the next', async () => {
    const { preferences, shortcut } = setUp();
    expect(shortcut.set).toHaveBeenCalledExactlyOnceWith(null);
    await preferences.set({ shortcut: 'Control+Alt+U' });
    const again = setUp();
    again.shortcut.set.mockReturnValue(false);
    const later = createUserPreferences({ ...again, store: { ...again.store, current: preferences.current } });
    expect(later.refusedShortcut()).toBe('Control+Alt+U');
    expect(again.store.set).not.toHaveBeenCalled();
  });

  it('takes back a shortcut that another program has, until another one is chosen', async () => {
    const { preferences, shortcut } = setUp();
    await preferences.set({ shortcut: 'Control+Alt+U' });
    shortcut.set.mockReturnValueOnce(false);
    await preferences.set({ shortcut: 'Control+Alt+V' });
    expect(preferences.current().shortcut).toBe('Control+Alt+U');
    expect(preferences.refusedShortcut()).toBe('Control+Alt+V');
    await preferences.set({ theme: 'dark' });
    expect(shortcut.set).toHaveBeenCalledTimes(3);
    await preferences.set({ shortcut: null });
    expect(preferences.current().shortcut).toBeNull();
    expect(preferences.refusedShortcut()).toBeNull();
  });

  it('takes over from the system whether the app starts at log-in', async () => {
    const { preferences, autostart, onChange } = setUp();
    autostart.isOn.mockResolvedValue(true);
    await preferences.followSystem();
    expect(preferences.current().launchAtLogin).toBe(true);
    expect(autostart.set).not.toHaveBeenCalled();
    expect(onChange).toHaveBeenCalled();
  });

  it('reports that a preference could not be written, and applies it all the same', async () => {
    const { preferences, onUnwritten } = setUp(false);
    await preferences.set({ warnAtUsedPercents: [70] });
    expect(onUnwritten).toHaveBeenCalledTimes(1);
    expect(preferences.current().warnAtUsedPercents).toEqual([70]);
  });

  it('keeps what it replaces, and brings it back once', async () => {
    const { preferences, store, autostart } = setUp();
    await preferences.set({ theme: 'dark', monthlyBudget: 20 });
    expect(preferences.canUndo()).toBe(false);
    const next: Preferences = { ...defaultPreferences, language: 'zh-CN', launchAtLogin: true };
    await preferences.replace(next);
    expect(preferences.current()).toEqual(next);
    expect(autostart.set).toHaveBeenLastCalledWith(true);
    const kept = importedPreferences(store.keep.mock.calls[0]?.[0] ?? '', defaultPreferences);
    expect(kept).toEqual({ ...defaultPreferences, theme: 'dark', monthlyBudget: 20 });
    expect(preferences.canUndo()).toBe(true);
    await preferences.undo();
    expect(preferences.current()).toEqual(kept);
    expect(autostart.set).toHaveBeenLastCalledWith(false);
    expect(preferences.canUndo()).toBe(false);
    await preferences.undo();
    expect(preferences.current()).toEqual(kept);
  });

  it('keeps what was there before the first of several replacements in a row', async () => {
    const { preferences, store } = setUp();
    await preferences.set({ theme: 'dark' });
    await preferences.replace({ ...defaultPreferences, monthDay: 7 });
    await preferences.replace({ ...defaultPreferences, monthDay: 8 });
    expect(store.keep).toHaveBeenCalledTimes(1);
    await preferences.undo();
    expect(preferences.current().monthDay).toBe(7);
    const kept = importedPreferences(store.keep.mock.calls[0]?.[0] ?? '', defaultPreferences);
    expect(kept).toEqual({ ...defaultPreferences, theme: 'dark' });
    await preferences.set({ theme: 'light' });
    await preferences.replace({ ...defaultPreferences, monthDay: 9 });
    expect(store.keep).toHaveBeenCalledTimes(2);
  });

  it('replaces preferences in the demo without a file, and brings none of them back after it', async () => {
    const { preferences, store } = setUp();
    preferences.setDemo(true);
    await preferences.replace({ ...defaultPreferences, theme: 'dark' });
    expect(preferences.current().theme).toBe('dark');
    expect(store.keep).not.toHaveBeenCalled();
    preferences.setDemo(false);
    expect(preferences.canUndo()).toBe(false);
    expect(preferences.current()).toEqual(defaultPreferences);
  });

  it('forgets what was changed in the demo when it is left', async () => {
    const { preferences, store, setTheme, autostart } = setUp();
    preferences.setDemo(true);
    await preferences.set({ theme: 'light', launchAtLogin: true });
    expect(preferences.current().theme).toBe('light');
    expect(store.set).not.toHaveBeenCalled();
    expect(autostart.set).not.toHaveBeenCalled();
    preferences.setDemo(false);
    expect(preferences.current()).toEqual(defaultPreferences);
    expect(setTheme).toHaveBeenLastCalledWith('system');
  });
});
