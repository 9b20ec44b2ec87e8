// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppState } from '../../preload/contract.ts';
import { Ready } from '../../renderer/App.tsx';
import { type Answers, draw, fakeMain, perform, press, refuse, textIn } from './dom.tsx';
import { base, nowMs, signedOut, snapshotOf } from './states.ts';

afterEach(cleanup);

type Session = AppState['session'];

function open(session: Session, over: Partial<AppState> = {}, answers: Answers = {}) {
  const main = fakeMain(answers);
  const state = { ...base, snapshot: snapshotOf(), session, ...over };
  const { container, rerender } = draw(<Ready state={state} nowMs={nowMs} bridge={main.bridge} />);
  const show = (changed: Partial<AppState>) =>
    rerender(<Ready state={{ ...state, ...changed }} nowMs={nowMs} bridge={main.bridge} />);
  const unasked = ['popover:fit', 'history:use', 'history:get'];
  const calls = () => main.calls.filter(([name]) => !unasked.includes(String(name)));
  return { main, container, calls, show };
}

const button = (name: string) => screen.getByRole('button', { name });
const chosenRegion = () =>
  screen.getAllByRole<HTMLInputElement>('radio').find(({ checked }) => checked)?.value ?? 'none';
const submit = () => perform(() => fireEvent.submit(button('Sign in').closest('form') ?? document.body));
const waiting: Session = {
  state: 'waiting',
  region: 'international',
  expiresAtMs: nowMs + 9 * 60_000 + 41_000,
  offline: false,
};

describe('the sign-in', () => {
  it('starts with the service that the user chooses', async () => {
    const { calls } = open(signedOut('never'));
    expect(chosenRegion()).toBe('international');
    await press(screen.getByRole('radio', { name: /^China/ }));
    await submit();
    expect(calls()).toEqual([['sign-in:start', { region: 'china' }]]);
  });

  it('preselects the service of the last sign-in', async () => {
    open({ ...signedOut('expired'), region: 'china' } as Session);
    expect(chosenRegion()).toBe('china');
  });

  it('preselects the service that the settings use, and without settings the one for the language', () => {
    open(signedOut('never'), { language: 'zh-CN' });
    expect(chosenRegion()).toBe('international');
    cleanup();
    open(signedOut('never'), { language: 'zh-CN', settings: { state: 'unknown' } });
    expect(chosenRegion()).toBe('china');
  });

  it('preselects by the settings also where they are read late, but never against the user', async () => {
    const language = 'zh-CN';
    const { show } = open(signedOut('never'), { language, settings: { state: 'unknown' } });
    expect(chosenRegion()).toBe('china');
    show({ settings: base.settings });
    expect(chosenRegion()).toBe('international');
    await press(screen.getByRole('radio', { name: /千问AI平台/ }));
    show({ settings: base.settings });
    expect(chosenRegion()).toBe('china');
  });

  it('shows an error when main rejects the call, and lets the user retry', async () => {
    const { container, calls } = open(signedOut('never'), {}, { 'sign-in:start': refuse });
    await submit();
    expect(textIn(container)).toContain('Something went wrong. Nothing was changed.');
    await submit();
    expect(calls()).toHaveLength(2);
  });

  it('offers the demo', async () => {
    const { calls } = open(signedOut('never'));
    await press(button('Try with demo data'));
    expect(calls()).toEqual([['demo:enter']]);
  });

  it('offers to count from the logs that were found, for the plan that the user names', async () => {
    const { calls } = open(signedOut('never'), { localCounts: { fiveHours: 1_300, week: 1_400, month: null } });
    expect(screen.getByText(/^Which Coding Plan do you have\?/).className).not.toContain('unseen');
    await press(button('Pro · 6,000 in 5 hours'));
    expect(calls()).toEqual([['preferences:set', { codingPlan: 'pro' }]]);
    expect(button('Pro · 6,000 in 5 hours').className).toContain('primary');
    expect(button('Lite · 1,200 in 5 hours').className).not.toContain('primary');
  });

  it('leads to the requests in the logs where they belong to no plan of known size', async () => {
    const rows = [{ date: '2026-10-07', model: 'm', project: null, requests: 40 }];
    const use = { fromDate: '2026-09-07', toDate: '2026-10-07', rows };
    const { container } = open(
      signedOut('never'),
      { settings: { state: 'unknown' } },
      { 'history:use': async () => use },
    );
    const show = await screen.findByRole('button', { name: 'See them by day, model and project' });
    expect(textIn(container)).toContain('Counted: 40 requests in the last 31 days.');
    await press(show);
    expect(textIn(container)).toContain('40 requests in the last 31 days');
    expect(screen.getByRole('radio', { name: 'Project' })).toBeDefined();
  });

  it('names the official programs that are installed, which need no sign-in here', () => {
    const { container } = open(signedOut('never'), { officialClients: ['qwencloud', 'bl'] });
    expect(textIn(container)).toContain('Found: qwencloud, bl. If you are signed in there');
  });

  it('names each of the three ways with what it can know', () => {
    open(signedOut('never'));
    const ways = screen.getAllByRole('region').map((one) => one.querySelector('h2')?.textContent);
    expect(ways).toEqual(expect.arrayContaining(['With your account', 'From Qwen Code’s logs', 'With demo data']));
  });

  it('offers no demo inside the demo', () => {
    open(signedOut('never'), { demo: true });
    expect(screen.queryByRole('button', { name: 'Try with demo data' })).toBeNull();
  });

  it('can be cancelled while its page is being opened', async () => {
    const { calls } = open({ state: 'starting', region: 'international' });
    await press(button('Cancel'));
    expect(calls()).toEqual([['sign-in:cancel']]);
  });

  it('counts down while it waits, without announcing the seconds', () => {
    open(waiting);
    const timer = screen.getByRole('timer');
    expect(timer.textContent).toContain('9:41');
    expect(timer.getAttribute('aria-live')).toBe('off');
  });

  it('opens the page again, and can be cancelled while it waits', async () => {
    const { calls } = open(waiting);
    await press(button('Open the page again'));
    await press(button('Cancel'));
    expect(calls()).toEqual([['sign-in:open-page'], ['sign-in:cancel']]);
  });

  it('copies the address of the page, and confirms it afterwards', async () => {
    const { calls, container } = open(waiting);
    expect(textIn(container)).not.toContain('Copied');
    await press(button('No page? Copy its address'));
    expect(calls()).toEqual([['sign-in:copy-page']]);
    expect(textIn(container)).toContain('Copied: open it in any browser.');
  });

  it('does not confirm a copy that main rejected', async () => {
    const { container } = open(waiting, {}, { 'sign-in:copy-page': refuse });
    await press(button('No page? Copy its address'));
    expect(textIn(container)).not.toContain('Copied');
    expect(textIn(container)).toContain('Something went wrong.');
  });
});
