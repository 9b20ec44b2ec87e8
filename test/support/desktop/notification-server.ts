import dbus from 'dbus-next';
import { eventually } from '../eventually.ts';
import type { Bus } from './dbus-calls.ts';

const { Interface } = dbus.interface;

interface ShownNotice {
  readonly id: number;
  readonly appName: string;
  readonly title: string;
  readonly body: string;
  /** Action keys and labels, alternating. */
  readonly actions: readonly string[];
}

/** A notification server that records notices instead of showing them. */
export interface NotificationServer {
  /** Every notice so far, oldest first. */
  shown(): readonly ShownNotice[];
  waitFor(what: string, suits: (notice: ShownNotice) => boolean): Promise<ShownNotice>;
  /** A click on the notice itself (`default`), or on one of its buttons. */
  click(notice: ShownNotice, action?: string): void;
  /** Says from now on whether the user does not want to be disturbed, as KDE does. */
  setInhibited(isInhibited: boolean): void;
}

class Server extends Interface {
  readonly notices: ShownNotice[] = [];
  Inhibited = false;
  GetServerInformation(): [string, string, string, string] {
    return ['stand-in', 'qwen-gauge tests', '1', '1.2'];
  }
  GetCapabilities(): string[] {
    return ['body', 'actions'];
  }
  Notify(appName: string, _replaces: number, _icon: string, title: string, body: string, actions: string[]): number {
    const id = this.notices.length + 1;
    this.notices.push({ id, appName, title, body, actions });
    return id;
  }
  CloseNotification(id: number): void {
    this.NotificationClosed(id, 3);
  }
  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action];
  }
  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason];
  }
}
Server.configureMembers({
  properties: { Inhibited: { signature: 'b', access: 'read' } },
  methods: {
    GetServerInformation: { outSignature: 'ssss' },
    GetCapabilities: { outSignature: 'as' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
});

export async function serveNotifications(bus: Bus): Promise<NotificationServer> {
  const server = new Server('org.freedesktop.Notifications');
  bus.export('/org/freedesktop/Notifications', server);
  await bus.requestName('org.freedesktop.Notifications', 0);
  return {
    shown: () => [...server.notices],
    waitFor: (what, suits) => eventually(`a notice: ${what}`, () => server.notices.find(suits)),
    click(notice, action = 'default') {
      server.ActionInvoked(notice.id, action);
      server.NotificationClosed(notice.id, 2);
    },
    setInhibited(isInhibited) {
      server.Inhibited = isInhibited;
    },
  };
}
