import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { ensureBundle } from '../../../build/bundle.mjs';
import { writeParts } from '../../../build/pack/parts.mjs';
import { root } from './packages.ts';

/**
 * Packs version 1.2.3 of the app for another system, by electron-builder.yml and with the Electron in `folder`/electron.
 * What is packed lies in `folder`/packed.
 */
export async function packSkeleton(system: 'MAC' | 'WINDOWS', folder: string): Promise<void> {
  const version = '1.2.3';
  await ensureBundle();
  await writeParts(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')), version);
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform[system].createTarget('dir', Arch.x64),
    config: {
      electronDist: path.join(folder, 'electron'),
      electronVersion: '45.4.1',
      directories: { output: path.join(folder, 'packed') },
      extraMetadata: { version },
    },
  });
}
