import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endInOrder, type QuittingDeps } from '../../../../main/adapters/electron/quitting.ts';
import { settle } from '../../../support/fakes.ts';

const limitMs = 2_500;

function setUp(end: () => Promise<void>, activeResources: () => readonly string[] = () => ['TTYWrap', 'Timeout']) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn(), exit: vi.fn(), relaunch: vi.fn() });
  const kill = vi.fn();
  const process = Object.assign(new EventEmitter(), { kill, pid: 42, getActiveResourcesInfo: activeResources });
  const preventDefault = vi.fn();
  endInOrder({ app, process, end, limitMs, exitCode: () => 3 } as unknown as QuittingDeps);
  return { app, process, kill, preventDefault, quit: () => app.emit('before-quit', { preventDefault }) };
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

  it('ends although the end throws at once', async () => {
    const { app, quit } = setUp(() => {
      throw new Error('a bug');
    });
    quit();
    await settle();
    expect(app.exit).toHaveBeenCalledTimes(1);
  });

  it.each(['FSReqCallback', 'FSReqPromise', 'GetAddrInfoReqWrap', 'GetNameInfoReqWrap'])(
    'kills the process where a %s would keep its exit waiting',
    async (request) => {
      const { app, kill, quit } = setUp(
        async () => {},
        () => ['Timeout', request],
      );
      quit();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(kill.mock.calls).toEqual([[42, 'SIGKILL']]);
      expect(app.exit).not.toHaveBeenCalled();
    },
  );

  it('lets a request end that is only about to', async () => {
    let pending = ['FSReqCallback'];
    const { app, kill, quit } = setUp(
      async () => {},
      () => pending,
    );
    quit();
    await settle();
    expect(app.exit).not.toHaveBeenCalled();
    pending = [];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(app.exit).toHaveBeenCalledTimes(1);
    expect(kill).not.toHaveBeenCalled();
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
