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
 * Whether a panel shows tray icons. Always true on macOS and Windows. On Linux only the session bus knows, and a desktop
 * without such a panel (plain GNOME) does not show the icon, without an error. False where there is no reply.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  return platform !== 'linux' || (await askSessionBus(question)) === true;
}
