import { describe, expect, it, vi } from 'vitest';
import type { BusQuestion } from '../../../../main/adapters/desktop/session-bus.ts';
import { createKeyring } from '../../../../main/adapters/electron/keyring.ts';

/** The replies of the bus: whether the default keyring is locked (null: there is none), and whether the service runs. */
function setUp(locked: boolean | null, runs: boolean, unlocks = true) {
  const ask = vi.fn(async ({ member }: BusQuestion) => (member === 'NameHasOwner' ? runs : locked));
  const unlock = vi.fn(async (_signal: AbortSignal) => unlocks);
  return { ask, unlock, keyring: createKeyring({ ask, unlock }) };
}

describe('createKeyring', () => {
  it.each([
    ['unlocked', false, true],
    ['without a service', null, false],
  ])('bothers nobody where it is %s', async (_what, locked, runs) => {
    const { keyring, unlock } = setUp(locked, runs);
    expect(await keyring.open()).toBe(true);
    expect(unlock).not.toHaveBeenCalled();
  });

  it.each([
    ['locked', true],
    ['yet to be made', null],
  ])('has the user asked where it is %s', async (_what, locked) => {
    const { keyring, unlock } = setUp(locked, true);
    expect(await keyring.open()).toBe(true);
    expect(unlock).toHaveBeenCalledTimes(1);
  });

  it('asks the user once in a run, also after a refusal', async () => {
    const { keyring, unlock } = setUp(true, true, false);
    expect(await keyring.open()).toBe(false);
    expect(await keyring.open()).toBe(false);
    expect(unlock).toHaveBeenCalledTimes(1);
  });

  it('ends the wait when stopped', async () => {
    const keyring = createKeyring({
      ask: async () => true,
      unlock: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(false))),
    });
    const opened = keyring.open();
    await Promise.resolve();
    keyring.stop();
    expect(await opened).toBe(false);
  });
});
