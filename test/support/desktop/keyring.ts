import { once } from 'node:events';
import { callBus } from './dbus-calls.ts';
import type { SessionBus } from './session-bus.ts';

/** The flag that makes Chromium use the Secret Service on a desktop it does not recognise. */
export const keyringEnvironment = { XDG_CURRENT_DESKTOP: 'XFCE' } as const;

export const keyringPassword = 'password of this test';
const service = 'org.freedesktop.secrets';
const servicePath = '/org/freedesktop/secrets';

/** Locks the keyring, so that the next program that reads it has to ask the user for the password. */
export async function lockKeyring({ connection }: SessionBus): Promise<void> {
  const call = (member: string, signature: string, body: unknown[]) =>
    callBus(connection, service, servicePath, `org.freedesktop.Secret.Service.${member}`, signature, body);
  const [collection] = await call('ReadAlias', 's', ['default']);
  await call('Lock', 'ao', [[collection]]);
}

/** Starts a real, unlocked gnome-keyring on the private bus. Its keys are deleted with the desktop's home folder. */
export async function startKeyring(bus: SessionBus): Promise<void> {
  const daemon = bus.desktop.run('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin?.end(keyringPassword);
  const died = once(daemon, 'exit').then(([code]) => {
    throw new Error(`gnome-keyring-daemon ended with ${code}`);
  });
  // An exit is an error only during the start.
  died.catch(() => undefined);
  await Promise.race([bus.waitForName(service), died]);
}
