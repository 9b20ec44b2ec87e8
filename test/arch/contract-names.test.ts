import { expect, test } from 'vitest';
import { callNames, pushNames } from '../../preload/channels.ts';
import { calls, pushes } from '../../preload/contract.ts';

test('the names the preload offers are those of the contract, once each', () => {
  expect([...callNames].sort()).toEqual(Object.keys(calls).sort());
  expect([...pushNames].sort()).toEqual(Object.keys(pushes).sort());
});
