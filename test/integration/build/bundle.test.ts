import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chunksOf } from '../../../build/bundle/reached.mjs';
import { ensureBundle } from '../../../build/bundle.mjs';
import { temporaryFolder } from './temporary-folder.ts';

const CHECKOUT = path.resolve(import.meta.dirname, '../../..');

const SOURCES: Readonly<Record<string, string>> = {
  'main/index.ts': `import { app } from 'electron'; import { a } from './core/a.ts'; app.setName(a.parse('x'));`,
  'main/core/a.ts': `import * as z from 'zod'; export const a = z.string();`,
  'main/cli.ts': `import { a } from './core/a.ts'; void import('./later.ts').then(({ late }) => console.log(late, a.parse('y')));`,
  'main/later.ts': `export const late = 'late';`,
  'preload/index.ts': `import { contextBridge } from 'electron'; import { names } from './names.ts'; contextBridge.exposeInMainWorld('gauge', names);`,
  'preload/names.ts': `export const names = ['one'] as const;`,
  'renderer/index.html': `<!doctype html><title>x</title><div id="root"></div><script type="module" src="./main.tsx"></script>`,
  'renderer/main.tsx': `import './x.css'; import { createRoot } from 'react-dom/client'; createRoot(document.body).render(<p>hi</p>);`,
  'renderer/x.css': `body { background: url('./dot.png'); }`,
  'renderer/dot.png': 'not really a picture',
};

function project(sources = SOURCES) {
  const root = path.join(temporaryFolder(), 'project');
  mkdirSync(root);
  symlinkSync(path.join(CHECKOUT, 'node_modules'), path.join(root, 'node_modules'));
  for (const name of ['package.json', 'tsconfig.base.json']) cpSync(path.join(CHECKOUT, name), path.join(root, name));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  for (const [name, text] of Object.entries(sources)) write(name, text);
  const out = (name: string) => readFileSync(path.join(root, 'out', name), 'utf8');
  return { root, write, out };
}

/** What the texts of a bundle load from outside of it. */
const packagesOf = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(/\brequire\("([^."][^"]*)"\)/g)].map(([, name = '']) => name))),
];

describe('bundling', () => {
  test('produces CommonJS that needs nothing but Electron, and a page without inline code', async () => {
    const { root, out } = project();
    expect(await ensureBundle({ root })).toBe('made main, preload, renderer, main/file-process.ts is not there');
    expect(packagesOf(chunksOf(path.join(root, 'out/main'), 'index.cjs').map((name) => out(`main/${name}`)))).toEqual([
      'electron',
    ]);
    expect(packagesOf([out('preload/index.cjs')])).toEqual(['electron']);
    expect(readdirSync(path.join(root, 'out/preload'))).toEqual(['index.cjs', 'index.cjs.map']);
    const page = out('renderer/index.html');
    expect([...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, inline]) => inline)).toEqual(['']);
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].every(([, url]) => url?.startsWith('./'))).toBe(true);
    const css = readdirSync(path.join(root, 'out/renderer')).find((name) => name.endsWith('.css')) ?? '';
    expect(out(`renderer/${css}`)).not.toContain('data:');
    expect(out('main/index.cjs')).not.toContain(root);
  });

  test('has what the app and the command line need once, and no Electron in the command line', async () => {
    const { root, out } = project();
    await ensureBundle({ root, only: 'main' });
    const bundle = path.join(root, 'out/main');
    const [app, commandLine] = [chunksOf(bundle, 'index.cjs'), chunksOf(bundle, 'cli.cjs')];
    expect(packagesOf(commandLine.map((name) => out(`main/${name}`)))).toEqual([]);
    const files = readdirSync(bundle).filter((name) => name.endsWith('.cjs'));
    expect([...new Set([...app, ...commandLine])].sort()).toEqual(files.sort());
    const withZod = files.filter((name) => out(`main/${name}`).includes('ZodString'));
    expect(withZod.filter((name) => app.includes(name) && commandLine.includes(name))).toEqual(withZod);
    expect(execFileSync(process.execPath, [path.join(bundle, 'cli.cjs')], { encoding: 'utf8' })).toBe('late y\n');
  });

  test('runs again only for changed sources or a damaged result', async () => {
    const { root, write } = project();
    const only = 'preload';
    expect(await ensureBundle({ root, only })).toBe('made preload');
    expect(await ensureBundle({ root, only })).toBe('up to date');
    write('preload/names.ts', `export const names = ['two'] as const;`);
    expect(await ensureBundle({ root, only })).toBe('made preload');
    write('out/preload/index.cjs', 'damaged');
    expect(await ensureBundle({ root, only })).toBe('made preload');
    rmSync(path.join(root, 'out/preload'), { recursive: true });
    expect(await ensureBundle({ root, only })).toBe('made preload');
    expect(await ensureBundle({ root, only })).toBe('up to date');
  });

  test('produces the same bytes in every folder', async () => {
    const [one, other] = [project(), project()];
    await ensureBundle({ root: one.root, only: 'main' });
    await ensureBundle({ root: other.root, only: 'main' });
    expect(one.out('main/index.cjs')).toBe(other.out('main/index.cjs'));
    expect(one.out('main.stamp.json')).toBe(other.out('main.stamp.json'));
  });

  test('a source that does not compile is an error and leaves the old bundle', async () => {
    const { root, write, out } = project();
    await ensureBundle({ root, only: 'preload' });
    const before = out('preload/index.cjs');
    write('preload/index.ts', `import { gone } from './absent.ts'; gone();`);
    await expect(ensureBundle({ root, only: 'preload' })).rejects.toThrow(/absent/);
    expect(out('preload/index.cjs')).toBe(before);
  });
});

describe('the launcher of the command line', () => {
  function withLauncher(cli: string) {
    const made = project({ 'main/index.ts': '', 'main/cli.ts': cli });
    cpSync(path.join(CHECKOUT, 'build'), path.join(made.root, 'build'), { recursive: true });
    return made;
  }

  const launch = (root: string, env: NodeJS.ProcessEnv = process.env) => {
    const launcher = path.join(root, 'build', 'qwen-gauge.mjs');
    try {
      return { code: 0, out: execFileSync(launcher, ['status', '--json'], { encoding: 'utf8', stdio: 'pipe', env }) };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, out: stdout + stderr };
    }
  };

  test('bundles, then passes arguments and exit code through', () => {
    const { root } = withLauncher(`console.log(process.argv.slice(2).join(' ')); process.exitCode = 3;`);
    expect(launch(root)).toEqual({ code: 3, out: 'status --json\n' });
  });

  test('starts at once while no file was changed, and otherwise looks at the sources', () => {
    const { root, write } = withLauncher(`console.log('one');`);
    expect(launch(root)).toEqual({ code: 0, out: 'one\n' });
    const source = path.join(root, 'main/cli.ts');
    const { atime, mtime } = statSync(source);
    const bundler = readFileSync(path.join(root, 'build/bundle.mjs'), 'utf8');
    write('build/bundle.mjs', `throw new Error('asked to bundle');`);
    expect(launch(root)).toEqual({ code: 0, out: 'one\n' });
    // A change that keeps the size and the time of the file, as a copy of an older file may.
    write('main/cli.ts', `console.log('two');`);
    utimesSync(source, atime, mtime);
    expect(launch(root)).toMatchObject({ code: 1, out: expect.stringContaining('asked to bundle') });
    write('build/bundle.mjs', bundler);
    expect(launch(root)).toEqual({ code: 0, out: 'two\n' });
    write('out/main/cli.cjs', 'damaged');
    expect(launch(root)).toEqual({ code: 0, out: 'two\n' });
  });

  test('names the command to run where nothing is installed', () => {
    const { root } = withLauncher('');
    rmSync(path.join(root, 'node_modules'));
    expect(launch(root)).toEqual({ code: 1, out: `qwen-gauge is not built yet: run "npm ci" in ${root} first.\n` });
    expect(existsSync(path.join(root, 'out'))).toBe(false);
  });

  /** Runs the launcher as a user whom modes bind, which they do not root. */
  function launchUnprivileged(root: string, ...others: readonly string[]) {
    const launcher = path.join(root, 'build', 'qwen-gauge.mjs');
    const [file = '', ...args] = [...(isRoot ? asNobody : []), process.execPath, launcher, ...others];
    const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  }
  const isRoot = process.geteuid?.() === 0;
  const asNobody = ['setpriv', '--reuid', '12345', '--regid', '12345', '--clear-groups'];
  const canBeBound =
    process.platform !== 'win32' &&
    (!isRoot ||
      spawnSync('setpriv', [...asNobody.slice(1), process.execPath, path.join(CHECKOUT, 'build/paths.mjs')]).status ===
        0);
  const lock = (root: string): void => {
    chmodSync(path.dirname(root), 0o755);
    for (const name of ['.', 'out']) if (existsSync(path.join(root, name))) chmodSync(path.join(root, name), 0o555);
    onTestFinished(() => {
      for (const name of ['.', 'out']) if (existsSync(path.join(root, name))) chmodSync(path.join(root, name), 0o755);
    });
  };
  const older = (root: string): string =>
    `qwen-gauge may be older than its sources: it cannot be built again, as ${root}/out cannot be written to.\n`;
  const notBuilt = (root: string): string =>
    `qwen-gauge cannot be built: ${root}/out cannot be written to. Make it a folder that is yours, or remove it if it is none.\n`;

  describe.skipIf(!canBeBound)('where it cannot write', () => {
    test('runs the bundle of older sources, and says so', () => {
      const { root, write } = withLauncher(`console.log('one');`);
      launch(root);
      write('main/cli.ts', `console.log('two');`);
      lock(root);
      expect(launchUnprivileged(root)).toEqual({ code: 0, out: 'one\n', err: older(root) });
    });

    test('says so instead of running a damaged bundle, or none', () => {
      const { root, write } = withLauncher(`console.log('one');`);
      launch(root);
      write('out/main/cli.cjs', '');
      lock(root);
      expect(launchUnprivileged(root)).toEqual({ code: 1, out: '', err: notBuilt(root) });
      chmodSync(root, 0o755);
      rmSync(path.join(root, 'out'), { recursive: true });
      chmodSync(root, 0o555);
      expect(launchUnprivileged(root)).toEqual({ code: 1, out: '', err: notBuilt(root) });
    });
  });

  test('says so where its folder is a file, or a link to nowhere', () => {
    const { root, write } = withLauncher('');
    write('out', '');
    expect(launch(root)).toEqual({ code: 1, out: notBuilt(root) });
    rmSync(path.join(root, 'out'));
    symlinkSync(path.join(root, 'nowhere'), path.join(root, 'out'));
    expect(launch(root)).toEqual({ code: 1, out: notBuilt(root) });
  });
});
