import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../../../main/core/preferences.ts';
import type { PoolStatus, Reading } from '../../../../../main/core/quota/model.ts';
import type { MenuItem } from '../../../../../main/core/view/tray/tray-menu.ts';
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
const labels = (view: ReturnType<typeof trayView>): readonly string[] => labelsOf(view.menu);
const labelsOf = (menu: readonly MenuItem[]): readonly string[] =>
  menu.flatMap((item) => {
    if (item.kind === 'separator') return ['—'];
    return item.kind === 'submenu' ? [item.label, ...labelsOf(item.items).map((label) => `> ${label}`)] : [item.label];
  });

describe('the tray', () => {
  it('is calm about a pool that is not in use, also where nothing is known of the one in use', () => {
    const unread = fresh({ ...codingPlan([]), unreadableWindows: ['five-hours', 'week', 'month'] });
    const team = everyPool.pools.filter(({ pool }) => pool === 'token-plan-team');
    const full = team.map((status) =>
      status.state === 'fresh'
        ? fresh({
            ...status.reading,
            addOns: [],
            windows: status.reading.windows.map((one) => ({ ...one, used: one.limit })),
          } as Reading)
        : status,
    );
    const { picture } = trayView(input({ snapshot: snapshotOf(unread, ...full) }));
    expect(picture).toMatchObject({ kind: 'ring', share: 1, state: 'calm' });
  });

  it('lists the windows and the commands', () => {
    expect(labels(trayView(input({})))).toEqual([
      'Plenty left',
      'The 5-hour quota is the tightest.',
      '—',
      '5 hours: 42% used, starts coming back at 14:00',
      'Week: 29% used, resets Sun 16:00',
      'Month: 34% used, resets Dec 3 15:46',
      '—',
      'Qwen Code uses qwen3.7-plus · Coding Plan · International',
      'Switch to',
      '> Coding Plan · International',
      '> —',
      '> All providers…',
      '—',
      'Open Qwen Gauge',
      'Refresh',
      'Preferences…',
      'Sign out',
      '—',
      'Quit Qwen Gauge',
    ]);
  });

  it('lists the favourites that still exist in the user’s order, with a mark at the one in use', () => {
    const favouriteProviderIds = ['openrouter', 'gone', 'file/openai/0', 'openrouter', 'custom'];
    const view = trayView(input({ preferences: { ...defaultPreferences, favouriteProviderIds } }));
    const switchTo = view.menu.flatMap((item) => (item.kind === 'submenu' ? [item] : []));
    expect(labelsOf(switchTo)).toEqual([
      'Switch to',
      '> OpenRouter',
      '> Coding Plan · International',
      '> —',
      '> All providers…',
    ]);
    expect(switchTo[0]?.items).toMatchObject([
      { providerId: 'openrouter', current: false },
      { providerId: 'file/openai/0', current: true },
      { kind: 'separator' },
      { kind: 'command', id: 'providers' },
    ]);
  });

  it.each<[string, TrayInput['settings'], readonly string[]]>([
    ['are not read yet', { state: 'unknown' }, ['Settings not read yet', 'All providers…']],
    [
      'are refused',
      {
        state: 'refused',
        path: '/home/lin/.qwen/settings.json',
        problem: { reason: 'not-json', line: 3, column: 1, excerpt: null },
      },
      ['The settings file cannot be read', 'This file is not valid JSON.', 'All providers…'],
    ],
    [
      'offer and choose nothing',
      { ...readable, options: [], currentModel: null },
      ['No provider is chosen.', 'All providers…'],
    ],
    [
      'choose what does not start',
      { ...readable, options: [], currentModel: 'x', startFault: { code: 'qwen-oauth-ended', subject: '' } },
      [
        'Qwen Code · Does not start: Qwen OAuth ended on 2026-04-15. Another provider has to be chosen.',
        'All providers…',
      ],
    ],
    [
      'choose a provider without a key',
      {
        ...readable,
        options: readable.options.map((one) => ({ ...one, startFault: { code: 'missing-key', subject: 'KEY' } })),
      },
      [
        'Chosen for Qwen Code: qwen3.7-plus · Coding Plan · International',
        'No file sets KEY: Qwen Code starts only where the shell exports it.',
        'Switch to',
      ],
    ],
  ])('says why where the settings %s, and leads to the providers', (_name, settings, lines) => {
    const shown = labels(trayView(input({ settings })));
    const from = shown.indexOf(lines[0] ?? '');
    expect(shown.slice(from, from + lines.length)).toEqual(lines);
  });

  it('is written in Chinese', () => {
    const view = trayView(input({ locale: { words: wordsFor('zh-CN'), timeZone: 'Asia/Shanghai' } }));
    expect(labels(view)[0]).toBe('余量充足');
    expect(labels(view)).toContain('5 小时额度：已用 42%，22:00 起陆续恢复');
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
    const share = Math.round(Math.min(1, used / 6000) * 200) / 200;
    expect(view.picture).toEqual({ kind: 'ring', state, share });
  });

  it('takes its level from the tightest window of the pool in use, and names the others', () => {
    const view = trayView(input({ snapshot: everyPool }));
    expect([view.picture.state, view.title]).toEqual(['red', '95%']);
    expect(labels(view)).toContain('Token Plan Personal');
  });

  it('says the verdict first, and what to do where there is room', () => {
    const { snapshot, runOuts, outlooks } = states['foreseen'] ?? base;
    const view = trayView(input({ snapshot, runOuts, outlooks }));
    const [sentence, advice] = [
      'Empty in 1 h, at 12:46',
      'The 5-hour quota runs out first. Pause now, and 79% is free by 15:16.',
    ];
    expect(labels(view).slice(0, 2)).toEqual([sentence, advice]);
    expect(view.tooltip).toBe(`${sentence}\n5 hours: 42% used\nWeek: 29% used\nMonth: 34% used`);
    expect([view.picture.state, view.hasPassingTime]).toEqual(['red', true]);
    const calm = trayView(input({}));
    expect(calm.tooltip.split('\n').slice(0, 2)).toEqual(['Plenty left', 'The 5-hour quota is the tightest.']);
    expect(calm.hasPassingTime).toBe(false);
  });

  it('is calm about a pool that Qwen Code does not use', () => {
    const options = readable.state !== 'readable' ? [] : readable.options;
    const elsewhere = options.map((one) => ({ ...one, current: one.id === 'openrouter' }));
    const settings = { ...readable, options: elsewhere } as typeof readable;
    const bars = { ...defaultPreferences, trayMode: 'bars' as const };
    const view = trayView(input({ snapshot: everyPool, settings, preferences: bars }));
    expect(view.picture).toMatchObject({ state: 'calm', bars: [{ level: 'calm' }, { level: 'calm' }] });
  });

  it('draws what the user chose, from the windows of one pool', () => {
    const drawn = (over: Partial<typeof defaultPreferences>) =>
      trayView(input({ snapshot: everyPool, preferences: { ...defaultPreferences, ...over } })).picture;
    expect(drawn({ trayMode: 'bars' })).toEqual({
      kind: 'bars',
      state: 'red',
      bars: [
        { share: 0.78, level: 'amber' },
        { share: 0.95, level: 'red' },
      ],
    });
    expect(drawn({ trayMode: 'percent' })).toEqual({ kind: 'percent', state: 'red', percent: 95 });
    expect(drawn({ trayMode: 'percent', trayShows: 'left' })).toEqual({ kind: 'percent', state: 'red', percent: 5 });
    expect(drawn({ trayShows: 'left' })).toMatchObject({ kind: 'ring', share: expect.closeTo(0.05) });
    expect(drawn({ trayMode: 'icon' })).toEqual({ kind: 'letter', state: 'red' });
  });

  it('says what is left where the user prefers that', () => {
    const view = trayView(input({ preferences: { ...defaultPreferences, trayShows: 'left' } }));
    expect(labels(view)).toContain('Week: 71% left, resets Sun 16:00');
    expect(view.tooltip).toContain('Week: 71% left');
  });

  it('offers to snooze the window of a tight verdict while notices are on, and to take that back', () => {
    const { snapshot, runOuts, outlooks } = states['foreseen'] ?? base;
    const fiveHours = { pool: 'coding-plan', windowId: 'five-hours' } as const;
    const offered = (over: Parameters<typeof input>[0]) =>
      trayView(input({ snapshot, runOuts, outlooks, ...over })).menu.filter(({ kind }) => kind === 'snooze');
    expect(offered({})).toEqual([
      { kind: 'snooze', wanted: { ...fiveHours, isSnoozed: true }, label: 'Snooze until it is back' },
    ]);
    const taken = { kind: 'snooze', wanted: { ...fiveHours, isSnoozed: false } };
    expect(offered({ snoozes: [{ ...fiveHours, untilMs: nowMs + 1 }] })).toEqual([
      { ...taken, label: 'Notices snoozed until it is back · Undo' },
    ]);
    const snoozes = [{ ...fiveHours, untilMs: nowMs + 3_600_000, hadHalf: true as const }];
    expect(offered({ snoozes })).toEqual([{ ...taken, label: 'Notices snoozed until 12:46 · Undo' }]);
    // Enough of a rolling window may be back before its last request no longer counts.
    expect(offered({ snoozes: [{ ...fiveHours, untilMs: nowMs + 3_600_000 }] })).toEqual([
      { ...taken, label: 'Notices snoozed until it is back · Undo' },
    ]);
    // A window that is calm again is snoozed as long as it is not back.
    expect(offered({ snoozes, runOuts: [] })).toHaveLength(1);
    expect(offered({ runOuts: [] })).toEqual([]);
    const pendingNotices = [{ tag: 'coding-plan/five-hours', canSnooze: true }];
    expect(offered({ runOuts: [], pendingNotices })).toHaveLength(1);
    expect(offered({ preferences: { ...defaultPreferences, notices: false } })).toEqual([]);
    expect(offered({ snoozes: [{ ...fiveHours, untilMs: nowMs }] })[0]).toMatchObject({ wanted: { isSnoozed: true } });
  });

  it('offers the providers used last after the favourites, each once', () => {
    const recentProviders = ['openrouter', 'file/openai/0'].map((providerId) => ({ providerId, model: 'm' }));
    const item = trayView(input({ recentProviders })).menu.find(({ kind }) => kind === 'submenu');
    expect(labelsOf(item === undefined ? [] : [item]).slice(1, 3)).toEqual([
      '> Coding Plan · International',
      '> OpenRouter',
    ]);
  });

  it('has what is used or left beside the icon, or nothing, as the user prefers', () => {
    const titleWith = (over: Partial<typeof defaultPreferences>) =>
      trayView(input({ snapshot: everyPool, preferences: { ...defaultPreferences, ...over } })).title;
    expect([titleWith({}), titleWith({ trayShows: 'left' }), titleWith({ trayTitle: false })]).toEqual([
      '95%',
      '5%',
      '',
    ]);
  });

  it('marks stale numbers, with the reason', () => {
    const view = trayView(input({ snapshot: states['offline']?.snapshot ?? base.snapshot }));
    expect(view.picture.state).toBe('stale');
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
    expect([view.picture, view.title]).toEqual([{ kind: 'letter', state }, '']);
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
    expect(view.picture).toEqual({ kind: 'letter', state: 'signed-out' });
    expect(labels(trayView(input({ localCounts })))).not.toContain(line);
  });

  describe('for a pool without windows', () => {
    const options = readable.options.map((one) =>
      one.current ? { ...one, baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' } : one,
    );
    const settings = { ...readable, options };
    const common = { sourceId: 'qwencloud', takenAtMs: nowMs, windows: [] } as const;
    const full = fresh(codingPlan(threeWindows(6_000, 0, 0)));
    const quota = { remaining: 20, total: 1_000, unit: 'tokens' };
    const free = fresh({
      ...{ ...common, pool: 'free-tier' },
      models: [{ model: 'qwen3.7-plus', quota, status: 'valid', endsAtMs: null }],
    });
    const bill = fresh({
      ...{ ...common, pool: 'pay-as-you-go', currency: 'USD', totalCost: 12.3, models: [] },
      ...{ fromDate: '2026-11-01', toDate: '2026-11-21' },
    });
    const drawn = (trayMode: TrayInput['preferences']['trayMode'], pool: PoolStatus) =>
      trayView(input({ settings, snapshot: snapshotOf(full, pool), preferences: { ...defaultPreferences, trayMode } }));

    it('draws the free amount of the model in use', () => {
      expect(drawn('ring', free).picture).toEqual({ kind: 'ring', state: 'red', share: 0.98 });
      expect(drawn('bars', free).picture).toEqual({
        ...{ kind: 'bars', state: 'red', bars: [{ share: 0.98, level: 'red' }] },
      });
      expect(drawn('percent', free)).toMatchObject({
        picture: { kind: 'percent', state: 'red', percent: 98 },
        title: '98%',
        tooltip: '2% of the free amount left\nFree tier of qwen3.7-plus.',
      });
    });

    it('does not call the quota unknown in the menu', () => {
      expect(labels(trayView(input({ settings, snapshot: snapshotOf(bill) })))).not.toContain('No quota known');
    });

    it('draws the letter for a bill without a limit, and nothing of another pool', () => {
      for (const mode of ['ring', 'bars', 'percent', 'icon'] as const) {
        expect(drawn(mode, bill)).toMatchObject({
          picture: { kind: 'letter', state: 'calm' },
          title: '',
          tooltip: '$12.30 billed this month\nPay-as-you-go has no limit. You can set a budget in Preferences.',
        });
      }
    });
  });

  it('leaves out a window that has reset since it was read, unless all have', () => {
    const windows = threeWindows(1_200, 45_000, 9_000).map((one) =>
      one.id === 'week' ? { ...one, resetsAtMs: nowMs } : one,
    );
    const view = (now: number) =>
      trayView(
        input({
          ...{ snapshot: snapshotOf(fresh(codingPlan(windows))), nowMs: now },
          preferences: { ...defaultPreferences, trayMode: 'bars' },
        }),
      );
    expect(view(nowMs).picture).toMatchObject({ bars: [{ share: 0.2 }, { share: 0.1 }] });
    expect(view(nowMs).tooltip).toContain('5 hours: 20% used\nMonth: 10% used');
    expect(labels(view(nowMs)).filter((label) => label.startsWith('Week'))).toEqual([]);
    const late = view(nowMs + 40 * 24 * 3_600_000);
    expect(late.picture.state).toBe('stale');
    expect(late.tooltip).toContain('Week: 100% used (old)');
  });

  it('leaves out a reset that has passed, and marks an estimate', () => {
    const windows = threeWindows(2520, 0, 0).map((window) => ({
      ...window,
      certainty: 'estimate' as const,
      resetsAtMs: nowMs - 1,
    }));
    const view = trayView(input({ snapshot: snapshotOf(fresh(codingPlan(windows))) }));
    expect(labels(view)).toContain('5 hours: ≈ 42% used');
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
