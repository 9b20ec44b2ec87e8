import { once } from 'node:events';
import type { SessionBus } from './session-bus.ts';

/** What makes Chromium ask the Secret Service on a desktop it does not know. */
export const keyringEnvironment = { XDG_CURRENT_DESKTOP: 'XFCE' } as const;

/** A real, unlocked gnome-keyring on the private bus. Its keys lie in the desktop's home and go with it. */
export async function startKeyring(bus: SessionBus): Promise<void> {
  const daemon = bus.desktop.run('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin?.end('password of this test');
  const died = once(daemon, 'exit').then(([code]) => {
    throw new Error(`gnome-keyring-daemon ended with ${code}`);
  });
  // Its end is a failure only while it is waited for.
  died.catch(() => undefined);
  await Promise.race([bus.waitForName('org.freedesktop.secrets'), died]);
}
