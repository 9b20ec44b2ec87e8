// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { AppState, Bridge } from '../../preload/contract.ts';
import { createStateStore, nowOf, tickEveryMs } from '../../renderer/state.ts';
import { base, states } from './states.ts';

interface Fake {
  readonly bridge: Bridge;
  readonly push: (state: AppState) => void;
  readonly answer: (state: AppState) => void;
  readonly refuse: () => void;
  readonly ended: () => boolean;
}

function fakeMain(): Fake {
  let listener: ((state: AppState) => void) | null = null;
  let settle: { readonly resolve: (state: AppState) => void; readonly reject: (why: Error) => void } | null = null;
  let ended = false;
  const bridge = {
    invoke: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
    subscribe: (_name: string, given: (state: AppState) => void) => {
      listener = given;
      return () => {
        ended = true;
      };
    },
  } as unknown as Bridge;
  return {
    bridge,
    push: (state) => listener?.(state),
    answer: (state) => settle?.resolve(state),
    refuse: () => settle?.reject(new Error('no')),
    ended: () => ended,
  };
}

const tick = (): Promise<void> => Promise.resolve();
const older: AppState = { ...base, version: 'older' };
const newer: AppState = { ...base, version: 'newer' };

describe('the store of main’s last state', () => {
  it('requests the state, notifies listeners, and stops notifying after they unsubscribe', async () => {
    const main = fakeMain();
    const store = createStateStore(main.bridge, () => 7);
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    expect(store.get()).toEqual({ kind: 'waiting' });
    main.answer(newer);
    await tick();
    expect(store.get()).toEqual({ kind: 'state', state: newer, arrivedAtMs: 7 });
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    main.push(older);
    expect(listener).toHaveBeenCalledTimes(1);
    store.stop();
    expect(main.ended()).toBe(true);
  });

  it('never overwrites a push with a response that was already pending', async () => {
    const main = fakeMain();
    const store = createStateStore(main.bridge, () => 0);
    main.push(newer);
    main.answer(older);
    await tick();
    expect(store.get()).toMatchObject({ state: newer });
  });

  it('reports when main does not answer, and keeps its state when a later request fails', async () => {
    const main = fakeMain();
    const store = createStateStore(main.bridge, () => 0);
    main.refuse();
    await tick();
    await tick();
    expect(store.get()).toEqual({ kind: 'unanswered' });
    main.push(newer);
    store.ask();
    main.refuse();
    await tick();
    await tick();
    expect(store.get()).toMatchObject({ kind: 'state', state: newer });
  });
});

describe('main’s clock', () => {
  const received = {
    kind: 'state',
    state: { ...base, time: { nowMs: 1_000_000, rate: 60 } },
    arrivedAtMs: 500,
  } as const;

  it('runs at main’s rate from the arrival of the state, and never backwards', () => {
    expect(nowOf(received, 500)).toBe(1_000_000);
    expect(nowOf(received, 1500)).toBe(1_060_000);
    expect(nowOf(received, 400)).toBe(1_000_000);
  });
});

it('updates every second only while something on the screen counts seconds', () => {
  const everyMs = (state: AppState) => tickEveryMs({ kind: 'state', state, arrivedAtMs: 0 });
  expect(everyMs(base)).toBe(10_000);
  expect(everyMs({ ...base, time: { nowMs: 0, rate: 60 } })).toBe(1000);
  expect(everyMs({ ...base, session: states['waiting']?.session ?? base.session })).toBe(1000);
});
