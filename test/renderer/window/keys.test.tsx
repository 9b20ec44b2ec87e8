// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppState } from '../../../preload/contract.ts';
import { App } from '../../../renderer/App.tsx';
import { createStateStore } from '../../../renderer/state.ts';
import { meantBy } from '../../../renderer/use-shortcuts.ts';
import { type Answers, draw, enter, fakeMain, perform, press, refuse } from '../dom.tsx';
import { base, states } from '../states.ts';

afterEach(cleanup);

/** Renders the app with a fake main that holds `state`. */
async function open(state: AppState = base, answers: Answers = {}) {
  const main = fakeMain({ 'state:get': () => state, 'history:get': () => [], ...answers });
  const store = createStateStore(main.bridge, () => 0);
  draw(<App bridge={main.bridge} store={store} monotonic={() => 0} />);
  await perform(() => undefined);
  const called = (name: string) => main.calls.filter(([call]) => call === name).length;
  return { main, called };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const openTab = () => document.querySelector('.tabs [aria-current]')?.getAttribute('aria-label');
/** Presses a key where the focus is. */
const key = (name: string, more: object = {}) =>
  perform(() => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more }));
const goBack = () => key('Escape');
const ctrl = (name: string, code = '') => key(name, { code, ctrlKey: true });

describe('Ctrl or Cmd', () => {
  it('opens each panel by its number, and the preferences by a comma', async () => {
    await open();
    const opened = async (name: string, held: object = { ctrlKey: true }) => {
      await key(name, held);
      return openTab();
    };
    expect([await opened('2'), await opened('3'), await opened('4'), await opened('1')]).toEqual([
      ...['Providers', 'History', 'Preferences', 'Quota'],
    ]);
    expect(await opened(',', { metaKey: true })).toBe('Preferences');
    expect(await opened('1', {})).toBe('Preferences');
    expect(await opened('1', { ctrlKey: true, altKey: true })).toBe('Preferences');
    expect(await opened('9')).toBe('Preferences');
  });

  it('refreshes with R', async () => {
    const { called } = await open();
    await ctrl('r');
    expect(called('quota:refresh')).toBe(1);
  });

  it('makes the letters larger with plus, smaller with minus and as usual with 0', async () => {
    const { main } = await open({ ...base, preferences: { ...base.preferences, textSize: 'percent-150' } });
    expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('1.5');
    await key('+', { ctrlKey: true, shiftKey: true });
    await ctrl('=');
    await ctrl('-');
    await ctrl('0');
    await ctrl('à', 'Digit0');
    await key('-', { ctrlKey: true, shiftKey: true });
    const asked = main.calls.filter(([name]) => name === 'preferences:set').map(([, change]) => change);
    expect(asked.map((change) => (change as { textSize: string }).textSize)).toEqual([
      ...['percent-200', 'percent-200', 'percent-125', 'percent-100', 'percent-100'],
    ]);
  });

  it.each(['Quota', 'Providers', 'History', 'Preferences'])('searches with F, from %s', async (panel) => {
    await open();
    await press(button(panel));
    await ctrl('f');
    expect(openTab()).toBe('Providers');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('searches with F in the panel that has a search of its own', async () => {
    await open(states['amberAndRed'] ?? base);
    await press(button('Show all 214'));
    await press(document.querySelector('[data-pool="free-tier"] summary') ?? document.body);
    await ctrl('f');
    expect(openTab()).toBe('Quota');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Search models');
  });

  it.each([
    ['US', 'r', 'KeyR', 'r'],
    ['US with Caps Lock', 'R', 'KeyR', 'r'],
    ['US', '2', 'Digit2', '2'],
    ['a number pad', '2', 'Numpad2', '2'],
    ['French', 'é', 'Digit2', '2'],
    ['French', '"', 'Digit3', '3'],
    ['French', ',', 'KeyM', ','],
    ['French', ';', 'Comma', ';'],
    ['Czech', 'ě', 'Digit2', '2'],
    ['Russian', 'к', 'KeyR', 'r'],
    ['Russian with Caps Lock', 'К', 'KeyR', 'r'],
    ['Russian', 'б', 'Comma', ','],
    ['Hebrew', 'ת', 'Comma', ','],
    ['Greek', 'φ', 'KeyF', 'f'],
    ['Dvorak', 'r', 'KeyO', 'r'],
    ['Dvorak', 'p', 'KeyR', 'p'],
    ['Dvorak', 'u', 'KeyF', 'u'],
    ['any', 'ArrowUp', 'ArrowUp', 'arrowup'],
  ])('means on the layout %s with %s at %s: %s', (_layout, name, code, meant) => {
    expect(meantBy({ key: name, code })).toBe(meant);
  });
});

describe('Escape', () => {
  it('closes the popover from its first panel', async () => {
    const { called } = await open(base, { 'popover:close': refuse });
    await key('a');
    await goBack();
    expect(called('popover:close')).toBe(1);
  });

  it.each(['Providers', 'History', 'Preferences'])('goes back from %s before it closes the popover', async (panel) => {
    const { called } = await open();
    await press(button(panel));
    await goBack();
    expect([openTab(), called('popover:close')]).toEqual(['Quota', 0]);
    await goBack();
    expect(called('popover:close')).toBe(1);
  });

  it('clears a search first, wherever the focus is', async () => {
    const { called } = await open();
    await press(button('Providers'));
    const search = screen.getByRole<HTMLInputElement>('searchbox');
    for (const focused of [search, button('Backups')]) {
      await enter(search, 'kimi');
      focused.focus();
      await goBack();
      expect([search.value, openTab()]).toEqual(['', 'Providers']);
    }
    await goBack();
    expect([openTab(), called('popover:close')]).toEqual(['Quota', 0]);
  });

  it('folds what is open around the focus, and leaves alone what is open elsewhere', async () => {
    const { called } = await open();
    const fold = document.querySelector('.pool details') ?? document.body;
    const summary = fold.querySelector('summary') ?? document.body;
    await press(summary);
    summary.focus();
    await goBack();
    expect([fold.hasAttribute('open'), called('popover:close')]).toEqual([false, 0]);
    expect(document.activeElement).toBe(summary);
    await press(summary);
    button('Switch').focus();
    await goBack();
    expect([fold.hasAttribute('open'), called('popover:close')]).toEqual([true, 1]);
  });

  it('folds the exact change of a switch before it goes back to the form', async () => {
    const path = '/s.json';
    const diff = [{ kind: 'added' as const, text: '{}' }];
    const plan = { kind: 'plan' as const, hash: '1', path, diff, changed: [], newFiles: [], warnings: [] };
    await open(base, { 'switch:preview': () => plan });
    await press(button('Providers'));
    await press(button(/^OpenRouter/));
    await enter(screen.getByLabelText('Enter the key'), 'k');
    await press(button('Preview the change'));
    const summary = document.querySelector('summary') ?? document.body;
    await press(summary);
    summary.focus();
    await goBack();
    expect(document.querySelector('details[open]')).toBeNull();
    expect(button('Switch now')).toBeDefined();
    await goBack();
    expect(button('Preview the change')).toBeDefined();
  });

  it.each(['Clear…', 'Reset…'])('cancels the question of %s', async (asking) => {
    const { called } = await open(base, { 'preferences:defaults': () => base.preferences });
    await press(button('Preferences'));
    await press(button('Data'));
    button(asking).focus();
    await press(button(asking));
    expect(button('Cancel')).toBeDefined();
    await goBack();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    expect([openTab(), called('popover:close')]).toEqual(['Preferences', 0]);
    await goBack();
    expect(openTab()).toBe('Quota');
  });

  it('is ignored if another handler used it or while an input method is composing', async () => {
    const { called } = await open();
    await key('Escape', { isComposing: true });
    const used = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, bubbles: true });
    used.preventDefault();
    await perform(() => document.body.dispatchEvent(used));
    expect(called('popover:close')).toBe(0);
  });

  it('closes the popover while main does not answer', async () => {
    const { called } = await open(base, { 'state:get': refuse });
    await goBack();
    expect(called('popover:close')).toBe(1);
  });
});

describe('the focus', () => {
  const focused = () => document.activeElement;
  const main = () => screen.getByRole('main');

  it('goes into a panel that opens, which has its name', async () => {
    const { main: fake } = await open();
    button('Switch').focus();
    await ctrl('3');
    expect(focused()).toBe(main());
    expect(main().getAttribute('aria-label')).toBe('History');
    await goBack();
    expect(focused()).toBe(main());
    await fake.push({ ...base, destination: { to: 'preferences', serial: 1 } });
    expect(focused()).toBe(main());
    expect(main().getAttribute('aria-label')).toBe('Preferences');
  });

  it('is on nothing in a window that main opens at a panel', async () => {
    const { main: fake } = await open({ ...base, destination: { to: 'preferences', serial: 1 } });
    expect(focused()).toBe(document.body);
    await fake.push({ ...base, destination: { to: 'quota', serial: 2 } });
    expect([openTab(), focused()]).toEqual(['Quota', document.body]);
    await ctrl('4');
    expect(focused()).toBe(main());
  });

  it('stays on the tab that was pressed, and leaves it for a panel that opens by a key', async () => {
    await open();
    button('History').focus();
    await press(button('History'));
    expect(focused()).toBe(button('History'));
    await ctrl('4');
    expect(focused()).toBe(main());
  });

  it.each(['Clear…', 'Reset…'])('goes into the question of %s, and back to it at its end', async (asking) => {
    await open(base, { 'preferences:defaults': () => base.preferences });
    await press(button('Preferences'));
    await press(button('Data'));
    for (const end of [() => press(button('Cancel')), goBack]) {
      button(asking).focus();
      await press(button(asking));
      expect(focused()?.contains(button('Cancel'))).toBe(true);
      button('Cancel').focus();
      await end();
      expect(focused()).toBe(button(asking));
    }
  });

  it('goes to the next notice when one is dismissed, and to the panel from the last', async () => {
    const [notice] = (states['notices'] ?? base).pendingNotices;
    if (notice === undefined) throw new Error('there is a notice');
    const notices = ['1', '2', '3'].map((tag) => ({ ...notice, tag, canSwitch: false }));
    const { main: fake } = await open({ ...base, pendingNotices: notices });
    const dismissing = () => screen.queryAllByRole('button', { name: 'Dismiss' });
    dismissing()[1]?.focus();
    await fake.push({ ...base, pendingNotices: notices.filter(({ tag }) => tag !== '2') });
    expect(focused()).toBe(dismissing()[1]);
    await fake.push({ ...base, pendingNotices: notices.slice(0, 1) });
    expect(focused()).toBe(dismissing()[0]);
    await fake.push({ ...base, pendingNotices: [] });
    expect(focused()).toBe(main());
  });

  it('goes from a button to the field that takes its place', async () => {
    await open();
    await press(button('Providers'));
    await press(document.querySelector('[data-return="token-plan/international"]') ?? document.body);
    button('Enter another key').focus();
    await press(button('Enter another key'));
    expect(focused()).toBe(screen.getByLabelText('Enter the key'));
  });

  it('goes to the panel when its card goes away', async () => {
    const { main: fake } = await open(states['offline'] ?? base);
    button('Try again').focus();
    await fake.push(base);
    expect(focused()).toBe(main());
  });

  it('is not taken from what is still there', async () => {
    const { main: fake } = await open(states['offline'] ?? base);
    button('Switch').focus();
    await fake.push(base);
    expect(focused()).toBe(button('Switch'));
  });
});
