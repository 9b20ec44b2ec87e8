import { type ReactElement, StrictMode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import type { Place } from '../../main/core/view/format.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState, Bridge } from '../../preload/contract.ts';
import type { Shown } from '../../renderer/shown.ts';
import { nowMs } from './states.ts';

/** A bridge nobody may cross while a screen is only drawn. */
export const silentBridge: Bridge = {
  invoke: () => Promise.reject(new Error('a screen called main while it was drawn')),
  subscribe: () => () => {},
};

export const placeOf = (language: AppState['language']): Place => ({ words: wordsFor(language), timeZone: 'UTC' });

export const shownOf = (state: AppState): Shown => ({
  state,
  nowMs,
  place: placeOf(state.language),
  bridge: silentBridge,
});

/** The markup of a screen; fails on what no user should ever read. */
export function markupOf(element: ReactElement): string {
  const markup = renderToStaticMarkup(<StrictMode>{element}</StrictMode>);
  const text = textOf(markup);
  expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|Invalid Date/);
  return markup;
}

/** What can be read on the screen, entities resolved. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\n+/g, '\n')
    .trim();
