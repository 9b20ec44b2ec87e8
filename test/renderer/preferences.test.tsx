// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Preferences, PreferencesSchema } from '../../main/core/preferences.ts';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { type PreferencePage, preferencePages } from '../../renderer/navigation.ts';
import { preferencesOn } from '../../renderer/preferences/controls.tsx';
import { PreferencesPanel } from '../../renderer/preferences/PreferencesPanel.tsx';
import { readBudget } from '../../renderer/preferences/plans.tsx';
import { type Answers, draw, enter, fakeMain, perform, press, refuse, shownWith, textIn } from './dom.tsx';
import { base, signedOut } from './states.ts';

afterEach(cleanup);

function open(page: PreferencePage, over: Partial<AppState> = {}, answers: Answers = {}) {
  const main = fakeMain(answers);
  const onPanel = vi.fn();
  const context = shownWith(main.bridge, over);
  const { container } = draw(<PreferencesPanel context={context} page={page} onPanel={onPanel} />);
  return { main, onPanel, container };
}

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
/** Choices of several preferences have the same name. */
const choiceOf = (group: string, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole<HTMLInputElement>('radio', { name });
const toggle = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name });
const list = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const checks = (name: string) => within(screen.getByRole('group', { name })).getAllByRole<HTMLInputElement>('checkbox');
const checked = (name: string) => checks(name).flatMap((one) => (one.checked ? [one.labels?.[0]?.textContent] : []));
const budget = () => screen.getByLabelText<HTMLInputElement>('Monthly budget');

describe('the preferences', () => {
  it.each(languages)('show the current choices in %s', (language) => {
    const { preferences } = wordsFor(language);
    const { switches, choices } = preferences;
    open('general', { language });
    expect(choiceOf(choices.textSize.label, choices.textSize.names['percent-100']).checked).toBe(true);
    expect(choiceOf(choices.theme.label, choices.theme.names.dark).checked).toBe(false);
    cleanup();
    open('tray', { language });
    expect(choiceOf(choices.trayIcon.label, choices.trayIcon.names.automatic).checked).toBe(true);
    cleanup();
    open('network', { language });
    expect(toggle(switches.askInstalledClient.label).checked).toBe(false);
    cleanup();
    open('notices', { language });
    expect(checked(preferences.warnAt)).toEqual(['75%', '90%', '100%']);
    expect(toggle(switches.notices.label).checked).toBe(true);
    cleanup();
    expect(textIn(open('plans', { language }).container)).toContain('wei@example.com');
  });

  it.each(languages)('lead to each of their pages, and mark the open one, in %s', async (language) => {
    const { pages, pagesLabel } = wordsFor(language).preferences;
    const { onPanel } = open('notices', { language });
    const doors = within(screen.getByRole('navigation', { name: pagesLabel })).getAllByRole('button');
    expect(doors.map(({ textContent }) => textContent)).toEqual(preferencePages.map((page) => pages[page]));
    expect(doors.filter((door) => door.hasAttribute('aria-current')).map(textIn)).toEqual([pages.notices]);
    for (const door of doors) await press(door);
    expect(onPanel.mock.calls).toEqual(preferencePages.map((page) => ['preferences', page]));
  });

  it('offer a text beside the icon on macOS, which alone shows one', () => {
    const { label } = wordsFor('en').preferences.switches.trayTitle;
    open('tray');
    expect(screen.queryByRole('switch', { name: label })).toBeNull();
    cleanup();
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
    open('tray');
    expect(toggle(label).checked).toBe(true);
    vi.restoreAllMocks();
  });

  it('offer the sizes of the icon on Linux, where panels draw it in sizes of their own', async () => {
    const { label } = wordsFor('en').preferences.choices.trayIconSize;
    const userAgent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Windows NT 10.0)');
    open('tray');
    expect(screen.queryByLabelText(label)).toBeNull();
    cleanup();
    userAgent.mockReturnValue('Mozilla/5.0 (X11; Linux x86_64)');
    const { main } = open('tray');
    expect(list(label).value).toBe('automatic');
    await enter(list(label), 'px-24');
    expect(main.calls).toEqual([['preferences:set', { trayIconSize: 'px-24' }]]);
    vi.restoreAllMocks();
  });

  it.each(languages)('show size and first day of a plan that the user named without a sign-in, in %s', (language) => {
    const preferences = { ...base.preferences, codingPlan: 'lite' as const, monthDay: 31 };
    const { container } = open('plans', { language, preferences, session: signedOut('never') });
    const words = wordsFor(language);
    expect(radio('Lite').checked).toBe(true);
    expect(list(words.preferences.monthDay).value).toBe('31');
    expect(textIn(container)).toContain(words.preferences.choices.codingPlan.label);
    expect(textIn(container)).toContain(words.tray.signedOut);
  });

  it('each have a control on one page, or are set elsewhere', () => {
    const setElsewhere = ['favouriteProviderIds', 'monthlyBudgetCurrency', 'poolOrder'];
    const shown = preferencePages.flatMap((page) => preferencesOn(page, wordsFor('en')));
    expect([...shown, ...setElsewhere].sort()).toEqual(Object.keys(PreferencesSchema.shape).sort());
  });

  it('show a switch and a choice by their words alone', async () => {
    const words = wordsFor('en');
    const { switches, choices } = words.preferences;
    const preferences = {
      ...words.preferences,
      switches: { ...switches, newSwitch: { label: 'New switch' } },
      choices: { ...choices, newChoice: { label: 'New choice', names: { one: 'One', none: 'Neither' } } },
    };
    const main = fakeMain({});
    const context = shownWith(main.bridge);
    const locale = { ...context.locale, words: { ...words, preferences } };
    draw(<PreferencesPanel context={{ ...context, locale }} page="general" onPanel={vi.fn()} />);
    expect(preferencesOn('general', locale.words)).toEqual(expect.arrayContaining(['newChoice', 'newSwitch']));
    await press(toggle('New switch'));
    await press(choiceOf('New choice', 'One'));
    expect(main.calls).toEqual([
      ['preferences:set', { newSwitch: true }],
      ['preferences:set', { newChoice: 'one' }],
    ]);
  });

  it('hide quotas, but never all', async () => {
    const { main } = open('tray');
    const names = Object.values(wordsFor('en').quota.pool);
    expect(names.map((name) => toggle(name).checked)).toEqual([true, true, true, true, true]);
    await press(toggle('Free tier'));
    expect(main.calls).toEqual([['preferences:set', { hiddenPools: ['free-tier'] }]]);
    cleanup();
    const hiddenPools = ['token-plan-team', 'token-plan-personal', 'free-tier', 'pay-as-you-go'] as const;
    const { main: last } = open('tray', { preferences: { ...base.preferences, hiddenPools } });
    expect(toggle('Coding Plan').disabled).toBe(true);
    await press(toggle('Pay-as-you-go'));
    const left = ['token-plan-team', 'token-plan-personal', 'free-tier'];
    expect(last.calls).toEqual([['preferences:set', { hiddenPools: left }]]);
  });

  it('move a quota, say where it is then, and sort by need again', async () => {
    const order = ['pay-as-you-go', 'coding-plan', 'token-plan-team', 'token-plan-personal', 'free-tier'];
    const own = { ...base.preferences, poolOrder: order };
    const { main, container } = open('tray', { preferences: own });
    const rows = () => [...container.querySelectorAll('[data-pool]')].map((row) => row.getAttribute('data-pool'));
    expect(rows()).toEqual(order);
    const button = (name: string) => screen.getByRole('button', { name });
    expect(button('Move Pay-as-you-go up').getAttribute('aria-disabled')).toBe('true');
    expect(button('Move Free tier down').getAttribute('aria-disabled')).toBe('true');
    await press(button('Move Pay-as-you-go up'));
    await press(button('Move Pay-as-you-go down'));
    expect(screen.getByRole('status').textContent).toBe('Pay-as-you-go: 1 of 5');
    await press(button('Sort by need'));
    expect(screen.getByRole('status').textContent).toBe('');
    const moved = ['coding-plan', 'pay-as-you-go', 'token-plan-team', 'token-plan-personal', 'free-tier'];
    expect(main.calls).toEqual([
      ['preferences:set', { poolOrder: moved }],
      ['preferences:set', { poolOrder: null }],
    ]);
    cleanup();
    open('tray');
    expect(screen.queryByRole('button', { name: 'Sort by need' })).toBeNull();
  });

  it('offer a stored threshold that is not among the usual steps', () => {
    open('notices', { preferences: { ...base.preferences, warnAtUsedPercents: [83] } });
    expect(checked('Warn at')).toEqual(['83%']);
    expect(checks('Warn at').map(({ labels }) => labels?.[0]?.textContent)).toEqual([
      '50%',
      '75%',
      '80%',
      '83%',
      '90%',
      '95%',
      '100%',
    ]);
  });

  it('add and take away a threshold, in their order', async () => {
    const { main } = open('notices', { preferences: { ...base.preferences, warnAtUsedPercents: [90] } });
    const [fifty, , , ninety] = checks('Warn at');
    await press(fifty as HTMLInputElement);
    await press(ninety as HTMLInputElement);
    expect(main.calls).toEqual([
      ['preferences:set', { warnAtUsedPercents: [50, 90] }],
      ['preferences:set', { warnAtUsedPercents: [] }],
    ]);
  });

  it('offer nothing else about notices while there are none', () => {
    const quietHours = { fromMinute: 1320, toMinute: 480 };
    open('notices', { preferences: { ...base.preferences, notices: false, quietHours } });
    const others = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.group input, .group select');
    const usable = [...others].filter((one) => !one.matches(':disabled'));
    expect(usable.map(({ labels }) => labels?.[0]?.textContent)).toEqual(['Show notices']);
    expect(others.length).toBeGreaterThan(14);
  });

  it('tell why notices came or did not, newest first, when asked', async () => {
    const about = { pool: 'coding-plan', windowId: 'week', thresholdPercent: 90 } as const;
    const decisions = [
      { atMs: base.time.nowMs - 60_000, kind: 'threshold', ...about, outcome: 'stale' },
      { atMs: base.time.nowMs, kind: 'session-ended', ...about, pool: null, windowId: null, outcome: 'shown' },
    ] as const;
    const { main } = open('notices', {}, { 'decisions:get': async () => decisions });
    expect(screen.queryByRole('list', { name: 'Log of notices' })).toBeNull();
    await press(screen.getByRole('button', { name: 'Log of notices' }));
    const list = screen.getByRole('list', { name: 'Log of notices' });
    expect(within(list).getAllByRole('listitem').map(textIn)).toEqual([
      '11:46 The end of the session: shown',
      '11:45 Week, 90%: not shown, as the numbers were old',
    ]);
    expect(main.calls).toEqual([['decisions:get']]);
  });

  it('set quiet hours, and each end of them', async () => {
    const { main } = open('notices', {
      preferences: { ...base.preferences, quietHours: { fromMinute: 1320, toMinute: 480 } },
    });
    await enter(list('From'), '1350');
    await enter(list('To'), '420');
    await press(toggle('Quiet hours'));
    expect(main.calls).toEqual([
      ['preferences:set', { quietHours: { fromMinute: 1350, toMinute: 480 } }],
      ['preferences:set', { quietHours: { fromMinute: 1320, toMinute: 420 } }],
      ['preferences:set', { quietHours: null }],
    ]);
  });

  it('send main only the changed preference', async () => {
    const { main } = open('general');
    await press(radio('English'));
    await press(choiceOf('Theme', 'Dark'));
    await press(toggle('Start when I log in'));
    await press(radio('150%'));
    expect(main.calls).toEqual([
      ['preferences:set', { language: 'en' }],
      ['preferences:set', { theme: 'dark' }],
      ['preferences:set', { launchAtLogin: true }],
      ['preferences:set', { textSize: 'percent-150' }],
    ]);
  });

  it.each<[PreferencePage, () => Promise<void>, Partial<Preferences>]>([
    ['tray', () => press(choiceOf('Colour of the icon', 'Light')), { trayIcon: 'light' }],
    ['notices', () => press(toggle('Show notices')), { notices: false }],
    ['plans', () => press(radio('Pro')), { codingPlan: 'pro' }],
    ['network', () => press(radio('15 min')), { refreshEvery: 'minutes-15' }],
  ])('send main a change on the page %s', async (page, change, sent) => {
    const { main } = open(page);
    await change();
    expect(main.calls).toEqual([['preferences:set', sent]]);
  });

  it.each([['Coding Plan month begins on day', '14', { monthDay: 14 }]])(
    'send a number chosen from the list %s',
    async (name, value, change) => {
      const { main } = open('plans');
      await enter(list(name), value);
      expect(main.calls).toEqual([['preferences:set', change]]);
    },
  );

  it.each([
    ['a plan', () => press(radio('Not set')), { codingPlan: null }],
    ['a day', () => enter(list('Coding Plan month begins on day'), ''), { monthDay: null }],
  ])('take %s back', async (_what, takeBack, change) => {
    const { main } = open('plans', { preferences: { ...base.preferences, codingPlan: 'lite', monthDay: 3 } });
    await takeBack();
    expect(main.calls).toEqual([['preferences:set', change]]);
  });

  it('disable the start at log-in inside the demo', () => {
    open('general', { demo: true });
    expect(toggle('Start when I log in').disabled).toBe(true);
  });

  it('show an error when main rejects a call', async () => {
    const { container } = open('general', {}, { 'preferences:set': refuse });
    await press(choiceOf('Theme', 'Dark'));
    await press(choiceOf('Theme', 'Light'));
    expect(textIn(container)).toContain('Something went wrong. Nothing was changed.');
  });

  it('offer links and a button to quit', async () => {
    const { main } = open('general');
    for (const name of ['Documentation', 'Open the console', 'Quit Qwen Gauge']) {
      await press(screen.getByRole('button', { name }));
    }
    expect(main.calls).toEqual([['link:open', 'documentation'], ['link:open', 'console'], ['app:quit']]);
  });
});

describe('the monthly budget', () => {
  it('is sent with its currency when the field is left or Enter is pressed, not while it is typed', async () => {
    const { main } = open('plans');
    await enter(budget(), '12,5');
    expect(main.calls).toEqual([]);
    await perform(() => fireEvent.blur(budget()));
    await enter(budget(), '20');
    await perform(() => fireEvent.keyDown(budget(), { key: 'a' }));
    await perform(() => fireEvent.keyDown(budget(), { key: 'Enter' }));
    expect(main.calls).toEqual([
      ['preferences:set', { monthlyBudget: 12.5, monthlyBudgetCurrency: 'USD' }],
      ['preferences:set', { monthlyBudget: 20, monthlyBudgetCurrency: 'USD' }],
    ]);
  });

  it('shows an error for a text that is no amount, and does not send it', async () => {
    const { main, container } = open('plans');
    await enter(budget(), 'twenty');
    await perform(() => fireEvent.blur(budget()));
    expect(main.calls).toEqual([]);
    expect(budget().getAttribute('aria-invalid')).toBe('true');
    expect(textIn(container)).toContain('Enter a number above 0, or leave it empty.');
  });

  it('is cleared by an empty field, and not sent if nothing changed', async () => {
    const preferences = { ...base.preferences, monthlyBudget: 20, monthlyBudgetCurrency: 'USD' };
    const { main } = open('plans', { preferences });
    expect(budget().value).toBe('20');
    await perform(() => fireEvent.blur(budget()));
    expect(main.calls).toEqual([]);
    await enter(budget(), '');
    await perform(() => fireEvent.blur(budget()));
    expect(main.calls).toEqual([['preferences:set', { monthlyBudget: null, monthlyBudgetCurrency: 'USD' }]]);
  });

  it.each([
    ['', null],
    ['  ', null],
    ['20', 20],
    ['12,5', 12.5],
    ['0', undefined],
    ['-3', undefined],
    ['twenty', undefined],
    ['1e999', undefined],
  ])('%j is read as %j', (text, amount) => {
    expect(readBudget(text)).toBe(amount);
  });
});

describe('the shortcut', () => {
  const keys = { code: 'KeyU', ctrlKey: true, altKey: true };
  const button = () => screen.getByRole('button', { name: /^(Set…|Ctrl.*)$/ });

  it('is set by pressing it, and only after the button', async () => {
    const { main, container } = open('general');
    await perform(() => fireEvent.keyDown(button(), keys));
    expect(main.calls).toEqual([]);
    await press(button());
    expect(textIn(container)).toContain('Press the keys');
    await perform(() => fireEvent.keyDown(button(), { code: 'ControlLeft', ctrlKey: true }));
    await perform(() => fireEvent.keyDown(button(), keys));
    expect(main.calls).toEqual([['preferences:set', { shortcut: 'Control+Alt+U' }]]);
    expect(textIn(container)).not.toContain('Press the keys');
  });

  it('is none that programs need, which is said, and then another', async () => {
    const { main, container } = open('general');
    await press(button());
    await perform(() => fireEvent.keyDown(button(), { code: 'KeyC', ctrlKey: true, shiftKey: true }));
    expect(textIn(container)).toContain('Programs use Ctrl+Shift+C themselves.');
    expect(main.calls).toEqual([]);
    await perform(() => fireEvent.keyDown(button(), keys));
    expect(main.calls).toEqual([['preferences:set', { shortcut: 'Control+Alt+U' }]]);
    expect(textIn(container)).not.toContain('Programs use');
  });

  it('is left as it is by Escape, which closes nothing', async () => {
    const { main, container } = open('general');
    await press(button());
    const leaving = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    await perform(() => button().dispatchEvent(leaving));
    expect(leaving.defaultPrevented).toBe(true);
    expect(textIn(container)).not.toContain('Press the keys');
    expect(main.calls).toEqual([]);
  });

  it('is removed, and shown as taken', async () => {
    const preferences = { ...base.preferences, shortcut: 'Control+Alt+U' };
    const { main, container } = open('general', { preferences, refusedShortcut: 'Control+Alt+V' });
    expect(textIn(container)).toContain('Another program uses Ctrl+Alt+V.');
    await press(screen.getByRole('button', { name: 'Remove' }));
    expect(main.calls).toEqual([['preferences:set', { shortcut: null }]]);
  });
});

describe('the proxy', () => {
  const { proxyWords } = wordsFor('en').preferences;
  const address = () => screen.getByLabelText<HTMLInputElement>(proxyWords.address);

  it('of the user’s own is saved once its address can be used', async () => {
    const { main, container } = open('network');
    await press(choiceOf('Proxy', 'My own'));
    expect(main.calls).toEqual([]);
    for (const [typed, problem] of [
      ['ftp://proxy.test', proxyWords.problems.scheme],
      ['wei:secret@proxy.test:1', proxyWords.problems.password],
      ['3128', proxyWords.problems.unreadable],
    ] as const) {
      await enter(address(), typed);
      await perform(() => fireEvent.blur(address()));
      expect(textIn(container)).toContain(problem);
      expect(address().getAttribute('aria-invalid')).toBe('true');
    }
    expect(main.calls).toEqual([]);
    await enter(address(), ' Proxy.test:3128 ');
    await perform(() => fireEvent.keyDown(address(), { key: 'Enter' }));
    expect(main.calls).toEqual([['preferences:set', { proxy: 'http://proxy.test:3128' }]]);
  });

  it('is shown with its address, and taken back', async () => {
    const { main } = open('network', { preferences: { ...base.preferences, proxy: 'http://proxy.test:3128' } });
    expect(choiceOf('Proxy', 'My own').checked).toBe(true);
    expect(address().value).toBe('http://proxy.test:3128');
    await press(choiceOf('Proxy', 'None'));
    expect(main.calls).toEqual([['preferences:set', { proxy: 'none' }]]);
  });
});

describe('the page about data', () => {
  const button = (name: string) => screen.getByRole('button', { name });
  const dark = { ...base.preferences, theme: 'dark' as const };

  it('shows where the data lies, opens it and copies its path', async () => {
    const { main, container } = open('data', {}, { 'data-folder:open': () => true });
    expect(textIn(container)).toContain('QwenGauge');
    await press(button('Open'));
    await press(button('Copy path'));
    expect(main.calls).toEqual([['data-folder:open'], ['data-folder:copy']]);
    expect(textIn(container)).toContain('Copied.');
  });

  it('says that the folder could not be opened', async () => {
    const { container } = open('data', {}, { 'data-folder:open': () => false });
    await press(button('Open'));
    expect(textIn(container)).toContain('The system could not open the folder.');
  });

  it.each([
    ['saved', 'Exported.'],
    ['failed', 'The file could not be written. An earlier one is unchanged.'],
  ] as const)('says how an export went: %s', async (outcome, told) => {
    const { container } = open('data', {}, { 'preferences:export': () => outcome });
    await press(button('Export…'));
    expect(textIn(container)).toContain(told);
  });

  it('shows what an import would change before anything does', async () => {
    const { main, container } = open('data', {}, { 'preferences:read-file': () => dark });
    await press(button('Import…'));
    expect(within(screen.getByRole('list')).getAllByRole('listitem').map(textIn)).toEqual(['ThemeSystem → Dark']);
    expect(main.calls).toEqual([['preferences:read-file']]);
    await press(button('Apply'));
    expect(main.calls.slice(1)).toEqual([['preferences:replace', dark]]);
    expect(textIn(container)).toContain('preferences-before.json');
  });

  it('resets nothing if the user cancels, and offers nothing where nothing would change', async () => {
    const { main, container } = open('data', { preferences: dark }, { 'preferences:defaults': () => base.preferences });
    await press(button('Reset…'));
    expect(textIn(container)).toContain('Dark → System');
    await press(button('Cancel'));
    expect(main.calls).toEqual([['preferences:defaults']]);
    cleanup();
    open('data', {}, { 'preferences:defaults': () => base.preferences });
    await press(button('Reset…'));
    expect(screen.getByText('Nothing would change.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
  });

  it.each(languages)('says why a file is refused, in %s', async (language) => {
    const { refused, load } = wordsFor(language).preferenceData;
    for (const [reason, field, told] of [
      ['not-ours', '', refused['not-ours']],
      ['newer', '', refused.newer],
      ['unreadable', '', refused.unreadable],
      ['invalid', 'theme', refused.invalid('theme')],
    ] as const) {
      const { container } = open('data', { language }, { 'preferences:read-file': () => ({ reason, field }) });
      await press(button(load));
      expect(textIn(container)).toContain(told);
      cleanup();
    }
  });

  it('clears the history only after a second press', async () => {
    const { main, container } = open('data');
    await press(button('Clear…'));
    expect(main.calls).toEqual([]);
    await press(button('Clear the history'));
    expect(main.calls).toEqual([['history:clear']]);
    expect(textIn(container)).toContain('The history was cleared.');
  });

  it('offers to bring back what was replaced', async () => {
    const { main } = open('data', { canUndoPreferences: true });
    await press(button('Bring back the earlier preferences'));
    expect(main.calls).toEqual([['preferences:undo']]);
  });
});

describe('the account', () => {
  it('links to the sign-in while the user is signed out', async () => {
    const { onPanel, container } = open('plans', { session: signedOut('never') });
    expect(textIn(container)).toContain('Not signed in');
    await press(screen.getByRole('button', { name: 'Sign in' }));
    expect(onPanel).toHaveBeenCalledExactlyOnceWith('quota');
  });

  it('signs out', async () => {
    const { main } = open('plans');
    await press(screen.getByRole('button', { name: 'Sign out' }));
    expect(main.calls).toEqual([['session:sign-out']]);
  });

  it('shows that a session is kept only in memory', () => {
    const { container } = open('plans', {
      session: { state: 'signed-in', region: 'china', account: null, expiresAtMs: null, storage: { kind: 'memory' } },
    });
    expect(textIn(container)).toContain('forgotten on quit');
  });

  it('puts no blank between two Chinese sentences', () => {
    const { container } = open('plans', { language: 'zh-CN' });
    expect(textIn(container)).toContain('登录有效期至');
    expect(textIn(container)).not.toContain('。 ');
  });
});

describe('new versions', () => {
  const { lookForUpdates } = wordsFor('en').preferences.switches;

  it('are looked for only once the user has agreed', async () => {
    const { main } = open('network');
    expect(toggle(lookForUpdates.label).checked).toBe(false);
    await press(toggle(lookForUpdates.label));
    expect(main.calls).toContainEqual(['preferences:set', { lookForUpdates: true }]);
  });

  it('are not offered in a build that cannot look for them', () => {
    open('network', { updates: { canLook: false, newVersion: null } });
    expect(screen.queryByRole('switch', { name: lookForUpdates.label })).toBeNull();
  });

  it.each(languages)('are named with a link to their page, in %s', async (language) => {
    const { main, container } = open('general', { language, updates: { canLook: true, newVersion: '1.2.3' } });
    const { notice, preferences } = wordsFor(language);
    expect(textIn(container)).toContain(notice.newVersionTitle('1.2.3'));
    await press(screen.getByRole('button', { name: preferences.showReleases }));
    expect(main.calls).toContainEqual(['link:open', 'releases']);
  });
});
