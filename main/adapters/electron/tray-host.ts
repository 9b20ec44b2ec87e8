import { askSessionBus, propertyOf } from './session-bus.ts';

const question = propertyOf(
  {
    destination: 'org.kde.StatusNotifierWatcher',
    path: '/StatusNotifierWatcher',
    interfaceName: 'org.kde.StatusNotifierWatcher',
  },
  'IsStatusNotifierHostRegistered',
);

/**
 * Is there a panel that shows tray icons? Off Linux always. On Linux only the session bus knows, and a desktop
 * without such a panel (plain GNOME) swallows the icon in silence. No answer is a no.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  return platform !== 'linux' || (await askSessionBus(question)) === true;
}
