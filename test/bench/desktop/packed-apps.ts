import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { asarOf, executableOf, findPackages, root } from '../../package/support/packages.ts';

/** The executables of two packed apps. */
export interface PackedApps {
  readonly ours: string;
  /** The least that has a tray icon: the same Electron with the same fuses, and an archive of its own. */
  readonly bare: string;
}

const bareSource = path.join(import.meta.dirname, 'bare-app');

/** Finds the app as `npm run bench` has packed it, and packs the bare one beside it. */
export async function packedApps(): Promise<PackedApps> {
  const { folder } = findPackages();
  const bare = path.join(root, 'out', 'bare-app');
  rmSync(bare, { recursive: true, force: true });
  mkdirSync(path.dirname(bare), { recursive: true });
  // A copy, not links: memory that both used would be counted for each by half.
  execFileSync('cp', ['-r', folder, bare]);
  rmSync(path.join(bare, 'resources'), { recursive: true });
  mkdirSync(path.join(bare, 'resources'));
  const file = pathToFileURL(path.join(root, 'build/runtime/flat-asar.mjs')).href;
  const { packFlatAsar } = (await import(file)) as {
    packFlatAsar(files: readonly { readonly name: string; readonly body: Buffer }[]): Buffer;
  };
  const files = readdirSync(bareSource).map((name) => ({ name, body: readFileSync(path.join(bareSource, name)) }));
  writeFileSync(asarOf(bare), packFlatAsar(files));
  if (!existsSync(executableOf(bare))) throw new Error('the bare app has no executable');
  return { ours: executableOf(folder), bare: executableOf(bare) };
}
