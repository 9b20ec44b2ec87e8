// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { App } from '../../renderer/App.tsx';
import { createStateStore } from '../../renderer/state.ts';
import { type Answers, deferred, draw, fakeMain, perform, press, refuse, textIn } from './dom.tsx';
import { base, fresh, nowMs, readable, states, windowOf } from './states.ts';

afterEach(cleanup);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Renders the app with a fake main that holds `state`; null means that main has not answered yet. */
async function open(state: AppState | null, answers: Answers = {}) {
  const main = fakeMain({ 'state:get': () => (state === null ? new Promise(() => {}) : state), ...answers });
  const store = createStateStore(main.bridge, () => performance.now());
  const monotonic = () => performance.now();
  const view = draw(<App bridge={main.bridge} store={store} monotonic={monotonic} />);
  await perform(() => undefined);
  const calls = () => main.calls.filter(([name]) => name !== 'popover:fit' && name !== 'state:get');
  const asked = () => main.calls.filter(([name]) => name === 'state:get').length;
  return { ...view, main, calls, asked };
}

const button = (name: string) => screen.getByRole('button', { name });
const openTab = () =>
  screen
    .getAllByRole('button')
    .find((one) => one.closest('.tabs') !== null && one.getAttribute('aria-current') === 'page');
const setVisibility = (state: DocumentVisibilityState) =>
  perform(() => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  });

describe('the app', () => {
  it('is busy until main answers, and then shows main’s state', async () => {
    const { container, main } = await open(null);
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
    await main.push(base);
    expect(textIn(container)).toContain('3,480 left');
    await main.push({ ...base, language: 'zh-CN' });
    expect(textIn(container)).toContain('已用 2,520 / 6,000 次');
  });

  it.each([
    ['en-GB', 'Qwen Gauge does not answer.', 'Try again'],
    ['zh-Hans-CN', 'Qwen Gauge 没有响应。', '重试'],
  ])('says in the user’s language (%s) that main does not answer, and asks again', async (tag, text, retry) => {
    vi.spyOn(navigator, 'language', 'get').mockReturnValue(tag);
    const { asked } = await open(null, { 'state:get': refuse });
    expect(textIn(screen.getByRole('alert'))).toContain(text);
    await press(button(retry));
    expect(asked()).toBe(2);
  });

  it('sets language and theme of the document', async () => {
    const { main } = await open({ ...base, preferences: { ...base.preferences, theme: 'dark' } });
    const { documentElement } = document;
    expect([documentElement.lang, documentElement.dataset['theme']]).toEqual(['en', 'dark']);
    await main.push({ ...base, language: 'zh-CN' });
    expect([documentElement.lang, documentElement.dataset['theme']]).toEqual(['zh-CN', undefined]);
  });

  it('opens each panel from its tab', async () => {
    await open(base, { 'history:get': () => [] });
    for (const name of ['Providers', 'History', 'Preferences', 'Quota']) {
      await press(button(name));
      expect(openTab()).toBe(button(name));
    }
  });

  it('shows an error text if a panel fails to render', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { container } = await open({ ...base, settings: { ...readable, options: null as never } });
    await press(button('Providers'));
    expect(textIn(container)).toContain('Something went wrong. Nothing was changed.');
    expect(complaint).toHaveBeenCalled();
  });
});

describe('a path', () => {
  it('begins with ~ in the home folder, and has the whole path as its title', async () => {
    const { container } = await open({ ...base, home: '/home/wei' });
    await press(button('Providers'));
    expect(textIn(container)).toContain('~/.qwen/settings.json');
    expect(screen.getByTitle('/home/wei/.qwen/settings.json')).toBeDefined();
  });
});

describe('the clock', () => {
  const waiting = states['waiting'] ?? base;
  const remaining = () => screen.getByRole('timer').textContent?.slice(0, 4);
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  it('counts down once a second while the page is visible', async () => {
    vi.useFakeTimers();
    await open(waiting);
    expect(remaining()).toBe('9:41');
    pass(1000);
    expect(remaining()).toBe('9:40');
    pass(10_000);
    expect(remaining()).toBe('9:30');
  });

  it('stops while the page is hidden; when shown again it is right at once and requests the state', async () => {
    vi.useFakeTimers();
    const startedAtMs = performance.now();
    const state = () => ({ ...waiting, time: { nowMs: nowMs + performance.now() - startedAtMs, rate: 1 } });
    const { asked } = await open(waiting, { 'state:get': state });
    await setVisibility('hidden');
    expect(vi.getTimerCount()).toBe(0);
    pass(30_000);
    expect(remaining()).toBe('9:41');
    expect(asked()).toBe(1);
    await setVisibility('visible');
    expect(remaining()).toBe('9:11');
    expect(asked()).toBe(2);
  });

  it('stops with the app', async () => {
    vi.useFakeTimers();
    const { unmount } = await open(waiting);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('runs at main’s rate', async () => {
    vi.useFakeTimers();
    await open({ ...waiting, time: { nowMs, rate: 60 } });
    pass(1000);
    expect(remaining()).toBe('8:41');
  });
});

describe('the header', () => {
  it('refreshes once, and shows that it is refreshing', async () => {
    const refresh = deferred();
    const { calls } = await open(base, { 'quota:refresh': () => refresh.promise });
    await press(button('Refresh'));
    await press(button('Refreshing…'));
    expect(calls()).toEqual([['quota:refresh']]);
    await perform(() => refresh.resolve(undefined));
    expect(button('Refresh').getAttribute('aria-disabled')).toBeNull();
  });

  it('keeps the focus on a button that is temporarily disabled', async () => {
    const refresh = deferred();
    await open(base, { 'quota:refresh': () => refresh.promise });
    button('Refresh').focus();
    await press(button('Refresh'));
    expect(document.activeElement).toBe(button('Refreshing…'));
    expect(button('Refreshing…').getAttribute('aria-disabled')).toBe('true');
  });

  it('sends no refresh while main is polling', async () => {
    const { calls } = await open({ ...base, snapshot: { ...base.snapshot, polling: true } });
    await press(button('Refreshing…'));
    expect(calls()).toEqual([]);
  });
});

describe('the banners', () => {
  it('let a notice be dismissed', async () => {
    const { calls } = await open(states['notices'] ?? base);
    await press(button('Dismiss'));
    expect(calls()).toEqual([['notice:dismiss', { tag: 'week' }]]);
  });

  it('leave it to the verdict to snooze its window where none waits, and to hear of it again', async () => {
    const usedUp = { ...states['usedUp'] };
    const { calls } = await open({ ...base, ...usedUp });
    await press(button('Snooze until it is back'));
    const window = { pool: 'coding-plan', windowId: 'five-hours' };
    expect(calls()).toEqual([['window:snooze', { ...window, isSnoozed: true }]]);
    cleanup();
    const { calls: undone } = await open({ ...base, ...states['snoozed'] });
    expect(screen.getByText('Notices snoozed until it is back')).toBeDefined();
    await press(button('Undo'));
    expect(undone()).toEqual([['window:snooze', { ...window, isSnoozed: false }]]);
  });

  it('let a window be snoozed, and lead to the providers without writing anything', async () => {
    const { calls } = await open(states['notices'] ?? base);
    await press(button('Snooze until it is back'));
    expect(calls()).toEqual([['notice:snooze', { tag: 'week' }]]);
    await press(button('Switch…'));
    expect(calls().map(([name]) => name)).not.toContain('switch:confirm');
    expect(openTab()).toBe(button('Providers'));
  });

  it('leave out what the verdict says already, which has the snooze then', async () => {
    const [notice] = (states['notices'] ?? base).pendingNotices;
    const pendingNotices = notice === undefined ? [] : [{ ...notice, tag: 'coding-plan/five-hours' }];
    const { calls } = await open({ ...base, ...states['usedUp'], pendingNotices });
    expect(document.querySelector('.banners')?.textContent).toBe('');
    await press(button('Snooze until it is back'));
    const wanted = { pool: 'coding-plan', windowId: 'five-hours', isSnoozed: true };
    expect(calls()).toEqual([['window:snooze', wanted]]);
    await press(button('History'));
    expect(document.querySelector('.banners')?.textContent).toContain(notice?.title);
  });

  it('say what the verdict does not, which is that there is plenty', async () => {
    const [notice] = (states['notices'] ?? base).pendingNotices;
    const pendingNotices = notice === undefined ? [] : [{ ...notice, tag: 'coding-plan/five-hours' }];
    const { calls } = await open({ ...base, pendingNotices });
    expect(document.querySelector('.verdict-sentence')?.textContent).toBe('Plenty left');
    expect(document.querySelector('.banners')?.textContent).toContain(notice?.title);
    await press(button('Snooze until it is back'));
    expect(calls()).toEqual([['notice:snooze', { tag: 'coding-plan/five-hours' }]]);
  });

  it('say the title of several in a line each with the rest on demand, and offer the snooze once', async () => {
    const [notice] = (states['notices'] ?? base).pendingNotices;
    const tag = 'coding-plan/five-hours';
    const parts = [
      { title: 'Your session has ended', body: 'Sign in again to keep the numbers coming.' },
      { title: 'Your requests are being billed', body: 'The bill rose by $0.42.' },
    ];
    const digest = { tag, title: 'Meanwhile: 2 notices', parts, isDigest: true } as const;
    const pendingNotices = notice === undefined ? [] : [{ ...notice, ...digest }];
    const { calls } = await open({ ...base, ...states['usedUp'], pendingNotices });
    expect(screen.getByText('Meanwhile: 2 notices')).toBeTruthy();
    for (const { title, body } of parts) {
      const part = screen.getByText(title).closest('details');
      expect([part?.open, part?.querySelector('div')?.hidden]).toEqual([false, true]);
      await press(screen.getByText(title));
      expect([part?.open, part?.querySelector('div')?.hidden]).toEqual([true, false]);
      expect(part?.textContent).toBe(title + body);
    }
    await press(button('Snooze until it is back'));
    expect(calls()).toEqual([['notice:snooze', { tag }]]);
  });

  it('lead to the page of a new version', async () => {
    const newVersion = { tag: 'new-version', title: 'Qwen Gauge 0.2.0 has been published', body: 'Nothing.' };
    const { calls } = await open({ ...base, pendingNotices: [{ ...newVersion, canSnooze: false, canSwitch: false }] });
    await press(button('Show it in the browser'));
    expect(calls()).toEqual([['link:open', 'releases']]);
  });

  it('of a new version take the place of the line below the quota, which leads there too', async () => {
    const updates = { canLook: true, newVersion: '0.2.0' };
    const { calls } = await open({ ...base, updates });
    const line = screen.getByText(/Qwen Gauge 0.2.0 has been published/);
    expect(document.querySelector('.page')?.lastElementChild).toBe(line);
    await press(button('Show it in the browser'));
    expect(calls()).toEqual([['link:open', 'releases']]);
    cleanup();
    const notice = { tag: 'new-version', title: 'Qwen Gauge 0.2.0 has been published', body: 'Nothing.' };
    await open({ ...base, updates, pendingNotices: [{ ...notice, canSnooze: false, canSwitch: false }] });
    expect(screen.getAllByText(/0.2.0 has been published/)).toHaveLength(1);
  });

  it('lead to the preview of the provider whose plan has the most left', async () => {
    const given = states['notices'] ?? base;
    const { settings, snapshot } = given;
    if (settings.state !== 'readable') throw new Error('the settings are readable');
    const baseUrl = 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1';
    const options = settings.options.map((one) => (one.id === 'token-plan/international' ? { ...one, baseUrl } : one));
    const window = { ...windowOf('credits', 26, 100, null), unit: 'credits' } as const;
    const plan = { pool: 'token-plan-personal', sourceId: 'qwencloud', takenAtMs: nowMs, windows: [window] } as const;
    const reading = { ...plan, tier: null, status: null, endsAtMs: null, autoRenews: null, addOns: [] };
    const pools = [...snapshot.pools, fresh(reading)];
    const { calls } = await open({ ...given, settings: { ...settings, options }, snapshot: { ...snapshot, pools } });
    await press(button('Switch…'));
    expect(textIn(screen.getByRole('main'))).toContain('Token Plan');
    expect(button('Preview the change')).toBeTruthy();
    expect(calls().map(([name]) => name)).not.toContain('switch:confirm');
  });

  it('let the user leave the demo', async () => {
    const { calls } = await open({ ...base, demo: true });
    await press(button('Leave the demo'));
    expect(calls()).toEqual([['demo:leave']]);
  });

  it('leave a problem at the start to the page, with which it scrolls away', async () => {
    const { container } = await open(states['noTray'] ?? base);
    const { what } = wordsFor('en').startProblems['no-tray']('GNOME');
    expect(textIn(container)).toContain(what);
    expect(textIn(screen.getByRole('main'))).toContain(what);
  });
});
