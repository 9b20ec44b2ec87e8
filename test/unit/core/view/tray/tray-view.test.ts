import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../../../main/core/preferences.ts';
import { type TrayInput, trayView } from '../../../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import {
  base,
  codingPlan,
  everyPool,
  fresh,
  nowMs,
  readable,
  signedOut,
  snapshotOf,
  states,
  threeWindows,
} from '../../../../renderer/states.ts';

const input = (over: Partial<TrayInput>): TrayInput => ({
  snapshot: base.snapshot,
  session: base.session,
  settings: readable,
  preferences: defaultPreferences,
  localCounts: null,
  demo: false,
  locale: { words: wordsFor('en'), timeZone: 'UTC' },
  nowMs,
  ...over,
});
const labels = (view: ReturnType<typeof trayView>): readonly string[] =>
  view.menu.map((item) => (item.kind === 'separator' ? '—' : item.label));

describe('the tray', () => {
  it('lists the windows and the commands', () => {
    expect(labels(trayView(input({})))).toEqual([
      '5 hours: 42% used, starts coming back at 14:00',
      'Week: 28% used, resets Sun 16:00',
      'Month: 34% used, resets Dec 3 15:46',
      '—',
      'Open Qwen Gauge',
      'Refresh',
      'Sign out',
      '—',
      'Quit Qwen Gauge',
    ]);
  });

  it('lists the favourites that still exist in the user’s order, with a mark at the one in use', () => {
    const favouriteProviderIds = ['openrouter', 'gone', 'file/openai/0', 'openrouter', 'custom'];
    const view = trayView(input({ preferences: { ...defaultPreferences, favouriteProviderIds } }));
    expect(labels(view).slice(3, 8)).toEqual(['—', 'Switch to', 'OpenRouter', 'Coding Plan · International', '—']);
    expect(view.menu.filter((item) => item.kind === 'provider')).toMatchObject([
      { providerId: 'openrouter', current: false },
      { providerId: 'file/openai/0', current: true },
    ]);
    const unread = trayView(
      input({ preferences: { ...defaultPreferences, favouriteProviderIds }, settings: { state: 'unknown' } }),
    );
    expect(labels(unread)).not.toContain('Switch to');
  });

  it('is written in Chinese', () => {
    const view = trayView(input({ locale: { words: wordsFor('zh-CN'), timeZone: 'Asia/Shanghai' } }));
    expect(labels(view)[0]).toBe('5 小时额度：已用 42%，22:00 起陆续恢复');
    expect(labels(view).at(-1)).toBe('退出 Qwen Gauge');
  });

  it.each([
    [10, 'calm'],
    [4499, 'calm'],
    [4500, 'amber'],
    [5399, 'amber'],
    [5400, 'red'],
    [7000, 'red'],
  ] as const)('%d of 6,000 is %s', (used, state) => {
    const view = trayView(input({ snapshot: snapshotOf(fresh(codingPlan(threeWindows(used, 0, 0)))) }));
    expect(view.state).toBe(state);
    expect(view.level).toBe(Math.min(1, used / 6000));
  });

  it('takes its level from the tightest window of all pools', () => {
    const view = trayView(input({ snapshot: everyPool }));
    expect([view.state, view.title]).toEqual(['red', '94%']);
    expect(labels(view)).toContain('Token Plan Personal');
  });

  it('has what is used or left beside the icon, or nothing, as the user prefers', () => {
    const titleWith = (over: Partial<typeof defaultPreferences>) =>
      trayView(input({ snapshot: everyPool, preferences: { ...defaultPreferences, ...over } })).title;
    expect([titleWith({}), titleWith({ trayShows: 'left' }), titleWith({ trayTitle: false })]).toEqual([
      '94%',
      '6%',
      '',
    ]);
  });

  it('marks stale numbers, with the reason', () => {
    const view = trayView(input({ snapshot: states['offline']?.snapshot ?? base.snapshot }));
    expect(view.state).toBe('stale');
    expect(labels(view)).toContain('5 hours: 42% used, starts coming back at 14:00 (old)');
    expect(labels(view)).toContain('You are offline.');
  });

  it.each([
    ['signedOut', 'Not signed in', 'signed-out', 'Sign in…'],
    ['waiting', 'Waiting for the browser…', 'unknown', null],
    ['firstLoad', 'Asking for your quota…', 'unknown', 'Sign out'],
    ['noRight', 'This account may not read this quota (NoPermission).', 'unknown', 'Sign out'],
    ['notSubscribed', 'No quota known', 'unknown', 'Sign out'],
  ] as const)('%s: %s', (name, line, state, offered) => {
    const { snapshot, session } = states[name] ?? base;
    const view = trayView(input({ snapshot, session }));
    expect([view.state, view.level, view.title]).toEqual([state, null, '']);
    expect(labels(view)[0]).toBe(line);
    expect(view.tooltip).toBe(`Qwen Gauge\n${line}`);
    if (offered !== null) expect(labels(view)).toContain(offered);
  });

  it('shows the requests counted here as an estimate while the plan is unknown', () => {
    const { snapshot, session } = states['signedOut'] ?? base;
    const localCounts = { fiveHours: 42, week: 310, month: null };
    const view = trayView(input({ snapshot, session, localCounts }));
    const line = '≈ 42 requests in the last 5 hours, 310 requests since Monday';
    expect(labels(view).slice(0, 2)).toEqual(['Not signed in', line]);
    expect(view.tooltip).toBe(`Qwen Gauge\nNot signed in\n${line}`);
    expect(view.level).toBeNull();
    expect(labels(trayView(input({ localCounts })))).not.toContain(line);
  });

  it('leaves out a reset that has passed, and marks an estimate', () => {
    const windows = threeWindows(2520, 0, 0).map((window) => ({
      ...window,
      certainty: 'estimate' as const,
      resetsAtMs: nowMs - 1,
    }));
    const view = trayView(input({ snapshot: snapshotOf(fresh(codingPlan(windows))) }));
    expect(labels(view)[0]).toBe('5 hours: ≈ 42% used');
  });

  it('keeps the tooltip within the limit of Windows, in whole lines', () => {
    for (const state of Object.values(states)) {
      const view = trayView(input({ snapshot: state.snapshot, session: state.session, demo: true }));
      expect(view.tooltip.length).toBeLessThanOrEqual(127);
      expect(view.tooltip.endsWith(',')).toBe(false);
    }
  });

  it('offers to leave the demo instead of a sign-in', () => {
    const view = trayView(input({ demo: true, session: signedOut('never') }));
    expect(labels(view)[0]).toBe('Demo data');
    expect(labels(view)).toContain('Leave the demo');
    expect(labels(view)).not.toContain('Sign in…');
  });
});
