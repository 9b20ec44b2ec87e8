import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports.ts';
import { readSource, root, sourceFiles } from './source-files.ts';
import { opensDemo, packagesReached, violationsOf } from './zones.ts';

describe('who may import whom', () => {
  test('every file follows the table of ARCHITECTURE.md', () => {
    const files = sourceFiles();
    expect(files).toContain('main/core/quota/model.ts');
    expect(files.flatMap((file) => violationsOf(file, readSource(file)))).toEqual([]);
  });

  test('one line opens the demo, and nothing else imports it', () => {
    const lines = sourceFiles().flatMap((file) =>
      importsOf(file, readSource(file)).filter((named) => opensDemo(file, named)),
    );
    expect(lines).toEqual([{ specifier: './demo/demo.ts', kind: 'on-demand' }]);
  });

  const forbidden: readonly (readonly [file: string, text: string])[] = [
    ['main/core/quota/x.ts', `import fs from 'node:fs';`],
    ['main/core/quota/x.ts', `import { join } from 'path';`],
    ['main/core/quota/x.ts', `import type { Clock } from '../../ports/system.ts';`],
    ['main/core/quota/x.ts', `import { app } from 'electron';`],
    ['main/core/quota/x.ts', `export * from '../../services/poller.ts';`],
    ['main/core/x.ts', `export const later = () => import('../services/poller.ts');`],
    ['main/core/x.ts', `declare const require: (id: string) => unknown; require('node:os');`],
    ['main/core/x.ts', `export type T = import('../services/poller.ts').Poller;`],
    ['main/ports/system.ts', `import { FailureSchema } from '../core/failure.ts';`],
    ['main/ports/system.ts', `import type { Poller } from '../services/poller.ts';`],
    ['main/services/x.ts', `import { readFile } from 'node:fs/promises';`],
    ['main/services/x.ts', `import type { Tray } from 'electron';`],
    ['main/services/x.ts', `import { createHttp } from '../adapters/http.ts';`],
    ['main/services/x.ts', `import type { Source } from '../sources/source.ts';`],
    ['main/sources/one/x.ts', `import { net } from 'electron';`],
    ['main/sources/one/x.ts', `import { parse } from '../two/parse.ts';`],
    ['main/sources/one/x.ts', `import { createHttp } from '../../adapters/http.ts';`],
    ['main/sources/program-source.ts', `import type { A } from './one/x.ts';`],
    ['main/adapters/x.ts', `import { app } from 'electron';`],
    ['main/adapters/x.ts', `import { tray } from './electron/tray.ts';`],
    ['main/adapters/x.ts', `import { createPoller } from '../services/poller.ts';`],
    ['main/adapters/electron/x.ts', `import { createPoller } from '../../services/poller.ts';`],
    ['main/adapters/electron/x.ts', `import { request } from 'undici';`],
    ['main/cli.ts', `import { createTray } from './adapters/electron/tray.ts';`],
    ['main/cli.ts', `import { app } from 'electron';`],
    ['main/cli/commands/status.ts', `import { createTray } from '../../adapters/electron/tray.ts';`],
    ['main/cli/commands/status.ts', `import { createScreen } from '../../app/screen.ts';`],
    ['main/runtime/x.ts', `import { createTray } from '../adapters/electron/tray.ts';`],
    ['main/runtime/x.ts', `import { createScreen } from '../app/screen.ts';`],
    ['main/runtime/x.ts', `import { app } from 'electron';`],
    ['main/demo/x.ts', `import { runCommandLine } from '../cli/run.ts';`],
    ['main/app.ts', `import { openDemo } from './demo/demo.ts';`],
    ['main/app.ts', `import type { DemoDeps } from './demo/demo.ts';`],
    ['main/app.ts', `export const open = () => import('./demo/environment.ts');`],
    ['main/app/handlers.ts', `export const open = () => import('../demo/demo.ts');`],
    ['main/runtime/x.ts', `import { demoAccount } from '../demo/service/demo-account.ts';`],
    ['main/core/x.ts', `import { demoAccount } from '../demo/service/demo-account.ts';`],
    ['preload/contract.ts', `import { createPoller } from '../main/services/poller.ts';`],
    ['preload/channels.ts', `import { calls } from './contract.ts';`],
    ['preload/index.ts', `import { calls } from './contract.ts';`],
    ['preload/index.ts', `import * as z from 'zod';`],
    ['preload/index.ts', `import fs from 'node:fs';`],
    ['renderer/x.tsx', `import { ipcRenderer } from 'electron';`],
    ['renderer/x.tsx', `import path from 'node:path';`],
    ['renderer/x.tsx', `import * as z from 'zod';`],
    ['renderer/x.tsx', `import { SnapshotSchema } from '../main/core/quota/model.ts';`],
    ['renderer/x.tsx', `import { type Snapshot } from '../main/core/quota/model.ts';`],
    ['renderer/x.tsx', `import { calls } from '../preload/contract.ts';`],
    ['renderer/x.tsx', `import type { Clock } from '../main/ports/system.ts';`],
    ['renderer/x.tsx', `const name = 'zod'; export const z = import(name);`],
    ['scripts/x.ts', `export {};`],
  ];
  test.each(forbidden)('refused in %s: %s', (file, text) => {
    expect(violationsOf(file, text)).toHaveLength(1);
  });

  const allowed: readonly (readonly [file: string, text: string])[] = [
    ['main/core/quota/x.ts', `import * as z from 'zod'; import { a } from '../failure.ts';`],
    ['main/ports/system.ts', `import type { Result } from '../core/failure.ts';`],
    [
      'main/services/x.ts',
      `import { createHash } from 'node:crypto'; import type { Clock } from '../ports/system.ts';`,
    ],
    ['main/sources/one/x.ts', `import { open } from 'node:fs/promises'; import type { Source } from '../source.ts';`],
    ['main/sources/registry.ts', `import { createOne } from './one/index.ts';`],
    ['main/adapters/x.ts', `import { request } from 'undici'; import fs from 'fs';`],
    [
      'main/adapters/electron/x.ts',
      `import { Tray } from 'electron'; import { calls } from '../../../preload/contract.ts';`,
    ],
    ['main/app.ts', `import { createTray } from './adapters/electron/tray.ts'; import { app } from 'electron';`],
    ['main/app.ts', `export const open = async () => (await import('./demo/demo.ts')).openDemo();`],
    ['main/demo/x.ts', `import { openDemoEnvironment } from './environment.ts';`],
    ['main/cli.ts', `import { createHttp } from './adapters/http.ts'; import process from 'node:process';`],
    ['preload/index.ts', `import { ipcRenderer } from 'electron'; import type { Bridge } from './contract.ts';`],
    [
      'renderer/x.tsx',
      `import { useState } from 'react'; import { createRoot } from 'react-dom/client'; import './x.css';`,
    ],
    ['renderer/x.tsx', `import type { Snapshot } from '../main/core/quota/model.ts';`],
    ['renderer/x.tsx', `import { usedShare } from '../main/core/quota/share.ts';`],
    ['renderer/x.tsx', `import { wordsFor } from '../main/core/view/words.ts';`],
  ];
  test.each(allowed)('allowed in %s: %s', (file, text) => {
    expect(violationsOf(file, text)).toEqual([]);
  });
});

describe('packages loaded at run time', () => {
  const entries: readonly (readonly [entry: string, may: RegExp])[] = [
    ['renderer/main.tsx', /^react(-dom)?$/],
    ['preload/index.ts', /^electron$/],
    ['main/cli.ts', /^(?!electron)/],
  ];
  test.each(entries.filter(([entry]) => existsSync(path.join(root, entry))))('from %s', (entry, may) => {
    const wrong = packagesReached(entry, readSource).filter(({ name }) => !may.test(name));
    expect(wrong.map(({ name, by }) => `${by.join(' → ')} → ${name}`)).toEqual([]);
  });

  test('the command line is followed into the folder of its commands', () => {
    const files: Readonly<Record<string, string>> = {
      'main/cli.ts': `const found = import.meta.glob('./cli/commands/*.ts', { eager: true });`,
      'main/cli/commands/undo.ts': `import 'undici';`,
    };
    const reached = packagesReached('main/cli.ts', (file) => files[file] ?? '');
    expect(reached).toEqual([{ name: 'undici', by: ['main/cli.ts', 'main/cli/commands/undo.ts'] }]);
  });

  test('a package is found through any number of files, but not through types', () => {
    const files: Readonly<Record<string, string>> = {
      'renderer/main.tsx': `import './a.ts'; import type { B } from '../main/core/b.ts'; import './style.css';`,
      'renderer/a.ts': `export { c } from '../main/core/view/c.ts';`,
      'main/core/view/c.ts': `import { d } from './d.ts'; export const c = d;`,
      'main/core/view/d.ts': `import * as z from 'zod'; import './c.ts'; export const d = z;`,
    };
    expect(packagesReached('renderer/main.tsx', (file) => files[file] ?? expect.unreachable(file))).toEqual([
      { name: 'zod', by: ['renderer/main.tsx', 'renderer/a.ts', 'main/core/view/c.ts', 'main/core/view/d.ts'] },
    ]);
  });
});
