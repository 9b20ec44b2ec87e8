import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { onTestFinished } from 'vitest';

/** Bundles a TypeScript file of this folder into one module that Node 20 can run. `remove` deletes the bundle. */
export async function bundle(name: string): Promise<{ readonly path: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'qwen-gauge-bundle-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  return { path: join(folder, `${name}.mjs`), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Child {
  readonly process: ChildProcess;
  /** Everything that the process has written to stdout so far. */
  output(): string;
  /** Resolves once the process prints "ready". Rejects with its stderr if it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

/** Starts a bundled module. The process is killed when the test finishes, whatever its result. */
export function startChild(path: string, parameters: readonly string[]): Child {
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const ended = once(child, 'close').then(() => undefined);
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += data;
      if (stdout.includes('ready\n')) resolve();
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    void ended.then(() => reject(new Error(`ended before it was ready: ${stderr}`)));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, output: () => stdout, ready, ended };
}

/** Returns a generator of pseudo-random numbers in [0, 1) that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
