import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = { supported: true, made: [] as FakeNotification[] };
class FakeNotification extends EventEmitter {
  static isSupported = (): boolean => electron.supported;
  readonly options: { title: string; body: string };
  closed = false;
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
    electron.made.push(this);
  }
  show(): void {}
  close(): void {
    this.closed = true;
  }
}
vi.mock('electron', () => ({ Notification: FakeNotification }));
const { createNotices, neutraliseMarkup } = await import('../../../../main/adapters/electron/notices.ts');

const timers: (() => void)[] = [];
const clock = {
  now: () => 0,
  random: () => 0,
  after: (_delayMs: number, task: () => void) => {
    timers.push(task);
    return () => {
      timers.splice(timers.indexOf(task), 1);
    };
  },
};
const notice = { tag: 'week', title: 'a < b', body: '<b>90 %</b> & more' };
const last = (): FakeNotification => {
  const made = electron.made.at(-1);
  if (made === undefined) throw new Error('no notification');
  return made;
};

beforeEach(() => {
  electron.supported = true;
  electron.made.length = 0;
  timers.length = 0;
});

describe('createNotices', () => {
  it('resolves once the system has shown it', async () => {
    const answer = createNotices(clock, 'win32').show(notice, () => {});
    last().emit('show');
    await expect(answer).resolves.toBe('shown');
    expect(last().options).toEqual({ title: notice.title, body: notice.body });
    expect(timers).toHaveLength(0);
  });

  it('reports failure when the system reports it, reports nothing, or has no notifications', async () => {
    const notices = createNotices(clock, 'linux');
    const refused = notices.show(notice, () => {});
    last().emit('failed', {}, 'no server');
    await expect(refused).resolves.toBe('failed');
    const silent = notices.show(notice, () => {});
    timers[0]?.();
    await expect(silent).resolves.toBe('failed');
    electron.supported = false;
    await expect(notices.show(notice, () => {})).resolves.toBe('failed');
  });

  it('neutralises markup on Linux', () => {
    void createNotices(clock, 'linux').show(notice, () => {});
    expect(last().options.body).not.toMatch(/[<&]/);
    expect(neutraliseMarkup('90 % of 6000')).toBe('90 % of 6000');
  });

  it('passes the click on', async () => {
    const clicked = vi.fn();
    const answer = createNotices(clock, 'linux').show(notice, clicked);
    last().emit('show');
    await answer;
    last().emit('click');
    expect(clicked).toHaveBeenCalledTimes(1);
  });

  it('replaces an older notice of the same tag and keeps others', async () => {
    const notices = createNotices(clock, 'linux');
    void notices.show(notice, () => {});
    const first = last();
    void notices.show({ ...notice, tag: 'month' }, () => {});
    expect(first.closed).toBe(false);
    void notices.show(notice, () => {});
    expect(first.closed).toBe(true);
  });

  it('leaves no timer, listener or notification when stopped', () => {
    const notices = createNotices(clock, 'linux');
    void notices.show(notice, () => {});
    notices.stop();
    expect(last().closed).toBe(true);
    expect(last().eventNames()).toEqual([]);
  });
});
