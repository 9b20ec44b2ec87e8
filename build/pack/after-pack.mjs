import fs from 'node:fs';
import path from 'node:path';

/** What a runtime of our own cache brings and an official download does not. */
const NOT_SHIPPED = ['version', '.inventory.json'];

/**
 * electron-builder calls this when the app's folder is complete, before it is signed.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });
  for (const name of NOT_SHIPPED) fs.rmSync(path.join(appOutDir, name), { force: true });
  const commandLine = path.join(resources, 'command-line');
  fs.rmSync(path.join(commandLine, electronPlatformName === 'win32' ? 'qwen-gauge' : 'qwen-gauge.cmd'));
  if (electronPlatformName === 'linux') setModes(appOutDir);
  if (electronPlatformName === 'darwin') forbidPlainHttp(path.join(resources, '..', 'Info.plist'));
}

/**
 * Removes electron-builder's permission for plain http to everybody, which `extendInfo` cannot take back.
 * @param {string} file
 */
function forbidPlainHttp(file) {
  const text = fs.readFileSync(file, 'utf8');
  const rest = text.replace(/\n {4}<key>NSAppTransportSecurity<\/key>\n {4}<dict>[\s\S]*?\n {4}<\/dict>/, '');
  if (rest === text || rest.includes('NSAllowsArbitraryLoads')) {
    throw new Error(`${file} does not have NSAppTransportSecurity where it is expected`);
  }
  fs.writeFileSync(file, rest);
}

/**
 * Modes must not depend on who unpacked the runtime and with which umask.
 * @param {string} folder
 */
function setModes(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) setModes(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o111 ? 0o755 : 0o644);
  }
}
