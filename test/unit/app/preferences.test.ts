import { describe, expect, it, vi } from 'vitest';
import { createChoices } from '../../../main/app/preferences.ts';
import { defaultPreferences, type Preferences } from '../../../main/core/preferences.ts';

function setUp(writable = true) {
  let stored: Preferences = defaultPreferences;
  const deps = {
    store: {
      current: () => stored,
      set: vi.fn((change: Partial<Preferences>) => {
        stored = { ...stored, ...change };
        return writable;
      }),
      keptAside: null,
    },
    setTheme: vi.fn(),
    autostart: { isOn: vi.fn(async () => false), set: vi.fn(async () => true) },
    onUnwritten: vi.fn(),
    onChange: vi.fn(),
    log: { info: vi.fn(), warn: vi.fn() },
  };
  return { ...deps, choices: createChoices(deps) };
}

describe('createChoices', () => {
  it('puts the theme in force from the start and at each change of it', async () => {
    const { choices, setTheme } = setUp();
    expect(setTheme).toHaveBeenCalledWith('system');
    await choices.set({ theme: 'dark' });
    await choices.set({ notices: false });
    expect(setTheme.mock.calls).toEqual([['system'], ['dark']]);
  });

  it('asks the system to start the app only when that choice changes', async () => {
    const { choices, autostart } = setUp();
    await choices.set({ launchAtLogin: false });
    expect(autostart.set).not.toHaveBeenCalled();
    await choices.set({ launchAtLogin: true });
    expect(autostart.set).toHaveBeenCalledWith(true);
  });

  it('does not show as chosen what the system would not have', async () => {
    const { choices, autostart, log } = setUp();
    autostart.set.mockResolvedValue(false);
    await choices.set({ launchAtLogin: true });
    expect(choices.current().launchAtLogin).toBe(false);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('believes the system where its own settings changed what starts at log-in', async () => {
    const { choices, autostart, onChange } = setUp();
    autostart.isOn.mockResolvedValue(true);
    await choices.followSystem();
    expect(choices.current().launchAtLogin).toBe(true);
    expect(autostart.set).not.toHaveBeenCalled();
    expect(onChange).toHaveBeenCalled();
  });

  it('says so when a choice could not be kept, and holds it all the same', async () => {
    const { choices, onUnwritten } = setUp(false);
    await choices.set({ warnAtUsedPercent: 70 });
    expect(onUnwritten).toHaveBeenCalledTimes(1);
    expect(choices.current().warnAtUsedPercent).toBe(70);
  });

  it('forgets with the demo what was chosen in it', async () => {
    const { choices, store, setTheme, autostart } = setUp();
    choices.setDemo(true);
    await choices.set({ theme: 'light', launchAtLogin: true });
    expect(choices.current().theme).toBe('light');
    expect(store.set).not.toHaveBeenCalled();
    expect(autostart.set).not.toHaveBeenCalled();
    choices.setDemo(false);
    expect(choices.current()).toEqual(defaultPreferences);
    expect(setTheme).toHaveBeenLastCalledWith('system');
  });
});
