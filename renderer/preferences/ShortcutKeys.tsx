import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { isFreeShortcut, shortcutOf, shortcutText } from '../../main/core/view/preferences/shortcut.ts';
import { Button } from '../ui/Button.tsx';
import type { Props } from './simple.tsx';

/** The shortcut that opens the window from anywhere. It is set by pressing it. */
export function ShortcutKeys({ context, onChange }: Props): ReactElement {
  const { preferences, refusedShortcut, demo } = context.state;
  const { shortcut: words } = context.locale.words.preferences;
  const [isListening, setListening] = useState(false);
  /** What was pressed although programs need it. */
  const [needed, setNeeded] = useState<string | null>(null);
  const textOf = (shortcut: string): string => shortcutText(shortcut, navigator.platform.startsWith('Mac'));

  const settled = refusedShortcut === null ? words.hint : words.taken(textOf(refusedShortcut));
  const asked = needed === null ? words.press : words.needed(textOf(needed));
  const isTrouble = isListening ? needed !== null : refusedShortcut !== null;

  function listen(isOn: boolean): void {
    setListening(isOn);
    setNeeded(null);
  }

  function take(event: KeyboardEvent): void {
    if (!isListening || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const shortcut = event.key === 'Escape' ? null : shortcutOf(event);
    if (event.key !== 'Escape' && shortcut === null) return;
    if (shortcut !== null && !isFreeShortcut(shortcut)) {
      setNeeded(shortcut);
      return;
    }
    listen(false);
    if (shortcut !== null) onChange({ shortcut });
  }

  return (
    <div className="row">
      <div className="row-text">
        <span>{words.label}</span>
        <small className={isTrouble ? 'trouble' : undefined} aria-live="polite">
          {isListening ? asked : settled}
        </small>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are pressed on the button inside. */}
      <span className="money" onKeyDown={take} onBlur={() => listen(false)}>
        <Button disabled={demo} onPress={() => listen(true)}>
          {preferences.shortcut === null ? words.set : textOf(preferences.shortcut)}
        </Button>
        {preferences.shortcut === null ? null : (
          <Button kind="link" disabled={demo} onPress={() => onChange({ shortcut: null })}>
            {words.remove}
          </Button>
        )}
      </span>
    </div>
  );
}
