import { describe, expect, it } from 'vitest';
import type { PoolId } from '../../../../main/core/quota/model.ts';
import type { Session } from '../../../../main/core/session.ts';
import { activeSources } from '../../../../main/services/account/account.ts';
import { createInstalledPrograms } from '../../../../main/services/polling/installed-programs.ts';
import { fakeClock, settle } from '../../../support/fakes.ts';

const signedOut: Session = { state: 'signed-out', lastEnd: null, cause: 'never' };
const signedIn: Session = {
  state: 'signed-in',
  account: 'a',
  region: 'international',
  expiresAtMs: null,
  storage: { kind: 'memory' },
};

function setUp() {
  const clock = fakeClock();
  const world = {
    looks: 0,
    changes: 0,
    forgotten: [] as string[],
    pools: [] as readonly PoolId[],
    found: [] as readonly PoolId[],
  };
  const source = {
    id: 'bailian-cli' as const,
    get pools() {
      return world.pools;
    },
    async look() {
      world.looks += 1;
      world.pools = world.found;
    },
    fetch: async () => [],
  };
  const programs = createInstalledPrograms({
    clock,
    sources: [source],
    onChange: () => {
      world.changes += 1;
    },
    forget: (ids) => world.forgotten.push(...ids),
  });
  return { clock, world, programs, source };
}
const minute = 60_000;

describe('installed programs of a user without an account in the app', () => {
  it('are checked for after a delay, and then periodically', async () => {
    const { clock, world, programs } = setUp();
    programs.follow({ state: 'unknown' });
    await clock.advance(minute);
    expect(world.looks).toBe(0);
    programs.follow(signedOut);
    programs.follow(signedOut);
    await clock.advance(3_000);
    expect(world).toMatchObject({ looks: 1, changes: 0, forgotten: ['bailian-cli'] });
    world.found = ['coding-plan'];
    await clock.advance(15 * minute);
    expect(world).toMatchObject({ looks: 2, changes: 1, forgotten: ['bailian-cli'] });
    world.found = [];
    await clock.advance(15 * minute);
    expect(world).toMatchObject({ looks: 3, changes: 2, forgotten: ['bailian-cli', 'bailian-cli'] });
    programs.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('are no longer run, and their answers dropped, once there is an account', async () => {
    const { clock, world, programs } = setUp();
    programs.follow(signedOut);
    programs.follow(signedIn);
    await clock.advance(60 * minute);
    await settle();
    expect(world).toMatchObject({ looks: 0, forgotten: ['bailian-cli'] });
    programs.follow(signedOut);
    await clock.advance(3_000);
    expect(world.looks).toBe(1);
  });

  it('are used only while there is no account', () => {
    const { world, source } = setUp();
    const all = [{ source, region: null, instead: true } as const];
    expect(activeSources(all, null)).toEqual([]);
    world.pools = ['coding-plan'];
    expect(activeSources(all, null)).toHaveLength(1);
    expect(activeSources(all, 'china')).toEqual([]);
  });
});
