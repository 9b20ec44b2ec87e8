import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../../main/adapters/electron/ipc.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { callNames, pushNames } from '../../../../preload/channels.ts';
import { type AppState, calls, pushes } from '../../../../preload/contract.ts';

type Listener = (event: unknown, ...args: unknown[]) => Promise<unknown>;
const served = new Map<string, Listener>();
vi.mock('electron', () => ({
  protocol: {},
  ipcMain: {
    handle: (name: string, listener: Listener) => served.set(name, listener),
    removeHandler: (name: string) => served.delete(name),
  },
}));
const { isTrustedFrame, pushTo, serveCalls } = await import('../../../../main/adapters/electron/ipc.ts');

const state: AppState = {
  snapshot: { pools: [], polling: false, nextPollAtMs: null },
  session: { state: 'unknown' },
  accounts: { chosen: { id: 'first', number: 1, name: null }, others: [], adding: null, canAdd: false },
  settings: { state: 'unknown' },
  preferences: defaultPreferences,
  language: 'en',
  clock: 'h24',
  time: { nowMs: 0, rate: 1 },
  demo: false,
  pendingNotices: [],
  snoozes: [],
  problems: [],
  runOuts: [],
  recoveries: [],
  outlooks: [],
  whatIfs: [],
  destination: null,
  localCounts: null,
  recentProviders: [],
  canUndo: false,
  version: '0.0.0',
  updates: { canLook: false, newVersion: null },
  home: '',
  officialClients: [],
  dataFolder: '',
  canUndoPreferences: false,
  refusedShortcut: null,
};
const trusted = { senderFrame: { url: 'app://ui/', parent: null } };
const lines: string[] = [];
const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };

/** Handlers for every call; those not given return nothing. */
function handlersWith(some: Partial<Handlers>): Handlers {
  const silent = Object.fromEntries(callNames.map((name) => [name, () => undefined]));
  return { ...(silent as unknown as Handlers), ...some };
}
/** The state with a value that passes the check and is another one each time it is read after it. */
function changing(from: AppState): AppState {
  let reads = 0;
  const read = (): string => (reads++ === 0 ? '0.0.0' : 'CANARY');
  return Object.defineProperty({ ...from }, 'version', { enumerable: true, get: read });
}
const call = (name: string, event: unknown, ...args: unknown[]): Promise<unknown> => {
  const listener = served.get(name);
  return listener === undefined ? Promise.reject(new Error('not served')) : listener(event, ...args);
};

beforeEach(() => {
  served.clear();
  lines.length = 0;
});

describe('the contract', () => {
  it('is complete in the preload’s list of names', () => {
    expect([...callNames].sort()).toEqual(Object.keys(calls).sort());
    expect([...pushNames].sort()).toEqual(Object.keys(pushes).sort());
  });
});

describe('isTrustedFrame', () => {
  it('accepts only the top frame of the app’s own origin', () => {
    expect(isTrustedFrame({ url: 'app://ui/index.html', parent: null })).toBe(true);
    expect(isTrustedFrame(null)).toBe(false);
    expect(isTrustedFrame({ url: 'app://ui/', parent: {} as never })).toBe(false);
    for (const url of ['app://evil/', 'app://ui.evil/', 'https://ui/', 'about:blank', '']) {
      expect(isTrustedFrame({ url, parent: null })).toBe(false);
    }
  });
});

describe('serveCalls', () => {
  it('serves every call, and none after its end', () => {
    const stop = serveCalls(handlersWith({}), log);
    expect([...served.keys()].sort()).toEqual([...callNames].sort());
    stop();
    expect(served.size).toBe(0);
  });

  it('passes a valid input to its handler', async () => {
    const confirm = vi.fn(async () => ({ kind: 'nothing-to-undo' }) as const);
    serveCalls(handlersWith({ 'switch:confirm': confirm }), log);
    await expect(call('switch:confirm', trusted, { hash: 'h' })).resolves.toEqual({ kind: 'nothing-to-undo' });
    expect(confirm).toHaveBeenCalledWith({ hash: 'h' });
  });

  it('refuses a foreign sender before the input is parsed', async () => {
    const refresh = vi.fn();
    serveCalls(handlersWith({ 'quota:refresh': refresh }), log);
    await expect(call('quota:refresh', { senderFrame: null })).rejects.toThrow(/^refused$/);
    expect(refresh).not.toHaveBeenCalled();
  });

  it.each([
    ['a wrong value', ['sign-in:start', { region: 'moon' }]],
    ['an extra field', ['sign-in:start', { region: 'china', url: 'https://x' }]],
    ['a second argument', ['quota:refresh', undefined, 1]],
    ['an argument where none is due', ['quota:refresh', {}]],
    ['an address for a link', ['link:open', 'file:///etc/passwd']],
    ['an address for a page', ['link:open', { providerId: 'openrouter', page: 'https://example.org/' }]],
  ])('refuses %s', async (_what, [name, ...args]) => {
    serveCalls(handlersWith({}), log);
    await expect(call(String(name), trusted, ...args)).rejects.toThrow(/^bad-input$/);
  });

  it('refuses an input that is too large for any call, before it is parsed', async () => {
    const set = vi.fn();
    serveCalls(handlersWith({ 'preferences:set': set }), log);
    const many = Array.from({ length: 200_000 }, (_, index) => `file/openai/${index}`);
    await expect(call('preferences:set', trusted, { favouriteProviderIds: many })).rejects.toThrow(/^bad-input$/);
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await expect(call('preferences:set', trusted, circular)).rejects.toThrow(/^bad-input$/);
    await expect(call('preferences:set', trusted, { theme: 'x'.repeat(1_000_000) })).rejects.toThrow(/^bad-input$/);
    expect(set).not.toHaveBeenCalled();
  });

  it('keeps a list of favourites and each of them short', () => {
    const { input } = calls['preferences:set'];
    const list = (length: number, each = 'openrouter') => ({ favouriteProviderIds: Array(length).fill(each) });
    expect(input.safeParse(list(100)).success).toBe(true);
    expect(input.safeParse(list(101)).success).toBe(false);
    expect(input.safeParse(list(1, 'x'.repeat(501))).success).toBe(false);
  });

  it('sends the copy that was checked, not the handler’s own value', async () => {
    serveCalls(handlersWith({ 'state:get': () => changing(state) }), log);
    expect(JSON.stringify(await call('state:get', trusted))).not.toContain('CANARY');
  });

  it('lets no undeclared field out, at any depth', async () => {
    const leaking = { ...state, session: { state: 'unknown', accessToken: 'CANARY' } } as unknown as AppState;
    serveCalls(handlersWith({ 'state:get': () => leaking }), log);
    await expect(call('state:get', trusted)).rejects.toThrow(/^failed$/);
  });

  it('reports to the renderer of a bug only that the call failed', async () => {
    const refresh = (): never => {
      throw new Error('detail CANARY');
    };
    serveCalls(handlersWith({ 'quota:refresh': refresh }), log);
    await expect(call('quota:refresh', trusted)).rejects.toThrow(/^failed$/);
    expect(lines.join()).toContain('ipc quota:refresh failed');
  });
});

describe('pushTo', () => {
  const windowWith = (send: unknown, destroyed = false) => ({ send, isDestroyed: () => destroyed }) as never;

  it('sends a parsed value to an open window', () => {
    const send = vi.fn();
    pushTo(windowWith(send), 'state:changed', state, log);
    expect(send).toHaveBeenCalledWith('state:changed', state);
  });

  it('sends the copy that was checked, not the value itself', () => {
    const send = vi.fn();
    pushTo(windowWith(send), 'state:changed', changing(state), log);
    expect(send).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(send.mock.calls)).not.toContain('CANARY');
  });

  it('does nothing for a closed window', () => {
    const send = vi.fn();
    pushTo(null, 'state:changed', state, log);
    pushTo(windowWith(send, true), 'state:changed', state, log);
    expect(send).not.toHaveBeenCalled();
  });

  it('does not send what the contract does not allow, and logs its place, not its value', () => {
    const send = vi.fn();
    const leaking = { ...state, snapshot: { ...state.snapshot, nextPollAtMs: 'CANARY' } } as unknown as AppState;
    pushTo(windowWith(send), 'state:changed', leaking, log);
    expect(send).not.toHaveBeenCalled();
    expect(lines).toEqual(['push state:changed held back: snapshot.nextPollAtMs']);
  });
});
