import { askSessionBus, askSessionBusForTexts, type BusQuestion } from './session-bus.ts';

const name = 'org.freedesktop.Notifications';
const ofServer = (member: string): BusQuestion => ({
  destination: name,
  path: '/org/freedesktop/Notifications',
  interfaceName: name,
  member,
  args: [],
});
const ofBus = (member: string, args: readonly string[] = []): BusQuestion => ({
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interfaceName: 'org.freedesktop.DBus',
  member,
  args,
});

type NotificationServer =
  | { readonly state: 'runs'; readonly name: string; readonly showsButtons: boolean }
  /** `sleeps`: the bus starts it for the first notice; `none`: the desktop shows no notices. */
  | { readonly state: 'sleeps' | 'none' };

/** What shows notices on this desktop of Linux. A server that does not run is not started by the question. */
export async function notificationServer(): Promise<NotificationServer> {
  if ((await askSessionBus(ofBus('NameHasOwner', [name]))) !== true) {
    const startable = await askSessionBusForTexts(ofBus('ListActivatableNames'));
    return { state: startable?.includes(name) === true ? 'sleeps' : 'none' };
  }
  const [server, capabilities] = await Promise.all([
    askSessionBusForTexts(ofServer('GetServerInformation')),
    askSessionBusForTexts(ofServer('GetCapabilities')),
  ]);
  const [title = '', , version = ''] = server ?? [];
  return {
    state: 'runs',
    name: `${title} ${version}`.trim(),
    showsButtons: capabilities?.includes('actions') === true,
  };
}
