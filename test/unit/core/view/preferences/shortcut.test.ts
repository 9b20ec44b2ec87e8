import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PreferencesSchema } from '../../../../../main/core/preferences.ts';
import {
  isFreeShortcut,
  isShortcut,
  shortcutOf,
  shortcutText,
} from '../../../../../main/core/view/preferences/shortcut.ts';

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

it.each([
  [{ ...none, code: 'KeyU', ctrlKey: true, altKey: true }, 'Control+Alt+U'],
  [{ ...none, code: 'Digit1', shiftKey: true, metaKey: true }, 'Shift+Super+1'],
  [{ ...none, code: 'F13' }, 'F13'],
  [{ ...none, code: 'KeyC', ctrlKey: true }, 'Control+C'],
  [{ ...none, code: 'F9', shiftKey: true, ctrlKey: true }, 'Control+Shift+F9'],
  [{ ...none, code: 'Space', altKey: true, shiftKey: true }, 'Alt+Shift+Space'],
  [{ ...none, code: 'KeyU' }, null],
  [{ ...none, code: 'KeyU', shiftKey: true }, null],
  [{ ...none, code: 'ControlLeft', ctrlKey: true }, null],
  [{ ...none, code: 'F25' }, null],
  [{ ...none, code: 'Enter', ctrlKey: true }, null],
])('takes %j for %s', (pressed, shortcut) => {
  expect(shortcutOf(pressed)).toBe(shortcut);
});

it.each([
  'Control+Alt+U',
  'Control+Alt+Shift+C',
  'Alt+Super+U',
  'Control+Shift+F9',
  'Alt+Shift+Space',
  'F13',
  'Shift+F14',
])('may be %s, which programs seldom use', (shortcut) => {
  expect(isFreeShortcut(shortcut)).toBe(true);
});

it.each([
  ['that every program has', ['Control+C', 'Control+Q', 'Control+V', 'Alt+F4', 'Alt+Space', 'F2', 'F5', 'Shift+F10']],
  ['of terminals', ['Control+Shift+C', 'Control+Shift+V', 'Control+Shift+T', 'Control+Shift+N', 'Control+Shift+F']],
  ['of browsers', ['Control+Shift+P', 'Control+Shift+I', 'Control+Shift+1', 'Shift+Super+T', 'Shift+Super+N']],
  ['of Linux desktops', ['Control+Alt+F2', 'Control+Alt+L', 'Control+Alt+T', 'Control+Alt+D', 'Super+L', 'Super+1']],
  ['of Windows', ['Shift+Super+S', 'Shift+Super+1', 'Control+Super+D', 'Control+Super+F4', 'Super+Space']],
  ['of macOS', ['Shift+Super+3', 'Shift+Super+Z', 'Control+Super+Q', 'Control+Super+F', 'Control+Super+Space']],
])('is none %s', (_whose, shortcuts) => {
  for (const shortcut of shortcuts) {
    expect(isShortcut(shortcut)).toBe(true);
    expect(isFreeShortcut(shortcut)).toBe(false);
    // An earlier version took some of these, and they stay.
    expect(PreferencesSchema.shape.shortcut.safeParse(shortcut).success).toBe(true);
  }
});

it('is kept only as it was made', () => {
  const { shortcut } = PreferencesSchema.shape;
  for (const text of ['U', 'Shift+U', 'Alt+Control+U', 'Control+', 'Control+Alt+Ü', '']) {
    expect(isShortcut(text)).toBe(false);
    expect(shortcut.safeParse(text).success).toBe(false);
  }
  const pressed = fc.record({
    code: fc.oneof(fc.constantFrom('KeyA', 'Digit0', 'F1', 'F24', 'Space', 'Tab'), fc.string()),
    ctrlKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
    metaKey: fc.boolean(),
  });
  fc.assert(fc.property(pressed, (keys) => shortcut.safeParse(shortcutOf(keys)).success));
});

it('is shown as keyboards write it', () => {
  expect(shortcutText('Control+Alt+Super+U', false)).toBe('Ctrl+Alt+Super+U');
  expect(shortcutText('Shift+Super+U', true)).toBe('Shift+⌘+U');
});
