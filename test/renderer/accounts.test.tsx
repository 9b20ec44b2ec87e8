// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { OtherAccount } from '../../main/core/accounts.ts';
import type { AppState } from '../../preload/contract.ts';
import { Ready } from '../../renderer/App.tsx';
import { draw, fakeMain, perform, press, textIn } from './dom.tsx';
import { base, codingPlan, fresh, nowMs, signedIn, signedOut, snapshotOf, threeWindows } from './states.ts';

afterEach(cleanup);

const home: OtherAccount = {
  ...{ id: '0a1b2c3d', number: 2, name: null, session: signedIn },
  snapshot: snapshotOf(fresh(codingPlan(threeWindows(5940, 12_880, 31_040)))),
};
const several: AppState['accounts'] = {
  ...{ chosen: { id: 'first', number: 1, name: 'Work' }, others: [home], adding: null, canAdd: true },
};

async function open(accounts: AppState['accounts'], to: 'quota' | 'plans', over: Partial<AppState> = {}) {
  const main = fakeMain();
  const state = { ...base, accounts, ...over };
  const { container, rerender } = draw(<Ready state={state} nowMs={nowMs} bridge={main.bridge} />);
  // The picture asks by itself.
  await perform(() => undefined);
  if (to === 'plans') {
    await press(screen.getByRole('button', { name: 'Preferences' }));
    await press(screen.getByRole('button', { name: 'Plans' }));
  }
  const show = (changed: AppState['accounts']) =>
    rerender(<Ready state={{ ...state, accounts: changed }} nowMs={nowMs} bridge={main.bridge} />);
  const calls = () => main.calls.filter(([name]) => !['popover:fit', 'history:get'].includes(String(name)));
  return { container, calls, show };
}

const button = (name: string) => screen.getByRole('button', { name });

describe('the quota screen with several accounts', () => {
  it('shows the pools of another account below its name, never amber or red', async () => {
    const { container } = await open(several, 'quota');
    const group = screen.getByRole('region', { name: 'Account 2' });
    expect(textIn(group)).toContain('99% used');
    expect(group.querySelector('[class*="amber"], [class*="red"]')).toBeNull();
    expect(textIn(container)).toMatch(/Work.*Coding Plan.*Account 2/);
  });

  it('offers nothing for another account whose session has ended: that is on the page of the plans', async () => {
    const reading = codingPlan(threeWindows(5940, 12_880, 31_040));
    const failure = { kind: 'session-expired' } as const;
    const old = { pool: reading.pool, state: 'stale', reading, disagreements: [], failure, failedAtMs: nowMs } as const;
    await open(
      { ...several, others: [{ ...home, session: signedOut('expired'), snapshot: snapshotOf(old) }] },
      'quota',
    );
    const group = screen.getByRole('region', { name: 'Account 2' });
    expect(textIn(group)).toContain('Sign-in has ended');
    expect(within(group).queryAllByRole('button')).toEqual([]);
    expect(group.querySelector('[class*="amber"], [class*="red"]')).toBeNull();
  });

  it('shows the others also where nobody is signed in to the chosen one', async () => {
    const { container } = await open(several, 'quota', { session: signedOut('never'), snapshot: snapshotOf() });
    expect(textIn(screen.getByRole('region', { name: 'Account 2' }))).toContain('99% used');
    expect(textIn(container)).toMatch(/Work.*Where is your account\?/);
  });

  it('names no account where there is one', async () => {
    const { container } = await open({ ...several, others: [] }, 'quota');
    expect(textIn(container)).not.toContain('Work');
  });
});

describe('the page of the plans', () => {
  it('chooses the account that Qwen Code uses', async () => {
    const { calls } = await open(several, 'plans');
    await perform(() =>
      fireEvent.change(screen.getByRole('combobox', { name: 'Used by Qwen Code' }), { target: { value: home.id } }),
    );
    expect(calls()).toEqual([['account:choose', { id: home.id }]]);
  });

  it('names an account', async () => {
    const { calls } = await open(several, 'plans');
    const [, field] = screen.getAllByRole('textbox', { name: 'Name' });
    if (field === undefined) throw new Error('no field');
    await perform(() => fireEvent.change(field, { target: { value: 'Private' } }));
    await perform(() => fireEvent.blur(field));
    expect(calls()).toEqual([['account:rename', { id: home.id, name: 'Private' }]]);
  });

  it('removes an account only after a second press, and signs the first one out', async () => {
    const { calls } = await open(several, 'plans');
    await press(button('Remove…'));
    expect(calls()).toEqual([]);
    await press(button('Remove'));
    await press(button('Sign out'));
    expect(calls()).toEqual([
      ['account:remove', { id: home.id }],
      ['account:remove', { id: 'first' }],
    ]);
  });

  it('asks before it removes a further account, whatever its number is', async () => {
    const { calls } = await open({ ...several, others: [{ ...home, number: 1 }] }, 'plans');
    await press(button('Remove…'));
    expect(calls()).toEqual([]);
  });

  it('asks with the focus on the question, so that a second press of a key removes nothing', async () => {
    await open(several, 'plans');
    const fold = button('Remove…').closest('details');
    fold?.setAttribute('open', '');
    for (const cancel of [
      () => press(button('Cancel')),
      () => perform(() => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })),
    ]) {
      button('Remove…').focus();
      await press(button('Remove…'));
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Remove Account 2?' }));
      await cancel();
      expect(document.activeElement).toBe(button('Remove…'));
      expect(fold?.hasAttribute('open')).toBe(true);
    }
  });

  it('leaves the form of another account with Escape, back to its button', async () => {
    const { container } = await open(several, 'plans');
    button('Add an account').focus();
    await press(button('Add an account'));
    await perform(() => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' }));
    expect(textIn(container)).not.toContain('Where is your account?');
    expect(document.activeElement).toBe(button('Add an account'));
  });

  it('signs in again to an account whose session has ended, at its own service', async () => {
    const ended = { ...home, session: { ...signedOut('expired'), region: 'china' } as OtherAccount['session'] };
    const { calls } = await open({ ...several, others: [ended] }, 'plans');
    await perform(() => fireEvent.submit(button('Sign in again').closest('form') ?? document.body));
    expect(calls()).toEqual([['sign-in:start', { region: 'china', account: home.id }]]);
  });

  it('adds an account by the steps of the sign-in, and closes the form once it is there', async () => {
    const one = { ...several, others: [] };
    const { container, calls, show } = await open(one, 'plans');
    await press(button('Add an account'));
    expect(textIn(container)).toContain('Your browser signs in with the account it knows.');
    await perform(() => fireEvent.submit(button('Sign in').closest('form') ?? document.body));
    expect(calls()).toEqual([['sign-in:start', { region: 'international', account: 'new' }]]);
    const expiresAtMs = nowMs + 60_000;
    show({ ...one, adding: { state: 'waiting', region: 'international', expiresAtMs, offline: false } });
    expect(textIn(container)).toContain('Finish in your browser');
    show(several);
    expect(textIn(container)).not.toContain('Where is your account?');
    expect(button('Add an account')).toBeDefined();
  });

  it('says when the account is on the list already, and drops it with Cancel', async () => {
    const adding = { ...signedOut('never'), lastEnd: { kind: 'already-here' } } as AppState['accounts']['adding'];
    const { container, calls } = await open({ ...several, others: [], adding }, 'plans');
    expect(textIn(container)).toContain('This account is on your list already.');
    await press(button('Cancel'));
    expect(calls()).toEqual([['sign-in:cancel']]);
  });

  it('adds none to as many as there can be, and none in the demo', async () => {
    await open({ ...several, canAdd: false }, 'plans');
    expect(screen.queryByRole('button', { name: 'Add an account' })).toBeNull();
    cleanup();
    await open({ ...several, others: [] }, 'plans', { demo: true });
    expect(screen.queryByRole('button', { name: 'Add an account' })).toBeNull();
  });
});

it('names the account of a notice, and offers no switch for one that Qwen Code does not use', async () => {
  const notice = {
    ...{ tag: '0a1b2c3d:coding-plan/five-hours', account: 'Account 2', canSnooze: true, canSwitch: false },
    ...{ title: '92% of the 5-hour quota used', body: 'Coding Plan: 480 requests left.' },
  };
  const { calls } = await open(several, 'quota', { pendingNotices: [notice] });
  const messages = screen.getByRole('region', { name: 'Messages' });
  expect(textIn(messages)).toContain('Account 2');
  expect(within(messages).queryByRole('button', { name: 'Switch…' })).toBeNull();
  await press(within(messages).getByRole('button', { name: 'Snooze until it is back' }));
  expect(calls()).toEqual([['notice:snooze', { tag: notice.tag }]]);
});
