import { contextBridge, ipcRenderer } from 'electron';
import { callNames, pushNames } from './channels.ts';
import type { Bridge, Push, PushName } from './contract.ts';

/** Lets only known channel names through. Main validates both the input and the output of each call. */
const bridge: Bridge = {
  invoke: (name, ...args) =>
    callNames.includes(name) ? ipcRenderer.invoke(name, ...args) : Promise.reject(new Error('unknown call')),
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
