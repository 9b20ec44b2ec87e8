import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

export interface BundledModule {
  /** Runs the module in a separate process and returns its standard output. */
  run(...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Bundles the TypeScript file `entry` into one JavaScript module that the Node of these tests can run. */
export async function bundleModule(entry: string): Promise<BundledModule> {
  const folder = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-bundle-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'module.mjs' } },
    },
  });
  const run = promisify(execFile);
  return {
    run: async (...args) => (await run(process.execPath, [path.join(folder, 'module.mjs'), ...args])).stdout,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
