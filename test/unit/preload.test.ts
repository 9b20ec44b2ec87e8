import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../preload/contract.ts';
import { base } from '../renderer/states.ts';

const main = Object.assign(new EventEmitter(), { invoke: vi.fn(async (_name: string): Promise<unknown> => base) });
const exposed: { bridge?: Bridge } = {};
vi.mock('electron', () => ({
  ipcRenderer: main,
  contextBridge: { exposeInMainWorld: (_name: string, bridge: Bridge) => Object.assign(exposed, { bridge }) },
}));

async function load(): Promise<Bridge> {
  vi.resetModules();
  await import('../../preload/index.ts');
  if (exposed.bridge === undefined) throw new Error('no bridge');
  return exposed.bridge;
}

describe('the preload', () => {
  beforeEach(() => {
    main.removeAllListeners();
    main.invoke.mockReset().mockResolvedValue(base);
  });

  it('asks for the state before the page does, and gives that answer once', async () => {
    const bridge = await load();
    expect(main.invoke.mock.calls).toEqual([['state:get']]);
    expect(await bridge.invoke('state:get')).toBe(base);
    expect(main.invoke).toHaveBeenCalledTimes(1);
    await bridge.invoke('state:get');
    expect(main.invoke).toHaveBeenCalledTimes(2);
    expect(main.listenerCount('state:changed')).toBe(0);
  });

  it('answers with a state that was pushed meanwhile', async () => {
    const bridge = await load();
    const newer = { ...base, version: 'newer' };
    main.emit('state:changed', {}, newer);
    expect(await bridge.invoke('state:get')).toBe(newer);
  });

  it('passes a refusal on to the page, and lets it ask again', async () => {
    main.invoke.mockRejectedValueOnce(new Error('failed'));
    const bridge = await load();
    await expect(bridge.invoke('state:get')).rejects.toThrow('failed');
    expect(await bridge.invoke('state:get')).toBe(base);
  });

  it('lets no unknown name through', async () => {
    const bridge = await load();
    await expect(bridge.invoke('nope' as never)).rejects.toThrow('unknown call');
    expect(() => bridge.subscribe('nope' as never, () => {})).toThrow('unknown push');
  });
});
