import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ElectronTray, TrayContent } from '../../../../main/adapters/electron/tray.ts';

interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly type?: string;
  readonly checked?: boolean;
  readonly click?: () => void;
}
const electron = { trays: [] as FakeTray[] };
class FakeTray extends EventEmitter {
  readonly setImage = vi.fn();
  readonly setToolTip = vi.fn();
  readonly setTitle = vi.fn();
  readonly setContextMenu = vi.fn();
  readonly popUpContextMenu = vi.fn();
  readonly setIgnoreDoubleClickEvents = vi.fn();
  readonly getBounds = () => ({ x: 0, y: 0, width: 0, height: 0 });
  readonly isDestroyed = () => false;
  readonly destroy = vi.fn();
  constructor() {
    super();
    electron.trays.push(this);
  }
}
const image = { addRepresentation: vi.fn(), setTemplateImage: vi.fn() };
vi.mock('electron', () => ({
  Tray: FakeTray,
  Menu: { buildFromTemplate: (items: Template[]) => items },
  nativeImage: { createEmpty: () => image },
}));
const { createTray } = await import('../../../../main/adapters/electron/tray.ts');
const { premultipliedBgra } = await import('../../../../main/adapters/electron/tray-image.ts');

const content: TrayContent = {
  icon: {
    key: 'a',
    template: false,
    pictures: [{ scaleFactor: 1, pixels: { width: 1, height: 1, rgba: new Uint8Array([255, 0, 0, 255]) } }],
  },
  tooltip: '42 % left',
  title: '42 %',
  menu: [
    { kind: 'text', label: 'Week & month\n' },
    { kind: 'separator' },
    { kind: 'command', id: 'quit', label: 'Quit' },
  ],
};
const events = { onClick: vi.fn(), onCommand: vi.fn(), onProvider: vi.fn(), onSnooze: vi.fn() };
const tray = (): FakeTray => {
  const made = electron.trays.at(-1);
  if (made === undefined) throw new Error('no tray');
  return made;
};
const trayOn = (platform: NodeJS.Platform): ElectronTray => {
  const made = createTray(content, platform);
  made.listen(events);
  return made;
};

beforeEach(() => {
  electron.trays.length = 0;
  vi.clearAllMocks();
});

describe('createTray', () => {
  it('shows icon, words and a menu from the first moment', () => {
    trayOn('linux');
    expect(tray().setToolTip).toHaveBeenCalledWith('42 % left');
    const [items] = tray().setContextMenu.mock.calls[0] as [Template[]];
    expect(items.map((item) => item.label)).toEqual(['Week && month\uFFFD', undefined, 'Quit']);
    items[2]?.click?.();
    expect(events.onCommand).toHaveBeenCalledWith('quit');
    tray().emit('click');
    expect(events.onClick).toHaveBeenCalledTimes(1);
  });

  it('marks the provider in use, whatever was clicked', async () => {
    const view = trayOn('linux');
    const menu = [
      { kind: 'provider' as const, providerId: 'openrouter', label: 'OpenRouter', current: false },
      { kind: 'provider' as const, providerId: 'deepseek', label: 'DeepSeek', current: true },
    ];
    view.render({ ...content, menu: [{ kind: 'submenu' as const, label: 'Switch to', items: menu }] });
    const shown = (): readonly Template[] => tray().setContextMenu.mock.lastCall?.[0][0].submenu;
    expect(shown().map(({ type, checked }) => [type, checked])).toEqual([
      ['checkbox', false],
      ['checkbox', true],
    ]);
    const sets = tray().setContextMenu.mock.calls.length;
    shown()[0]?.click?.();
    expect(events.onProvider).toHaveBeenCalledWith('openrouter');
    // The system marks what was clicked: the menu is said again as it is.
    await vi.waitFor(() => expect(tray().setContextMenu).toHaveBeenCalledTimes(sets + 1));
    expect(shown()[0]?.checked).toBe(false);
  });

  it('snoozes the window of the verdict', () => {
    const wanted = { pool: 'coding-plan', windowId: 'week', isSnoozed: true } as const;
    trayOn('linux').render({ ...content, menu: [{ kind: 'snooze', wanted, label: 'Snooze' }] });
    tray().setContextMenu.mock.lastCall?.[0][0].click();
    expect(events.onSnooze).toHaveBeenCalledWith(wanted);
  });

  it('keeps what was clicked before anybody listened', () => {
    const made = createTray(content, 'linux');
    tray().emit('click');
    made.listen(events);
    expect(events.onClick).toHaveBeenCalledTimes(1);
  });

  it('passes nothing on that has not changed', () => {
    const view = trayOn('linux');
    view.render({ ...content, menu: [...content.menu] });
    expect(tray().setImage).not.toHaveBeenCalled();
    expect(tray().setToolTip).toHaveBeenCalledTimes(1);
    expect(tray().setContextMenu).toHaveBeenCalledTimes(1);
  });

  it('sets the menu again after each change on Linux', () => {
    const view = trayOn('linux');
    view.render({ ...content, tooltip: '41 % left' });
    view.render({ ...content, tooltip: '41 % left', icon: { ...content.icon, key: 'b' } });
    expect(tray().setContextMenu).toHaveBeenCalledTimes(3);
    expect(tray().setTitle).not.toHaveBeenCalled();
  });

  it('opens the menu by itself on macOS, where a set menu would swallow the click', () => {
    const view = trayOn('darwin');
    expect(tray().setContextMenu).not.toHaveBeenCalled();
    expect(tray().setTitle).toHaveBeenCalledWith('42 %');
    tray().emit('right-click');
    expect(tray().popUpContextMenu).toHaveBeenCalledTimes(1);
    view.render({ ...content, title: '41 %' });
    expect(tray().setTitle).toHaveBeenLastCalledWith('41 %');
  });

  it('registers anew with what is shown now', () => {
    const view = trayOn('linux');
    view.render({ ...content, tooltip: 'later' });
    const before = tray();
    view.recreate();
    expect(before.destroy).toHaveBeenCalledTimes(1);
    expect(tray().setToolTip).toHaveBeenCalledWith('later');
  });
});

describe('premultipliedBgra', () => {
  it('swaps the channels and multiplies by alpha', () => {
    expect([...premultipliedBgra(new Uint8Array([255, 128, 0, 128]))]).toEqual([0, 64, 128, 128]);
    expect([...premultipliedBgra(new Uint8Array([1, 2, 3, 255]))]).toEqual([3, 2, 1, 255]);
  });
});
