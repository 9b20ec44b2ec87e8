import { contextBridge, ipcRenderer } from 'electron';
import { callNames, pushNames } from './channels.ts';
import type { Bridge, Push, PushName } from './contract.ts';

/**
 * Asks the page's first question while the page's own code is still being loaded. The returned function gives the answer,
 * once: it is the newest state, for one that main pushes meanwhile takes its place.
 */
function askEarly(): () => ReturnType<typeof ipcRenderer.invoke> | null {
  let early: ReturnType<typeof ipcRenderer.invoke> | null = ipcRenderer.invoke('state:get');
  const replace = (_event: unknown, state: Push<'state:changed'>): void => {
    early = Promise.resolve(state);
  };
  ipcRenderer.on('state:changed', replace);
  // A page that never asks handles no refusal.
  early.catch(() => {});
  return () => {
    const taken = early;
    early = null;
    ipcRenderer.off('state:changed', replace);
    return taken;
  };
}

const takeEarly = askEarly();

/** Lets only known channel names through. Main validates both the input and the output of each call. */
const bridge: Bridge = {
  invoke: (name, ...args) => {
    if (!callNames.includes(name)) return Promise.reject(new Error('unknown call'));
    return (name === 'state:get' ? takeEarly() : null) ?? ipcRenderer.invoke(name, ...args);
  },
  subscribe: <Name extends PushName>(name: Name, listener: (value: Push<Name>) => void) => {
    if (!pushNames.includes(name)) throw new Error('unknown push');
    const forward = (_event: unknown, value: Push<Name>): void => listener(value);
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.off(name, forward);
    };
  },
};

contextBridge.exposeInMainWorld('gauge', bridge);
