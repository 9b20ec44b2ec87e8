// Starts the app of `electron [flags] [-r module]… <folder> [arguments]`, for a runtime that came without this part.
// A module with top-level await on purpose: Electron delays `ready` until it has settled, so that the app can still do
// what has to happen before (schemes, switches, the single-instance lock).
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function parse(argv) {
  const required = [];
  for (let at = 0; at < argv.length; at++) {
    const arg = argv[at];
    if (arg === '--version' || arg === '-v') return { kind: 'version' };
    if (arg === '-r' || arg === '--require') {
      at += 1;
      required.push(argv[at]);
    } else if (arg.startsWith('--app=')) return { kind: 'run', target: arg.slice('--app='.length), required };
    else if (!arg.startsWith('-')) return { kind: 'run', target: arg, required };
  }
  return { kind: 'usage' };
}

function setIdentity(folder, manifest) {
  const { version, productName, name, desktopName } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  app.name = productName || name || app.name;
  app.setDesktopName(desktopName || `${app.name}.desktop`);
  app.setAppPath(folder);
}

async function run({ target, required }) {
  const require = createRequire(path.join(process.cwd(), 'require.js'));
  for (const id of required) require(id);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const folder = path.resolve(target);
  const entry = Module._resolveFilename(folder, null, true);
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) setIdentity(folder, manifest);
  else app.setAppPath(path.dirname(entry));
  await import(pathToFileURL(entry).href);
}

const command = parse(process.argv.slice(1));
if (command.kind === 'version') {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (command.kind === 'usage') {
  process.stderr.write('usage: electron [options] [-r module] <folder of the app> [arguments]\n');
  process.exit(1);
}
try {
  await run(command);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}
