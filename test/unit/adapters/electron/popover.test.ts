import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../../support/fakes.ts';

const electron = { windows: [] as FakeWindow[] };
class FakeWindow extends EventEmitter {
  readonly options: { frame?: boolean; type?: string };
  readonly webContents = Object.assign(new EventEmitter(), { isDestroyed: () => false });
  private bounds = { x: 0, y: 0, width: 0, height: 0 };
  visible = false;
  destroyed = false;
  constructor(options: { frame?: boolean; type?: string }) {
    super();
    this.options = options;
    electron.windows.push(this);
  }
  loadURL = vi.fn(async () => {});
  show(): void {
    this.visible = true;
  }
  focus(): void {}
  hide(): void {
    this.visible = false;
  }
  isVisible = (): boolean => this.visible;
  isDestroyed = (): boolean => this.destroyed;
  setBounds(bounds: typeof this.bounds): void {
    this.bounds = bounds;
  }
  getBounds = () => this.bounds;
  destroy(): void {
    this.destroyed = true;
    this.visible = false;
    this.emit('closed');
  }
}
const display = {
  bounds: { x: 0, y: 0, width: 1280, height: 800 },
  workArea: { x: 0, y: 32, width: 1280, height: 768 },
};
vi.mock('electron', () => ({
  app: {},
  BrowserWindow: FakeWindow,
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
}));
const { createPopover } = await import('../../../../main/adapters/electron/popover.ts');

const none = { kind: 'none' } as const;
const minuteMs = 60_000;

function setUp() {
  const clock = fakeClock();
  const onWindowClosed = vi.fn();
  const onVisible = vi.fn();
  const onLost = vi.fn();
  const onPageStarting = vi.fn();
  const popover = createPopover({
    preload: '/preload.cjs',
    url: 'app://ui/',
    size: { width: 380, height: 600 },
    title: 'Qwen Gauge',
    platform: 'linux',
    clock,
    onPageStarting,
    onWindowClosed,
    onVisible,
    onLost,
  });
  const last = (): FakeWindow => {
    const made = electron.windows.at(-1);
    if (made === undefined) throw new Error('no window');
    return made;
  };
  /** Opens the popover and lets its page be painted. */
  const open = async (): Promise<FakeWindow> => {
    popover.show(none);
    last().emit('ready-to-show');
    await clock.advance(1_000);
    return last();
  };
  return { clock, popover, onPageStarting, onWindowClosed, onVisible, onLost, open, last };
}

beforeEach(() => {
  electron.windows.length = 0;
});

describe('createPopover', () => {
  it('makes no window before it is opened, and shows it once it is painted', async () => {
    const { clock, popover, last, onVisible } = setUp();
    expect(electron.windows).toHaveLength(0);
    popover.show(none);
    expect(popover.isVisible()).toBe(false);
    last().emit('ready-to-show');
    await clock.advance(1_000);
    expect(popover.isVisible()).toBe(true);
    expect(onVisible).toHaveBeenCalledWith(true);
  });

  it('says once for each window that its page is starting', async () => {
    const { popover, open, onPageStarting } = setUp();
    await open();
    popover.hide();
    popover.show(none);
    expect(onPageStarting).toHaveBeenCalledTimes(1);
  });

  it('stays out of the task list on Linux and takes the focus', async () => {
    const { open } = setUp();
    expect((await open()).options).toMatchObject({ frame: false, type: 'splash' });
  });

  it('hides when it loses the focus, but not while it is held', async () => {
    const { popover, open } = setUp();
    const window = await open();
    popover.hold(true);
    window.emit('blur');
    expect(popover.isVisible()).toBe(true);
    popover.hold(false);
    window.emit('blur');
    expect(popover.isVisible()).toBe(false);
  });

  it('treats the click that took the focus as "close", and a later one as "open"', async () => {
    const { clock, popover, open } = setUp();
    const window = await open();
    window.emit('blur');
    popover.toggle(none);
    expect(popover.isVisible()).toBe(false);
    await clock.advance(1_000);
    popover.toggle(none);
    expect(popover.isVisible()).toBe(true);
    popover.toggle(none);
    expect(popover.isVisible()).toBe(false);
  });

  it('opens on a click although the system’s clock was set back since it was hidden', async () => {
    const { clock, popover, open } = setUp();
    const window = await open();
    window.emit('blur');
    clock.jump(-60 * minuteMs);
    popover.toggle(none);
    expect(popover.isVisible()).toBe(true);
  });

  it('shows no frame before its page is painted, however often it is opened', async () => {
    const { clock, popover, last } = setUp();
    popover.toggle(none);
    popover.toggle(none);
    popover.show(none);
    expect(popover.isVisible()).toBe(false);
    last().emit('ready-to-show');
    await clock.advance(1_000);
    expect(popover.isVisible()).toBe(true);
    expect(electron.windows).toHaveLength(1);
  });

  it('waits for the height of each new page, also after the user closed the one before', async () => {
    const { popover, open, last } = setUp();
    const window = await open();
    popover.fit(250);
    window.destroy();
    popover.show(none);
    last().emit('ready-to-show');
    expect(popover.isVisible()).toBe(false);
    popover.fit(300);
    expect(popover.isVisible()).toBe(true);
    expect(last().getBounds().height).toBe(300);
  });

  it.each([
    ['crashed', 'render-process-gone', {}, { reason: 'crashed' }],
    ['hangs', 'unresponsive'],
    ['left for about:blank, which Electron allows every page', 'did-navigate', {}, 'about:blank'],
    ['failed to load', 'did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://ui/', true],
  ])('gets a new window for a page that %s', async (_what, event, ...args) => {
    const { clock, popover, open, last, onLost } = setUp();
    const window = await open();
    window.emit(event, ...args);
    window.webContents.emit(event, ...args);
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(window.destroyed).toBe(true);
    last().emit('ready-to-show');
    await clock.advance(1_000);
    expect(electron.windows).toHaveLength(2);
    expect(popover.isVisible()).toBe(true);
  });

  it('does not replace a page that never loads again and again, but tries again when opened', async () => {
    const { popover, last, onLost } = setUp();
    popover.show(none);
    last().webContents.emit('render-process-gone', {}, { reason: 'launch-failed' });
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(electron.windows).toHaveLength(1);
    expect(popover.contents()).toBeNull();
    popover.show(none);
    expect(electron.windows).toHaveLength(2);
  });

  it('does not replace a page that is lost again at once, until it is opened', async () => {
    const { popover, open, last, clock } = setUp();
    (await open()).webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    last().emit('ready-to-show');
    await clock.advance(1_000);
    last().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(electron.windows).toHaveLength(2);
    expect(popover.isVisible()).toBe(false);
    await open();
    expect(popover.isVisible()).toBe(true);
  });

  it('stays hidden when its page is lost while hidden', async () => {
    const { clock, popover, open } = setUp();
    const window = await open();
    popover.hide();
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    expect(window.destroyed).toBe(true);
    expect(electron.windows).toHaveLength(1);
    expect(clock.timerCount()).toBe(0);
  });

  it('keeps its window after events that are no loss of its page', async () => {
    const { open, onLost } = setUp();
    const window = await open();
    window.webContents.emit('did-navigate', {}, 'app://ui/');
    window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'https://example.invalid/', true);
    window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://ui/x.png', false);
    expect(onLost).not.toHaveBeenCalled();
  });

  it('frees the memory after five minutes hidden, and not while it is visible', async () => {
    const { clock, popover, open } = setUp();
    const window = await open();
    popover.hide();
    await clock.advance(4 * minuteMs);
    popover.show(none);
    await clock.advance(10 * minuteMs);
    expect(window.destroyed).toBe(false);
    popover.hide();
    await clock.advance(5 * minuteMs);
    expect(window.destroyed).toBe(true);
    expect(popover.contents()).toBeNull();
    await open();
    expect(electron.windows).toHaveLength(2);
  });

  it('is a plain window without a panel: it does not hide, and its closing is reported', async () => {
    const { popover, open, onWindowClosed } = setUp();
    popover.setMode('window');
    const window = await open();
    expect(window.options.frame).toBeUndefined();
    window.emit('blur');
    popover.hide();
    expect(popover.isVisible()).toBe(true);
    window.destroy();
    expect(onWindowClosed).toHaveBeenCalledTimes(1);
  });

  it('takes the plain window away once a panel has started, without ending the app', async () => {
    const { popover, open, onWindowClosed, onVisible } = setUp();
    popover.setMode('window');
    const window = await open();
    popover.setMode('popover');
    expect(window.destroyed).toBe(true);
    expect(onVisible).toHaveBeenLastCalledWith(false);
    expect(onWindowClosed).not.toHaveBeenCalled();
    expect((await open()).options.frame).toBe(false);
  });

  it('replaces an open popover by the plain window, which stays open', async () => {
    const { popover, open } = setUp();
    const before = await open();
    popover.setMode('window');
    expect(before.destroyed).toBe(true);
    const window = await open();
    window.emit('blur');
    expect(popover.isVisible()).toBe(true);
  });

  it('keeps its window when it is told the kind that it has', async () => {
    const { popover, open } = setUp();
    const window = await open();
    popover.setMode('popover');
    expect(window.destroyed).toBe(false);
  });

  it('leaves no timer or window when stopped while its page is being painted', async () => {
    const { clock, popover, last } = setUp();
    popover.show(none);
    last().emit('ready-to-show');
    popover.stop();
    expect(clock.timerCount()).toBe(0);
    expect(popover.isVisible()).toBe(false);
  });

  it('leaves no timer or window when stopped', async () => {
    const { clock, popover, open, onWindowClosed } = setUp();
    const window = await open();
    popover.hide();
    popover.stop();
    expect(window.destroyed).toBe(true);
    expect(clock.timerCount()).toBe(0);
    expect(onWindowClosed).not.toHaveBeenCalled();
  });
});
