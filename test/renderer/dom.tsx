import { act, configure, fireEvent, type RenderResult, render } from '@testing-library/react';
import { type ReactElement, StrictMode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import type { Locale } from '../../main/core/view/format.ts';
import { wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState, Bridge, CallName, Input, Output } from '../../preload/contract.ts';
import type { PanelContext } from '../../renderer/panel-context.ts';
import { base, nowMs } from './states.ts';

// React warns about updates outside `act` only where this is set.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// There are no style sheets here to hide anything, and checking for hidden elements takes most of a test's time.
configure({ defaultHidden: true });

export type Answers = {
  readonly [Call in CallName]?: (input: Input<Call>) => Output<Call> | Promise<Output<Call>>;
};

export interface FakeMain {
  readonly bridge: Bridge;
  /** Every call so far: its name, and its input if it has one. */
  readonly calls: readonly (readonly unknown[])[];
  readonly push: (state: AppState) => Promise<void>;
}

/** What the quota screen asks by itself whenever it is shown. It is recorded only for a test that prepares an answer. */
const unasked = 'history:get';

/** A fake main behind the bridge. A call without a prepared answer returns undefined. */
export function fakeMain(answers: Answers = {}): FakeMain {
  const calls: (readonly unknown[])[] = [];
  const listeners = new Set<(state: AppState) => void>();
  const prepared: Readonly<Record<string, ((input: never) => unknown) | undefined>> = answers;
  const bridge = {
    invoke: async (...call: readonly [string, never]) => {
      if (call[0] === unasked && answers[unasked] === undefined) return [];
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

/** Creates a promise that the test resolves or rejects. */
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

export const shownWith = (bridge: Bridge, over: Partial<AppState> = {}): PanelContext => {
  const state = { ...base, ...over };
  return { state, nowMs, locale: placeOf(state.language), bridge };
};

/** Renders a screen as the app does, in React's strict mode. */
export const draw = (element: ReactElement): RenderResult => render(element, { wrapper: StrictMode });

/** A bridge that rejects every call, for screens that are only rendered. */
export const silentBridge: Bridge = {
  invoke: () => Promise.reject(new Error('a screen called main while it was drawn')),
  subscribe: () => () => {},
};

/** The props of a screen that is only rendered and cannot call main. */
export const shownOf = (state: AppState): PanelContext => shownWith(silentBridge, state);

/** Renders a screen to static markup: fast, but effects and handlers do not run. */
export function picture(element: ReactElement): HTMLElement {
  const container = document.createElement('div');
  container.innerHTML = renderToStaticMarkup(<StrictMode>{element}</StrictMode>);
  linesOf(container);
  return container;
}

export const all = (container: Element, selector: string): readonly Element[] => [
  ...container.querySelectorAll(selector),
];

/** Performs a user action and waits for the updates it causes. */
export const perform = (work: () => unknown): Promise<void> =>
  act(async () => {
    work();
  });

export const press = (element: Element) => perform(() => fireEvent.click(element));

/** Enters a text into a field, or selects an option of a list. */
export const enter = (field: Element, value: string) => perform(() => fireEvent.change(field, { target: { value } }));

/** Returns the text on the screen; fails if it contains values like undefined or NaN. */
export function textIn(container: Element): string {
  const text = container.textContent;
  expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|Invalid Date/);
  return text;
}

/** Like {@link textIn}, with the text of each element on its own line. */
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
