import { type BusQuestion, propertyOf } from './session-bus.ts';

const service = 'org.freedesktop.secrets';

/** Whether the user's keyring on Linux is locked; no answer: there is none yet. */
export const isKeyringLocked = propertyOf(
  {
    destination: service,
    path: '/org/freedesktop/secrets/aliases/default',
    interfaceName: 'org.freedesktop.Secret.Collection',
  },
  'Locked',
);

/** Whether a program runs that keeps keyrings. */
export const isKeyringServed: BusQuestion = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interfaceName: 'org.freedesktop.DBus',
  member: 'NameHasOwner',
  args: [service],
};
