import { expect, it } from 'vitest';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import { PreferencesPanel } from '../../renderer/preferences/PreferencesPanel.tsx';
import { markupOf, shownOf, textOf } from './markup.tsx';
import { base, signedOut } from './states.ts';

it.each(languages)('lets the user say size and day of a plan nobody signed in for, in %s', (language) => {
  const preferences = { ...base.preferences, codingPlan: 'lite' as const, monthDay: 31 };
  const state = { ...base, language, preferences, session: signedOut('never') };
  const markup = markupOf(<PreferencesPanel shown={shownOf(state)} onPanel={() => {}} />);
  expect(markup).toMatch(/value="lite"[^>]*checked|checked=""[^>]*value="lite"/);
  expect(markup).toContain('<option value="31" selected="">');
  expect(textOf(markup)).toContain(wordsFor(language).preferences.plan);
  expect(textOf(markup)).toContain(wordsFor(language).tray.signedOut);
});
