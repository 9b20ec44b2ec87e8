import dbus from 'dbus-next';
import { eventually } from '../eventually.ts';
import { type Bus, callBus, readProperties } from './dbus-calls.ts';

const { Interface, ACCESS_READ } = dbus.interface;

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

interface TrayPixels {
  readonly width: number;
  readonly height: number;
  /** ARGB pixels in network byte order, row by row, as the specification requires. */
  readonly argb: Uint8Array;
}

interface TrayMenuEntry {
  readonly id: number;
  /** The label; null for a separator. */
  readonly label: string | null;
  readonly enabled: boolean;
  readonly checked: boolean;
}

export interface TrayItem {
  readonly service: string;
  readonly tooltip: string;
  readonly pixels: readonly TrayPixels[];
  readonly menu: readonly TrayMenuEntry[];
}

/** A panel without a screen. It owns the name of the watcher, so that tray icons register with it, and reads them. */
export interface TrayHost {
  /** Every item registered now. */
  items(): Promise<readonly TrayItem[]>;
  /** Resolves when the next item registers, with the time of `performance.now()`. */
  nextRegistration(): Promise<number>;
}

class Watcher extends Interface {
  readonly registered = new Set<string>();
  readonly waiting: ((atMs: number) => void)[] = [];
  RegisterStatusNotifierItem(item: string): void {
    this.registered.add(item);
    for (const answer of this.waiting.splice(0)) answer(performance.now());
  }
  RegisterStatusNotifierHost(_host: string): void {}
  get RegisteredStatusNotifierItems(): string[] {
    return [...this.registered];
  }
  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }
  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: ACCESS_READ },
    IsStatusNotifierHostRegistered: { signature: 'b', access: ACCESS_READ },
    ProtocolVersion: { signature: 'i', access: ACCESS_READ },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
});

/** Takes the watcher's name on this bus. Call it before the app starts, because the app checks only at its start. */
export async function serveTrayHost(bus: Bus): Promise<TrayHost> {
  const watcher = new Watcher(watcherName);
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(watcherName, 0);

  return {
    async items() {
      const read = await Promise.all([...watcher.registered].map((entry) => readItem(bus, entry)));
      return read.filter((item) => item !== null);
    },
    nextRegistration: () => new Promise((resolve) => void watcher.waiting.push(resolve)),
  };
}

/** Clicks the icon with the left button. */
export async function activateItem(bus: Bus, { service }: TrayItem): Promise<void> {
  const { name, path } = pathOf(service);
  await callBus(bus, name, path, `${itemInterface}.Activate`, 'ii', [0, 0]);
}

/** Waits for a menu entry with this label and clicks the first one. */
export async function chooseItem(bus: Bus, items: () => Promise<readonly TrayItem[]>, label: string): Promise<void> {
  const has = ({ menu }: TrayItem): boolean => menu.some((entry) => entry.label === label);
  // If the menu is replaced between reading and clicking, read it again, as a person would.
  await eventually(`a click on "${label}"`, async () => {
    const item = (await items()).find(has);
    const entry = item?.menu.find((candidate) => candidate.label === label);
    return item !== undefined && entry !== undefined && (await clickEntry(bus, item.service, entry.id));
  });
}

/** Returns false if the entry no longer exists. */
async function clickEntry(bus: Bus, service: string, id: number): Promise<boolean> {
  const { name, path } = pathOf(service);
  try {
    const { Menu } = await readProperties(bus, name, path, itemInterface);
    await callBus(bus, name, String(Menu), `${menuInterface}.Event`, 'isvu', [
      id,
      'clicked',
      new dbus.Variant('s', ''),
      0,
    ]);
    return true;
  } catch (error) {
    // A program that ends on the click does not answer it any more.
    if (error instanceof dbus.DBusError) return error.type === 'org.freedesktop.DBus.Error.NoReply';
    throw error;
  }
}

/** Parses an item's registration, which is a bus name, a path, or both in one string. */
function pathOf(entry: string): { readonly name: string; readonly path: string } {
  const at = entry.indexOf('/');
  return at > 0 ? { name: entry.slice(0, at), path: entry.slice(at) } : { name: entry, path: '/StatusNotifierItem' };
}

/** Reads an item; null if its program has exited. */
async function readItem(bus: Bus, entry: string): Promise<TrayItem | null> {
  const { name, path } = pathOf(entry);
  try {
    const found = await readProperties(bus, name, path, itemInterface);
    const pixmaps = found['IconPixmap'] as [number, number, Buffer][];
    const tooltip = found['ToolTip'] as [string, unknown, string, string];
    return {
      service: entry,
      tooltip: tooltip[2],
      pixels: pixmaps.map(([width, height, bytes]) => ({ width, height, argb: new Uint8Array(bytes) })),
      menu: await readMenu(bus, name, String(found['Menu'])),
    };
  } catch (error) {
    if (error instanceof dbus.DBusError) return null;
    throw error;
  }
}

/** Resolves the underscores of a label: one marks an access key, and two stand for one underscore. */
const asShown = (label: string): string => label.replaceAll(/_(.)/g, '$1');

type Layout = [id: number, properties: Record<string, dbus.Variant>, children: dbus.Variant<Layout>[]];

async function readMenu(bus: Bus, name: string, path: string): Promise<readonly TrayMenuEntry[]> {
  const [, root] = await callBus(bus, name, path, `${menuInterface}.GetLayout`, 'iias', [0, -1, []]);
  return entriesBelow(root as Layout);
}

/** The entries in their order, those of a submenu after the entry that opens it. */
const entriesBelow = ([, , children]: Layout): readonly TrayMenuEntry[] =>
  children.flatMap(({ value }) => {
    const [id, properties] = value;
    const entry = {
      id,
      label: properties['type']?.value === 'separator' ? null : asShown(String(properties['label']?.value ?? '')),
      enabled: properties['enabled']?.value !== false,
      checked: properties['toggle-state']?.value === 1,
    };
    return [entry, ...entriesBelow(value)];
  });

/** Returns every item registered with the panel on this bus, whichever panel it is. */
export async function readTrayOf(bus: Bus): Promise<readonly TrayItem[]> {
  const { RegisteredStatusNotifierItems: entries } = await readProperties(
    bus,
    watcherName,
    '/StatusNotifierWatcher',
    watcherName,
  );
  const read = await Promise.all((entries as string[]).map((entry) => readItem(bus, entry)));
  return read.filter((item) => item !== null);
}
