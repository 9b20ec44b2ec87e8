// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppState } from '../../../preload/contract.ts';
import { App } from '../../../renderer/App.tsx';
import { createStateStore } from '../../../renderer/state.ts';
import { deferred, draw, fakeMain, perform, press } from '../dom.tsx';
import { base, nowMs, states } from '../states.ts';

afterEach(cleanup);

const { usedUp = base, offline = base } = states;
const live = '[role="status"], [role="alert"], [aria-live="polite"]';

/** Renders the app, and records each text that appears in a live region from then on. */
async function listen(first: AppState = base) {
  const refresh = deferred();
  const main = fakeMain({ 'state:get': () => first, 'quota:refresh': () => refresh.promise });
  const store = createStateStore(main.bridge, () => 0);
  draw(<App bridge={main.bridge} store={store} monotonic={() => 0} />);
  await perform(() => undefined);
  const heard: string[] = [];
  const observer = new MutationObserver((changes) => {
    const regions = changes.map(({ target }) =>
      (target instanceof Element ? target : target.parentElement)?.closest(live),
    );
    for (const region of new Set(regions)) if (region?.textContent) heard.push(region.textContent);
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  return { main, refresh, heard };
}

const later = (state: AppState, minutes: number): AppState => ({
  ...state,
  time: { ...state.time, nowMs: nowMs + minutes * 60_000 },
});

describe('what a screen reader speaks', () => {
  it('is each change of the verdict once, and nothing while only its numbers move', async () => {
    const { main, heard } = await listen();
    for (const state of [later(base, 1), usedUp, later(usedUp, 1), later(usedUp, 2), later(base, 3)]) {
      await main.push(state);
    }
    expect(heard).toEqual(['5-hour quota used up', 'Plenty left']);
  });

  it('is no round that nobody asked for', async () => {
    const { main, heard } = await listen();
    await main.push({ ...base, snapshot: { ...base.snapshot, polling: true } });
    await main.push(base);
    expect(heard).toEqual([]);
  });

  it('is that a failure lasts, if the user tries again', async () => {
    const { main, refresh, heard } = await listen(offline);
    await press(screen.getByRole('button', { name: 'Try again' }));
    await perform(() => refresh.resolve(undefined));
    await main.push(later(offline, 1));
    expect(heard).toEqual(['Refreshing…', 'You are offline.']);
  });

  it.each(['the button', 'Ctrl+R'])('is the start of a refresh by %s, and its end', async (by) => {
    const { main, refresh, heard } = await listen();
    if (by === 'the button') await press(screen.getByRole('button', { name: 'Refresh' }));
    else await perform(() => fireEvent.keyDown(window, { key: 'r', ctrlKey: true }));
    await main.push({ ...usedUp, snapshot: { ...usedUp.snapshot, polling: true } });
    await perform(() => refresh.resolve(undefined));
    await main.push(usedUp);
    await main.push(later(usedUp, 1));
    expect(heard).toEqual(['Refreshing…', 'Refreshed. 5-hour quota used up']);
  });

  it.each(['Quota', 'Preferences'])('is why a refresh failed, on the panel %s', async (panel) => {
    const { main, refresh, heard } = await listen();
    await press(screen.getByRole('button', { name: panel }));
    await press(screen.getByRole('button', { name: 'Refresh' }));
    await main.push(offline);
    await perform(() => refresh.resolve(undefined));
    expect(heard).toEqual(['Refreshing…', 'You are offline.']);
  });
});
