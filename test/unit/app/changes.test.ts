import { describe, expect, it, vi } from 'vitest';
import { createChanges } from '../../../main/app/changes.ts';
import { settle } from '../../support/fakes.ts';

describe('createChanges', () => {
  it('tells many changes in a row once, and the next ones again', async () => {
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

  it('tells a change made by a listener in another turn, without end', async () => {
    const changes = createChanges();
    let told = 0;
    changes.subscribe(() => {
      told += 1;
      if (told === 1) changes.notify();
    });
    changes.notify();
    await settle();
    await settle();
    await settle();
    expect(told).toBe(2);
  });

  it('forgets who left', async () => {
    const changes = createChanges();
    const listener = vi.fn();
    changes.subscribe(listener)();
    changes.notify();
    await settle();
    expect(listener).not.toHaveBeenCalled();
  });
});
