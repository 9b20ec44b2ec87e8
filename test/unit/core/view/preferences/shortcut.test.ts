import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PreferencesSchema } from '../../../../../main/core/preferences.ts';
import { isShortcut, shortcutOf, shortcutText } from '../../../../../main/core/view/preferences/shortcut.ts';

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

it.each([
  [{ ...none, code: 'KeyU', ctrlKey: true, altKey: true }, 'Control+Alt+U'],
  [{ ...none, code: 'Digit1', shiftKey: true, metaKey: true }, 'Shift+Super+1'],
  [{ ...none, code: 'F13' }, 'F13'],
  [{ ...none, code: 'F9', shiftKey: true, ctrlKey: true }, 'Control+Shift+F9'],
  [{ ...none, code: 'Space', altKey: true, shiftKey: true }, 'Alt+Shift+Space'],
  [{ ...none, code: 'F2' }, null],
  [{ ...none, code: 'F5' }, null],
  [{ ...none, code: 'KeyL', ctrlKey: true, altKey: true }, null],
  [{ ...none, code: 'F4', altKey: true }, null],
  [{ ...none, code: 'F2', ctrlKey: true, altKey: true }, null],
  [{ ...none, code: 'KeyC', ctrlKey: true }, null],
  [{ ...none, code: 'KeyQ', ctrlKey: true }, null],
  [{ ...none, code: 'KeyL', metaKey: true }, null],
  [{ ...none, code: 'KeyU' }, null],
  [{ ...none, code: 'KeyU', shiftKey: true }, null],
  [{ ...none, code: 'ControlLeft', ctrlKey: true }, null],
  [{ ...none, code: 'F25' }, null],
  [{ ...none, code: 'Enter', ctrlKey: true }, null],
])('takes %j for %s', (pressed, shortcut) => {
  expect(shortcutOf(pressed)).toBe(shortcut);
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
