import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A throw-away desktop: an X server that draws into memory, and a session bus of its own.
 * @typedef {object} Desktop
 * @property {NodeJS.ProcessEnv} env for programs that shall live on it
 * @property {(file: string, args?: readonly string[], options?: import('node:child_process').SpawnOptions) => import('node:child_process').ChildProcess} run
 *   starts a program on it, silent unless `stdio` says otherwise; it ends with the desktop
 * @property {string} home the temporary folder that goes with it
 * @property {() => Promise<void>} close ends all of it and removes the folder; may be called twice
 */

/** What would tie a program to the user's real session. */
const LEFT_BEHIND = [
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'SESSION_MANAGER',
  'DESKTOP_STARTUP_ID',
  'DBUS_STARTER_ADDRESS',
  'DBUS_STARTER_BUS_TYPE',
  'AT_SPI_BUS_ADDRESS',
  'GNOME_KEYRING_CONTROL',
  // Names a desktop whose services (a keyring that asks for its password) are not on this one.
  'XDG_CURRENT_DESKTOP',
  'DESKTOP_SESSION',
  'GNOME_DESKTOP_SESSION_ID',
  'KDE_FULL_SESSION',
  'ELECTRON_RUN_AS_NODE',
];
const SYSTEM_BUS = '/run/dbus/system_bus_socket';
const READY_WITHIN_MS = 20_000;
const END_WITHIN_MS = 3_000;

/**
 * Opens a desktop (Linux with Xvfb and dbus-daemon). It goes when it is closed, when this process exits, and on
 * SIGINT, SIGTERM and SIGHUP.
 * @param {object} options
 * @param {string} [options.size] width x height x colour depth
 * @param {boolean} [options.services] lets the bus start the services installed on this machine (a keyring, a
 *   notification server, a panel's settings); without it nothing starts that was not asked for
 * @param {boolean} [options.isolateHome] HOME and the XDG folders lie in the temporary folder, not the user's
 * @returns {Promise<Desktop>}
 */
export async function openDesktop({ size = '1280x800x24', services = false, isolateHome = true } = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-desktop-'));
  const family = createFamily();
  const close = closeOnce(family, home);
  try {
    const env = desktopEnvironment(process.env, home, isolateHome);
    const screen = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
    env['DISPLAY'] = `:${await firstLine(family.start('Xvfb', screen, { env, stdio: REPORT }))}`;
    const bus = [`--config-file=${writeBusConfig(home, services)}`, '--nofork', '--print-address=3'];
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(family.start('dbus-daemon', bus, { env, stdio: REPORT }));
    // Chromium asks the system bus for the battery and complains of each failure: without one, an empty answer is kinder.
    if (!fs.existsSync(SYSTEM_BUS)) env['DBUS_SYSTEM_BUS_ADDRESS'] ??= env['DBUS_SESSION_BUS_ADDRESS'];
    return { env, home, close, run: (file, args = [], options = {}) => family.start(file, args, { env, ...options }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @type {import('node:child_process').StdioOptions} Silent, but for a pipe on which the program says it is ready. */
const REPORT = ['ignore', 'ignore', 'ignore', 'pipe'];

/**
 * @param {NodeJS.ProcessEnv} from
 * @param {string} home
 * @param {boolean} isolateHome
 * @returns {NodeJS.ProcessEnv}
 */
function desktopEnvironment(from, home, isolateHome) {
  const env = { ...from, XDG_SESSION_TYPE: 'x11', XDG_RUNTIME_DIR: home, NO_AT_BRIDGE: '1', GTK_A11Y: 'none' };
  for (const name of LEFT_BEHIND) delete (/** @type {NodeJS.ProcessEnv} */ (env)[name]);
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
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  return file;
}

/**
 * What a program writes to its descriptor 3 until the first line's end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (/** @type {string} */ why) => reject(new Error(`${child.spawnfile} ${why}`));
    const timer = setTimeout(fail, READY_WITHIN_MS, `was not ready after ${READY_WITHIN_MS} ms`);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with exit code ${code}`));
    child.once('close', () => clearTimeout(timer));
    child.stdio[3]?.on('data', (data) => {
      text += data;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}

/** The programs of a desktop, youngest first to go. */
function createFamily() {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const alive = new Set();
  return {
    /**
     * @param {string} file
     * @param {readonly string[]} args
     * @param {import('node:child_process').SpawnOptions} options
     */
    start(file, args, options) {
      // A group of its own: Ctrl+C in a terminal must reach the app first and the display last, and ending the group
      // ends what the program started in turn.
      const child = spawn(file, args, { stdio: 'ignore', detached: true, ...options });
      alive.add(child);
      child.once('error', () => alive.delete(child));
      child.once('exit', () => alive.delete(child));
      return child;
    },
    /** @param {NodeJS.Signals} signal */
    signal(signal) {
      for (const child of [...alive].reverse()) signalGroup(child, signal);
    },
    async ended() {
      await Promise.all([...alive].map((child) => once(child, 'exit')));
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal); // Started without a group of its own, or gone already: both end with nothing left to do.
  }
}

/** Our own listeners: a program that listens for itself decides alone when the desktop goes. */
const ownListeners = new WeakSet();

/**
 * @param {ReturnType<typeof createFamily>} family
 * @param {string} home
 */
function closeOnce(family, home) {
  const remove = () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  const abandon = () => {
    family.signal('SIGTERM');
    remove();
  };
  const stopOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    if (process.listeners(signal).some((listener) => !ownListeners.has(listener))) return;
    abandon();
    process.removeListener(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal); // as if nobody had listened
  };
  ownListeners.add(onSignal);
  process.once('exit', abandon);
  for (const signal of stopOn) process.on(signal, onSignal);
  /** @type {Promise<void> | null} */
  let closing = null;
  const close = async () => {
    process.removeListener('exit', abandon);
    for (const signal of stopOn) process.removeListener(signal, onSignal);
    family.signal('SIGTERM');
    const timer = setTimeout(() => family.signal('SIGKILL'), END_WITHIN_MS);
    await family.ended();
    clearTimeout(timer);
    remove();
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
