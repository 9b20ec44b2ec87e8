import { describe, expect, it, vi } from 'vitest';
import { createChanges } from '../../../main/app/changes.ts';
import { settle } from '../../support/fakes.ts';

describe('createChanges', () => {
  it('calls once for many changes in a row, and again for later ones', async () => {
    const changes = createChanges();
    const listener = vi.fn();
    changes.subscribe(listener);
    changes.notify();
    changes.notify();
    expect(listener).not.toHaveBeenCalled();
    await settle();
    expect(listener).toHaveBeenCalledTimes(1);
    changes.notify();
    await settle();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('calls again later for a change made by a listener', async () => {
    const changes = createChanges();
    let calls = 0;
    changes.subscribe(() => {
      calls += 1;
      if (calls === 1) changes.notify();
    });
    changes.notify();
    await settle();
    await settle();
    await settle();
    expect(calls).toBe(2);
  });

  it('does not call after the unsubscription', async () => {
    const changes = createChanges();
    const listener = vi.fn();
    changes.subscribe(listener)();
    changes.notify();
    await settle();
    expect(listener).not.toHaveBeenCalled();
  });
});
