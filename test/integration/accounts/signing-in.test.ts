import { afterEach, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { accountOf, type Desk, openDesk, usedIn } from './environment.ts';

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

it('does not list an account twice whose session has ended, and renews it where it is', async () => {
  desk = await openDesk();
  desk.standIn.account.update(accountOf('work', 321));
  await desk.signIn();
  desk.standIn.addAccount(accountOf('home', 77));
  await desk.signIn('new');
  const others = () => desk.runtime().accounts.view().others;
  await eventually('its numbers', () => others().some(({ snapshot }) => usedIn(snapshot) === 77));
  desk.standIn.expireTokens('id-of-home');
  const hasEnded = () => others()[0]?.session.state === 'signed-out';
  await eventually('the end of the session', async () => {
    await desk.runtime().quota.refresh();
    return hasEnded();
  });
  await desk.restart();
  await eventually('no session', hasEnded);
  await desk.signIn('new');
  expect(desk.runtime().accounts.view().adding).toMatchObject({ lastEnd: { kind: 'already-here' } });
  expect(others()).toHaveLength(1);
  await desk.signIn(others()[0]?.id);
  expect(others()).toMatchObject([{ number: 2, session: { state: 'signed-in', account: 'home@example.com' } }]);
});
