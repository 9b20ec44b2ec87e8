import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endInOrder, type QuittingDeps } from '../../../../main/adapters/electron/quitting.ts';
import { settle } from '../../../support/fakes.ts';

const limitMs = 2_500;

function setUp(end: () => Promise<void>) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn(), exit: vi.fn(), relaunch: vi.fn() });
  const process = new EventEmitter();
  const preventDefault = vi.fn();
  endInOrder({ app, process, end, limitMs, exitCode: () => 3 } as unknown as QuittingDeps);
  return { app, process, preventDefault, quit: () => app.emit('before-quit', { preventDefault }) };
}

describe('endInOrder', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the end, once, however often the app is asked to quit', async () => {
    let finish = (): void => {};
    const end = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { app, quit, preventDefault } = setUp(end);
    quit();
    quit();
    await settle();
    expect([end.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 2]);
    expect(app.exit).not.toHaveBeenCalled();
    finish();
    await settle();
    expect(app.exit.mock.calls).toEqual([[3]]);
    expect(app.relaunch).not.toHaveBeenCalled();
  });

  it('waits no longer than the limit', async () => {
    const slow = setUp(() => new Promise(() => {}));
    slow.quit();
    await vi.advanceTimersByTimeAsync(limitMs);
    expect(slow.app.exit).toHaveBeenCalledTimes(1);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('quits on %s', (signal) => {
    const { app, process } = setUp(async () => {});
    process.emit(signal);
    expect(app.quit).toHaveBeenCalledTimes(1);
  });

  it('relaunches if it was started while it quit, and only then', async () => {
    const { app, quit } = setUp(async () => {});
    app.emit('second-instance');
    quit();
    app.emit('second-instance');
    await settle();
    expect(app.relaunch).toHaveBeenCalledTimes(1);
    const before = setUp(async () => {});
    before.app.emit('second-instance');
    before.quit();
    await settle();
    expect(before.app.relaunch).not.toHaveBeenCalled();
  });
});
