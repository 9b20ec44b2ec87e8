import { act, configure, fireEvent, type RenderResult, render } from '@testing-library/react';
import { type ReactElement, StrictMode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import type { Locale } from '../../main/core/view/format.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState, Bridge, CallName, Input, Output } from '../../preload/contract.ts';
import type { Shown } from '../../renderer/shown.ts';
import { base, nowMs } from './states.ts';

// React warns about updates outside `act` only where this is set.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// Without style sheets nothing is hidden by them: looking for it costs most of the time of a test.
configure({ defaultHidden: true });

export type Answers = {
  readonly [Call in CallName]?: (input: Input<Call>) => Output<Call> | Promise<Output<Call>>;
};

export interface FakeMain {
  readonly bridge: Bridge;
  /** Every call so far: its name, and its input where it has one. */
  readonly calls: readonly (readonly unknown[])[];
  readonly push: (state: AppState) => Promise<void>;
}

/** Main as the renderer sees it. A call without a prepared answer is answered with nothing. */
export function fakeMain(answers: Answers = {}): FakeMain {
  const calls: (readonly unknown[])[] = [];
  const listeners = new Set<(state: AppState) => void>();
  const prepared: Readonly<Record<string, ((input: never) => unknown) | undefined>> = answers;
  const bridge = {
    invoke: async (...call: readonly [string, never]) => {
      calls.push(call);
      return prepared[call[0]]?.(call[1]);
    },
    subscribe: (_name: string, listener: (state: AppState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Bridge;
  const push = (state: AppState) =>
    act(async () => {
      for (const listener of listeners) listener(state);
    });
  return { bridge, calls, push };
}

export const refuse = (): Promise<never> => Promise.reject(new Error('refused'));

/** A promise that the test settles. */
export function deferred<Value = undefined>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<Value>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

export const placeOf = (language: AppState['language']): Locale => ({ words: wordsFor(language), timeZone: 'UTC' });

export const shownWith = (bridge: Bridge, over: Partial<AppState> = {}): Shown => {
  const state = { ...base, ...over };
  return { state, nowMs, place: placeOf(state.language), bridge };
};

/** Draws a screen as the app does, under React's strict rules. */
export const draw = (element: ReactElement): RenderResult => render(element, { wrapper: StrictMode });

/** A bridge nobody may cross while a screen is only looked at. */
export const silentBridge: Bridge = {
  invoke: () => Promise.reject(new Error('a screen called main while it was drawn')),
  subscribe: () => () => {},
};

/** Main's state on a screen that is only looked at. */
export const shownOf = (state: AppState): Shown => shownWith(silentBridge, state);

/** For a screen that is only looked at: nothing runs after it was drawn, so this is quick. */
export function picture(element: ReactElement): HTMLElement {
  const container = document.createElement('div');
  container.innerHTML = renderToStaticMarkup(<StrictMode>{element}</StrictMode>);
  linesOf(container);
  return container;
}

export const all = (container: Element, selector: string): readonly Element[] => [
  ...container.querySelectorAll(selector),
];

/** Does something as the user, and waits for what follows. */
export const perform = (work: () => unknown): Promise<void> =>
  act(async () => {
    work();
  });

export const press = (element: Element) => perform(() => fireEvent.click(element));

/** Enters a text into a field, or chooses an option of a list. */
export const enter = (field: Element, value: string) => perform(() => fireEvent.change(field, { target: { value } }));

/** What can be read on the screen; fails on what no user should ever read. */
export function textIn(container: Element): string {
  const text = container.textContent;
  expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|Invalid Date/);
  return text;
}

/** The same, each element's own text on a line of its own. */
export function linesOf(container: Element): string {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const lines: string[] = [];
  let last: Node | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (last !== null && node.previousSibling === last) lines.push(`${lines.pop()}${node.textContent}`);
    else lines.push(node.textContent ?? '');
    last = node;
  }
  textIn(container);
  return lines.join('\n').trim();
}
