import { expect, it } from 'vitest';
import { createTurns } from '../../../main/core/turns.ts';

it('starts each task once the one before it has ended, and runs on after a failure', async () => {
  const inTurn = createTurns();
  const order: string[] = [];
  const first = inTurn(async () => {
    order.push('first begins');
    await Promise.resolve();
    order.push('first fails');
    throw new Error('no');
  });
  const second = inTurn(async () => {
    order.push('second');
    return 2;
  });
  await expect(first).rejects.toThrow('no');
  expect(await second).toBe(2);
  expect(order).toEqual(['first begins', 'first fails', 'second']);
});
