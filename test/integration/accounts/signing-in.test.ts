import { afterEach, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type Desk, openDesk } from './environment.ts';

let desk: Desk;
afterEach(() => desk.close());

it('cancels the sign-in that is under way, not one that another has replaced', async () => {
  desk = await openDesk();
  vi.spyOn(desk.standIn, 'approve').mockReturnValue(undefined as never);
  const { signIn, accounts } = desk.runtime();
  await signIn.start('international', 'new');
  await eventually('the page', () => accounts.view().adding?.state === 'waiting');
  await signIn.start('international');
  expect(accounts.view().adding).toBeNull();
  await eventually('the other page', () => signIn.session().state === 'waiting');
  signIn.cancel();
  expect(signIn.session()).toMatchObject({ state: 'signed-out', lastEnd: { kind: 'cancelled' } });
});
