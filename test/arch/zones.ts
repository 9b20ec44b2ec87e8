import { builtinModules } from 'node:module';
import path from 'node:path';
import { COMPUTED, fileNamedBy, type Import, importsOf, packageNamedBy } from './imports.ts';
import { filesBelow } from './source-files.ts';

/** One zone: which files belong to it, and what they may import. */
interface Zone {
  readonly name: string;
  readonly holds: (file: string) => boolean;
  /** Files of other zones that may be loaded at run time; those of the same zone always may. */
  readonly loads: (file: string) => boolean;
  /** Files of other zones whose types may be imported. What may be loaded may be imported as a type too. */
  readonly knows: (file: string) => boolean;
  /** Whether a package may be imported, by the names of `packageNamedBy`: `zod`, `node:fs`. */
  readonly packages: (name: string) => boolean;
}

const below =
  (...folders: string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
const oneOf =
  (...names: string[]) =>
  (name: string): boolean =>
    names.includes(name);
const nothing = (): boolean => false;

const core = below('main/core');
const coreAndPorts = below('main/core', 'main/ports');
/** Everything that runs without a window: the app and the command line share it. */
const withoutElectron = (file: string): boolean =>
  below('main/core', 'main/ports', 'main/services', 'main/sources', 'main/adapters')(file) &&
  !below('main/adapters/electron')(file);
const mainFile = (file: string): boolean => /^main\/[^/]+\.ts$/.test(file);
/** The part of main's core that the renderer may load: pure functions of what is shown. */
const viewHelpers = below('main/core/view', 'main/core/quota/share.ts');
const isNode = (name: string): boolean => name.startsWith('node:');
/** The modules for files, processes and networks, which services must not use. */
const outsideWorld = oneOf(
  'node:fs',
  'node:child_process',
  'node:net',
  'node:http',
  'node:https',
  'node:http2',
  'node:os',
);

/** The table of ARCHITECTURE.md, in the order in which a file is looked up. */
const ZONES: readonly Zone[] = [
  { name: 'core', holds: core, loads: nothing, knows: nothing, packages: oneOf('zod', 'jsonc-parser') },
  { name: 'ports', holds: below('main/ports'), loads: nothing, knows: core, packages: nothing },
  {
    name: 'services',
    holds: below('main/services'),
    loads: coreAndPorts,
    knows: coreAndPorts,
    packages: (name) => name === 'zod' || name === 'jsonc-parser' || (isNode(name) && !outsideWorld(name)),
  },
  {
    name: 'sources',
    holds: below('main/sources'),
    loads: coreAndPorts,
    knows: coreAndPorts,
    packages: (name) => name === 'zod' || isNode(name),
  },
  {
    name: 'adapters/electron',
    holds: below('main/adapters/electron'),
    loads: below('main/core', 'main/ports', 'main/adapters/desktop', 'preload/contract.ts', 'preload/channels.ts'),
    knows: below('main/core', 'main/ports', 'main/adapters/desktop', 'preload/contract.ts', 'preload/channels.ts'),
    packages: (name) => oneOf('electron', 'electron-store', 'zod')(name) || isNode(name),
  },
  {
    name: 'adapters',
    holds: below('main/adapters'),
    loads: coreAndPorts,
    knows: coreAndPorts,
    packages: (name) => oneOf('undici', 'zod')(name) || isNode(name),
  },
  {
    name: 'runtime',
    holds: below('main/runtime'),
    loads: withoutElectron,
    knows: (file) => withoutElectron(file) || file === 'preload/contract.ts',
    packages: isNode,
  },
  {
    name: 'command line',
    holds: below('main/cli.ts', 'main/cli'),
    loads: (file) => withoutElectron(file) || below('main/runtime')(file),
    knows: (file) => withoutElectron(file) || below('main/runtime')(file),
    packages: isNode,
  },
  {
    name: 'demo',
    holds: below('main/demo'),
    loads: (file) => below('main')(file) && !below('main/cli')(file),
    knows: (file) => below('main', 'preload/contract.ts')(file),
    packages: (name) => oneOf('electron', 'zod')(name) || isNode(name),
  },
  {
    name: 'composition',
    holds: (file) => mainFile(file) || below('main/app')(file),
    loads: below('main', 'preload/contract.ts', 'package.json'),
    knows: below('main', 'preload/contract.ts'),
    packages: (name) => name === 'electron' || isNode(name),
  },
  { name: 'contract', holds: oneOf('preload/contract.ts'), loads: core, knows: core, packages: oneOf('zod') },
  {
    name: 'channels',
    holds: oneOf('preload/channels.ts'),
    loads: nothing,
    knows: oneOf('preload/contract.ts'),
    packages: nothing,
  },
  {
    name: 'preload',
    holds: below('preload'),
    loads: oneOf('preload/channels.ts'),
    knows: (file) => file === 'preload/contract.ts' || core(file),
    packages: oneOf('electron'),
  },
  {
    name: 'renderer',
    holds: below('renderer'),
    loads: viewHelpers,
    knows: (file) => core(file) || file === 'preload/contract.ts',
    packages: oneOf('react', 'react-dom'),
  },
];

const zoneOf = (file: string): Zone | undefined => ZONES.find(({ holds }) => holds(file));

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

const demo = below('main/demo');

/** Whether this import is the one line that opens the demo, on demand: a normal start must not load the demo's code. */
export const opensDemo = (file: string, { specifier, kind }: Import): boolean =>
  file === 'main/app.ts' && kind === 'on-demand' && fileNamedBy(file, specifier) === 'main/demo/demo.ts';

/** One sentence for each import in this file that the table forbids. */
export function violationsOf(file: string, text: string): string[] {
  const zone = zoneOf(file);
  if (!zone) return [`${file} belongs to no zone`];
  return importsOf(file, text).flatMap((named) => violationOf(file, zone, named) ?? []);
}

function violationOf(file: string, zone: Zone, named: Import): string | null {
  const { specifier, kind } = named;
  if (specifier === COMPUTED) return `${file} names a module at run time`;
  const target = fileNamedBy(file, specifier);
  if (target === null) {
    const name = packageNamedBy(specifier, BUILTINS);
    return zone.packages(name) ? null : `${file} (${zone.name}) may not use the package ${name}`;
  }
  if (namesForeignSource(file, zone, target)) return `${file} names the source in ${target}`;
  if (demo(target) && !demo(file)) return opensDemo(file, named) ? null : `${file} imports the demo: ${target}`;
  if (zoneOf(target) === zone || zone.loads(target)) return null;
  if (zone.knows(target)) return kind === 'type' ? null : `${file} (${zone.name}) may import only types from ${target}`;
  return `${file} (${zone.name}) may not use ${target}`;
}

const sourceFolder = (file: string): string | null => /^main\/sources\/[^/]+(?=\/)/.exec(file)?.[0] ?? null;

const composing: ReadonlySet<string> = new Set(['runtime', 'command line', 'demo', 'composition']);

/** Only the registry and the code that composes the app know which sources exist. */
function namesForeignSource(file: string, zone: Zone, target: string): boolean {
  const folder = sourceFolder(target);
  if (folder === null || folder === sourceFolder(file)) return false;
  return !(file === 'main/sources/registry.ts' || composing.has(zone.name));
}

/** A package that a file loads, directly or through other files, and the files in between. */
export interface Reached {
  readonly name: string;
  readonly by: readonly string[];
}

/** The file itself, or all files of the folder for a pattern such as `main/cli/commands/*.ts`. */
const filesNamedBy = (target: string): readonly string[] =>
  path.posix.basename(target) === '*.ts' ? filesBelow(path.posix.dirname(target)) : [target];

/**
 * Every package that is loaded at run time from `entry` on. `read` returns a file's text; files without the suffix .ts or
 * .tsx are not followed.
 */
export function packagesReached(entry: string, read: (file: string) => string): Reached[] {
  const reached: Reached[] = [];
  const seen = new Set<string>();
  const walk = (file: string, by: readonly string[]): void => {
    if (seen.has(file) || !/\.tsx?$/.test(file)) return;
    seen.add(file);
    for (const { specifier, kind } of importsOf(file, read(file))) {
      if (kind === 'type') continue;
      const target = fileNamedBy(file, specifier);
      if (target === null) reached.push({ name: packageNamedBy(specifier, BUILTINS), by: [...by, file] });
      else for (const one of filesNamedBy(target)) walk(one, [...by, file]);
    }
  };
  walk(entry, []);
  return reached;
}
