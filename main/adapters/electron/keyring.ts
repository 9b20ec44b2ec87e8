import { spawn } from 'node:child_process';
import { askSessionBus, type BusQuestion, propertyOf } from './session-bus.ts';

const service = 'org.freedesktop.secrets';
const isLocked = propertyOf(
  {
    destination: service,
    path: '/org/freedesktop/secrets/aliases/default',
    interfaceName: 'org.freedesktop.Secret.Collection',
  },
  'Locked',
);
const isThere: BusQuestion = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interfaceName: 'org.freedesktop.DBus',
  member: 'NameHasOwner',
  args: [service],
};

/** The keyring of Linux, which asks its user for a password before it is first read. */
export interface Keyring {
  /**
   * Ends once reading it keeps nobody waiting. False: its user would not open it, or the wait was given up; asked again
   * the answer is the same, so that a run never finds its secrets changed.
   */
  open(): Promise<boolean>;
  /** Gives up waiting. */
  stop(): void;
}

export interface KeyringDeps {
  ask(question: BusQuestion): Promise<boolean | null>;
  /** Has the user asked by a process that may wait for the answer. */
  unlock(signal: AbortSignal): Promise<boolean>;
}

export function createKeyring({ ask, unlock }: KeyringDeps): Keyring {
  const stopping = new AbortController();
  let opened: Promise<boolean> | null = null;

  async function openNow(): Promise<boolean> {
    const locked = await ask(isLocked);
    // No answer where the service runs: there is no keyring yet, and its user is asked for a password for the first.
    const asks = locked ?? (await ask(isThere)) === true;
    return !asks || (await unlock(stopping.signal));
  }
  return {
    open() {
      opened ??= openNow();
      return opened;
    },
    stop: () => stopping.abort(),
  };
}

/**
 * The one of this session. Electron's own call blocks the process that makes it until the user has answered: no menu,
 * no signal, no quota meanwhile. So the first one is made by a process of its own, `command`, which ends with 0 once
 * the keyring is open.
 */
export const openSessionKeyring = (command: readonly string[]): Keyring =>
  createKeyring({ ask: askSessionBus, unlock: (signal) => succeeds(command, signal) });

function succeeds([program = '', ...args]: readonly string[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    // While it waits it hears nothing milder.
    const child = spawn(program, args, { stdio: 'ignore', signal, killSignal: 'SIGKILL' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
