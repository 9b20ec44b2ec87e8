import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeOnce } from './desktop/lifetime.mjs';
import { createProcessGroup, firstLine } from './desktop/process-group.mjs';

/**
 * A temporary desktop: an X server that draws into memory, and a session bus of its own.
 * @typedef {object} Desktop
 * @property {NodeJS.ProcessEnv} env for programs that should run on it
 * @property {(file: string, args?: readonly string[], options?: import('node:child_process').SpawnOptions) => import('node:child_process').ChildProcess} run
 *   starts a program on it, silent unless `stdio` says otherwise; it ends with the desktop
 * @property {string} home its temporary folder
 * @property {() => Promise<void>} close ends all of it and removes the folder; may be called twice
 */

/** Variables that would connect a program to the user's real session. */
const SESSION_VARIABLES = [
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'SESSION_MANAGER',
  'DESKTOP_STARTUP_ID',
  'DBUS_STARTER_ADDRESS',
  'DBUS_STARTER_BUS_TYPE',
  'AT_SPI_BUS_ADDRESS',
  'GNOME_KEYRING_CONTROL',
  // These name a desktop whose services, such as its keyring, do not run here.
  'XDG_CURRENT_DESKTOP',
  'DESKTOP_SESSION',
  'GNOME_DESKTOP_SESSION_ID',
  'KDE_FULL_SESSION',
  'ELECTRON_RUN_AS_NODE',
];
const SYSTEM_BUS = '/run/dbus/system_bus_socket';

/**
 * Opens a desktop (Linux with Xvfb and dbus-daemon). It ends when it is closed, when this process exits, and on SIGINT,
 * SIGTERM and SIGHUP.
 * @param {object} options
 * @param {string} [options.size] width x height x colour depth
 * @param {boolean} [options.services] lets the bus start the services installed on this machine (a keyring, a
 *   notification server, a panel's settings); without it nothing starts that was not asked for
 * @param {boolean} [options.isolateHome] HOME and the XDG folders lie in the temporary folder
 * @param {boolean} [options.readable] the screen's picture can be read from the file Xvfb_screen0 in the temporary folder
 * @returns {Promise<Desktop>}
 */
export async function openDesktop({
  size = '1280x800x24',
  services = false,
  isolateHome = true,
  readable = false,
} = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-desktop-'));
  const processes = createProcessGroup();
  const close = closeOnce(processes, home);
  try {
    const env = desktopEnvironment(process.env, home, isolateHome);
    const screen = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
    if (readable) screen.push('-fbdir', home);
    env['DISPLAY'] = `:${await firstLine(processes.start('Xvfb', screen, { env, stdio: REPORT }))}`;
    const bus = [`--config-file=${writeBusConfig(home, services)}`, '--nofork', '--print-address=3'];
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(processes.start('dbus-daemon', bus, { env, stdio: REPORT }));
    // Chromium asks the system bus about the battery and logs each failure; where there is none, the session bus replies.
    if (!fs.existsSync(SYSTEM_BUS)) env['DBUS_SYSTEM_BUS_ADDRESS'] ??= env['DBUS_SESSION_BUS_ADDRESS'];
    return {
      env,
      home,
      close,
      run: (file, args = [], options = {}) => processes.start(file, args, { env, ...options }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @type {import('node:child_process').StdioOptions} Silent, with a pipe on which the program reports that it is ready. */
const REPORT = ['ignore', 'ignore', 'ignore', 'pipe'];

/**
 * @param {NodeJS.ProcessEnv} from
 * @param {string} home
 * @param {boolean} isolateHome
 * @returns {NodeJS.ProcessEnv}
 */
function desktopEnvironment(from, home, isolateHome) {
  const env = { ...from, XDG_SESSION_TYPE: 'x11', XDG_RUNTIME_DIR: home, NO_AT_BRIDGE: '1', GTK_A11Y: 'none' };
  for (const name of SESSION_VARIABLES) delete (/** @type {NodeJS.ProcessEnv} */ (env)[name]);
  if (!isolateHome) return env;
  const folders = {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_STATE_HOME: path.join(home, 'state'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
  };
  for (const folder of Object.values(folders)) fs.mkdirSync(folder, { recursive: true });
  return { ...env, ...folders };
}

/**
 * @param {string} home
 * @param {boolean} services
 */
function writeBusConfig(home, services) {
  const file = path.join(home, 'session-bus.conf');
  fs.writeFileSync(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${home}</listen>
  ${services ? '<standard_session_servicedirs/>' : ''}
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  return file;
}
