import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { onTestFinished } from 'vitest';

/** Makes one plain module of a TypeScript entry beside this file, for Node 20 to run. `remove` takes it away again. */
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
  /** All it has said so far. */
  said(): string;
  /** Resolves once it is at work; rejects with its complaint if it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

/** Starts a bundled module. It is ended with the test, whatever becomes of that. */
export function startChild(path: string, parameters: readonly string[]): Child {
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  const ended = once(child, 'close').then(() => undefined);
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data;
      if (output.includes('ready\n')) resolve();
    });
    child.stderr.on('data', (data) => {
      complaint += data;
    });
    void ended.then(() => reject(new Error(`ended before it was ready: ${complaint}`)));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, said: () => output, ready, ended };
}

/** Numbers in [0, 1) that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
