import dbus from 'dbus-next';

export type Bus = dbus.MessageBus;

/** A connection of its own to a private session bus. */
export const connectBus = (address: string): Bus => dbus.sessionBus({ busAddress: address });

/** Makes one raw call. Chromium's objects support no introspection, so dbus proxies cannot be used. */
export async function callBus(
  bus: Bus,
  destination: string,
  path: string,
  member: string,
  signature = '',
  body: unknown[] = [],
): Promise<unknown[]> {
  const at = member.lastIndexOf('.');
  const reply = await bus.call(
    new dbus.Message({
      destination,
      path,
      interface: member.slice(0, at),
      member: member.slice(at + 1),
      signature,
      body,
    }),
  );
  return reply?.body ?? [];
}

/** Returns all properties of an interface, without their variant wrappers. */
export async function readProperties(
  bus: Bus,
  destination: string,
  path: string,
  name: string,
): Promise<Record<string, unknown>> {
  const [all] = await callBus(bus, destination, path, 'org.freedesktop.DBus.Properties.GetAll', 's', [name]);
  const entries = Object.entries(all as Record<string, dbus.Variant>);
  return Object.fromEntries(entries.map(([key, variant]) => [key, variant.value]));
}
