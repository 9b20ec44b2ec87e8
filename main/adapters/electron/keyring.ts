import { spawn } from 'node:child_process';
import { isKeyringLocked, isKeyringServed } from '../desktop/secret-service.ts';
import { askSessionBus, type BusQuestion } from '../desktop/session-bus.ts';

/** The keyring of Linux, which asks the user for a password before it is first read. */
export interface Keyring {
  /**
   * Resolves once the keyring can be read without blocking. False: the user did not unlock it, or `stop` was called.
   * Later calls return the first result, so that the stored secrets do not change during a run.
   */
  open(): Promise<boolean>;
  /** Ends the wait for the user. */
  stop(): void;
}

export interface KeyringDeps {
  ask(question: BusQuestion): Promise<boolean | null>;
  /** Lets another process ask the user, because the call blocks until the user answers. */
  unlock(signal: AbortSignal): Promise<boolean>;
}

export function createKeyring({ ask, unlock }: KeyringDeps): Keyring {
  const stopping = new AbortController();
  let opened: Promise<boolean> | null = null;

  async function openNow(): Promise<boolean> {
    const locked = await ask(isKeyringLocked);
    // A service without an answer has no keyring yet, and asks the user for the password of the first one.
    const asks = locked ?? (await ask(isKeyringServed)) === true;
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
 * The keyring of this desktop session. Electron's call blocks its process until the user has answered: meanwhile there is
 * no menu and no polling. So the first call is made by another process, `command`, which exits with 0 once it is open.
 */
export const openSessionKeyring = (command: readonly string[]): Keyring =>
  createKeyring({ ask: askSessionBus, unlock: (signal) => succeeds(command, signal) });

function succeeds([program = '', ...args]: readonly string[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    // A process blocked in that call does not handle milder signals.
    const child = spawn(program, args, { stdio: 'ignore', signal, killSignal: 'SIGKILL' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
