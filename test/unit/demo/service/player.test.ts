import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../../main/core/quota/calendar.ts';
import { createDemoPlayer, simulatedAfter } from '../../../../main/demo/service/player.ts';
import { type AccountState, emptyAccount } from '../../../../main/demo/service/stand-in/account/account.ts';
import { storyAt, storyLengthMs } from '../../../../main/demo/service/story.ts';

const saturdayMs = Date.UTC(2026, 10, 21, 12, 34);

/** A stand-in’s account without its server. */
function played() {
  const clock = { nowMs: saturdayMs, now: () => clock.nowMs };
  let accountAt = (_nowMs: number): AccountState => emptyAccount;
  const account = {
    get: () => accountAt(clock.nowMs),
    update(change: Partial<AccountState>) {
      const changed = { ...account.get(), ...change };
      accountAt = () => changed;
    },
    follow(next: typeof accountAt) {
      accountAt = next;
    },
  };
  const player = createDemoPlayer({ standIn: { account }, clock });
  return { clock, player, plan: () => account.get().codingPlan };
}

describe('the demo player', () => {
  it('plays a day in 110 seconds and then continues at the pace of real time', () => {
    expect(simulatedAfter(0, 110_000)).toBe(0);
    expect(simulatedAfter(55_000, 110_000)).toBe(storyLengthMs / 2);
    expect(simulatedAfter(110_000, 110_000)).toBe(storyLengthMs);
    expect(simulatedAfter(170_000, 110_000)).toBe(storyLengthMs + 60_000);
  });

  it('gives the account the use of the story', () => {
    const { clock, player, plan } = played();
    expect(player.progress()).toBeNull();
    player.start();
    expect(plan()?.fiveHours?.used).toBe(storyAt(0).fiveHours.used);
    clock.nowMs += 37_000;
    expect(plan()?.fiveHours?.used).toBeGreaterThanOrEqual(1080);
    expect((player.progress()?.simulatedMs ?? 0) / storyLengthMs).toBeCloseTo(37 / 110);
    clock.nowMs += 28_000;
    expect(plan()?.fiveHours?.used).toBeLessThan(300);
    clock.nowMs += 45_000;
    expect(player.progress()).toEqual({ simulatedMs: storyLengthMs, over: true });
  });

  it('reports resets that fit the real clock', () => {
    const { clock, player, plan } = played();
    player.start();
    for (let second = 0; second <= 110; second += 1) {
      clock.nowMs = saturdayMs + second * 1000;
      const fiveHoursReset = plan()?.fiveHours?.nextRefreshMs;
      if (typeof fiveHoursReset === 'number') {
        expect(fiveHoursReset).toBeGreaterThan(clock.nowMs);
        expect(fiveHoursReset).toBeLessThan(clock.nowMs + 7 * hourMs);
      }
      expect(plan()?.week?.nextRefreshMs).toBe(Date.UTC(2026, 10, 22, 16));
      expect(plan()?.month?.nextRefreshMs).toBe(Date.UTC(2026, 11, 5, 16));
    }
  });

  it('does not change the account when stopped', () => {
    const { clock, player, plan } = played();
    player.start();
    clock.nowMs += 20_000;
    const before = plan();
    player.stop();
    clock.nowMs += 20_000;
    expect(plan()).toEqual(before);
  });
});
