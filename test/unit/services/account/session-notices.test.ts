import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../main/core/session.ts';
import { createSessionNotices, type SessionNews } from '../../../../main/services/account/session-notices.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';

const hourMs = 3_600_000;

function setUp(files = memoryFiles(), clock = fakeClock()) {
  const announced: SessionNews[] = [];
  const notices = createSessionNotices({ clock, files, log: memoryLog(), announce: (news) => announced.push(news) });
  const signedIn = (expiresAtMs: number | null): Session => ({
    state: 'signed-in',
    region: 'international',
    account: 'a',
    expiresAtMs,
    storage: { kind: 'memory' },
  });
  return { clock, files, announced, notices, signedIn };
}
const signedOut = (cause: 'expired' | 'signed-out'): Session => ({ state: 'signed-out', lastEnd: null, cause });

describe('the end of a session', () => {
  it('is announced half an hour before, once, however often the session is reported', async () => {
    const { clock, announced, notices, signedIn } = setUp();
    const endsAtMs = clock.now() + 12 * hourMs;
    notices.follow(signedIn(endsAtMs));
    await clock.advance(11.5 * hourMs - 1);
    expect(announced).toEqual([]);
    await clock.advance(1);
    expect(announced).toEqual([{ kind: 'session-ending', endsAtMs }]);
    notices.follow(signedIn(endsAtMs));
    await clock.advance(0.1 * hourMs);
    expect(announced).toHaveLength(1);
    expect(clock.timerCount()).toBe(0);
  });

  it('is announced at once if less time is left, and not if it has passed or is unknown', async () => {
    const { clock, announced, notices, signedIn } = setUp();
    notices.follow(signedIn(null));
    notices.follow(signedIn(clock.now() - 1));
    await clock.advance(hourMs);
    expect(announced).toEqual([]);
    notices.follow(signedIn(clock.now() + 60_000));
    expect(announced).toMatchObject([{ kind: 'session-ending' }]);
  });

  it('is announced when it has come, but not if the user ended the session', async () => {
    const { clock, announced, notices, signedIn } = setUp();
    notices.follow(signedOut('expired'));
    notices.follow(signedIn(clock.now() + hourMs));
    notices.follow(signedOut('signed-out'));
    expect(announced).toEqual([]);
    notices.follow(signedIn(clock.now() + hourMs));
    notices.follow(signedOut('expired'));
    notices.follow(signedOut('expired'));
    expect(announced).toEqual([{ kind: 'session-ended' }]);
    expect(clock.timerCount()).toBe(0);
  });

  it('is announced once across all runs of the app, and again for a new session', async () => {
    const { clock, files, announced, notices, signedIn } = setUp();
    const endsAtMs = clock.now() + 0.4 * hourMs;
    await notices.start();
    notices.follow(signedIn(endsAtMs));
    await notices.settled();
    expect(announced).toHaveLength(1);
    const again = setUp(files, clock);
    await again.notices.start();
    again.notices.follow(signedIn(endsAtMs));
    await settle();
    expect(again.announced).toEqual([]);
    again.notices.follow(signedIn(endsAtMs + 1));
    expect(again.announced).toEqual([{ kind: 'session-ending', endsAtMs: endsAtMs + 1 }]);
  });

  it('is announced at once if the machine slept through the moment', () => {
    const { clock, announced, notices, signedIn } = setUp();
    notices.follow(signedIn(clock.now() + 2 * hourMs));
    clock.jump(1.8 * hourMs);
    expect(announced).toEqual([]);
    notices.wake();
    notices.wake();
    expect(announced).toHaveLength(1);
  });

  it('leaves no timer behind', () => {
    const { clock, notices, signedIn } = setUp();
    notices.follow(signedIn(clock.now() + hourMs));
    notices.stop();
    expect(clock.timerCount()).toBe(0);
  });
});
