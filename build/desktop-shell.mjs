import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import dbus from 'dbus-next';
import { isOnPath } from './setup/command.mjs';

const TRAY_HOST = 'org.kde.StatusNotifierWatcher';
const NOTIFICATION_SERVER = 'org.freedesktop.Notifications';
const READY_WITHIN_MS = 60_000;
const RETRY_EVERY_MS = 20;

/**
 * Starts the parts of a desktop's shell that are installed: a window manager, a panel with a tray, a notification server.
 * Resolves once they are on the bus. The desktop must have been opened with `services` (the panel's settings are one)
 * and an isolated home.
 * @param {import('./desktop.mjs').Desktop} desktop
 * @returns {Promise<{ tray: boolean, notifications: boolean }>} what was started
 */
export async function startShell(desktop) {
  const tray = isOnPath('xfce4-panel');
  const notifications = isOnPath('dunst');
  if (isOnPath('openbox')) desktop.run('openbox');
  if (notifications) desktop.run('dunst', ['-conf', writeDunstSettings(desktop.home)]);
  if (tray) {
    writePanelSettings(path.join(desktop.home, 'config'));
    desktop.run('xfce4-panel', ['--disable-wm-check']);
  }
  const names = [...(tray ? [TRAY_HOST] : []), ...(notifications ? [NOTIFICATION_SERVER] : [])];
  if (names.length > 0) await namesOwned(String(desktop.env['DBUS_SESSION_BUS_ADDRESS']), names);
  return { tray, notifications };
}

/**
 * @param {string} busAddress
 * @param {readonly string[]} names
 */
async function namesOwned(busAddress, names) {
  const bus = dbus.sessionBus({ busAddress });
  try {
    const proxy = await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus');
    const daemon = proxy.getInterface('org.freedesktop.DBus');
    const giveUpAt = performance.now() + READY_WITHIN_MS;
    for (const name of names) {
      while (!(await daemon['NameHasOwner']?.(name))) {
        if (performance.now() > giveUpAt) throw new Error(`${name} did not come up within ${READY_WITHIN_MS} ms`);
        await pause(RETRY_EVERY_MS);
      }
    }
  } finally {
    bus.disconnect();
  }
}

/** @param {string} home */
function writeDunstSettings(home) {
  const file = path.join(home, 'dunstrc');
  const settings = [
    '[global]',
    'monitor = 0',
    'origin = top-left',
    'offset = 10x40',
    'width = 360',
    'font = DejaVu Sans 11',
  ];
  fs.writeFileSync(file, `${settings.join('\n')}\nmouse_left_click = do_action, close_current\n`);
  return file;
}

/**
 * One panel along the top edge, with the tray at its right end.
 * @param {string} configHome
 */
function writePanelSettings(configHome) {
  const folder = path.join(configHome, 'xfce4', 'xfconf', 'xfce-perchannel-xml');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'xfce4-panel.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
`,
  );
}
