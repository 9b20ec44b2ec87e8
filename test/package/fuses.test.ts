import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type UserFolders } from '../support/app/app-driver.ts';
import { openSessionBus, type SessionBus } from '../support/desktop/session-bus.ts';
import { asarOf, executableOf, findPackages } from './support/packages.ts';

/** Each way to run foreign code in the app is tried on the packed binary, and first on an Electron that allows it. */
describe('the packed binary', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-fuses-'));
  const at = (name: string): string => path.join(work, name);
  const folder = at('app');
  const open = String(process.env['QWEN_GAUGE_TEST_ELECTRON']);
  // Root has to give up the sandbox; and this makes the app end as soon as it is ready.
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--unlock-keyring'];
  let bus: SessionBus;
  let user: UserFolders;

  beforeAll(async () => {
    execFileSync('cp', ['-r', findPackages().folder, folder]);
    bus = await openSessionBus({ tray: false, notifications: false });
    user = makeUser();
    mkdirSync(at('foreign'));
    writeFileSync(at('foreign/package.json'), '{ "main": "main.js" }');
    writeFileSync(at('foreign/main.js'), "require('electron').app.whenReady().then(() => process.exit(7));\n");
    writeFileSync(at('loaded.cjs'), `require('node:fs').writeFileSync(${JSON.stringify(at('loaded'))}, '');\n`);
  });
  afterAll(async () => {
    await bus?.close();
    user?.remove();
    rmSync(work, { recursive: true, force: true });
  });

  /** Runs a program to its end; its status is null where it does not end by itself. */
  const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    new Promise<{ readonly status: number | null; readonly output: string }>((resolve) => {
      const options = { env: { ...bus.desktop.env, ...user.env, ...env }, timeout: 60_000 };
      const child = execFile(program, args, options, (_error, stdout, stderr) =>
        resolve({ status: child.exitCode, output: `${stdout}${stderr}` }),
      );
    });
  const packed = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
    run(executableOf(folder), [...flags, ...args], env);

  it('starts, and ends by itself', async () => {
    expect([0, 1]).toContain((await packed([])).status);
  });

  it('does not become Node.js by a variable', async () => {
    const asNode = { ELECTRON_RUN_AS_NODE: '1' };
    expect((await run(open, ['-p', '6 * 7'], asNode)).output).toContain('42');
    expect((await run(executableOf(folder), ['-p', '6 * 7', ...flags], asNode)).output).not.toContain('42');
  });

  it('loads no module that NODE_OPTIONS names', async () => {
    const options = { NODE_OPTIONS: `--require=${at('loaded.cjs')}` };
    await run(open, [...flags, at('foreign')], options);
    expect(existsSync(at('loaded'))).toBe(true);
    rmSync(at('loaded'));
    await packed([], options);
    expect(existsSync(at('loaded'))).toBe(false);
  });

  it('lets no debugger into its main process', async () => {
    const listening = 'Debugger listening';
    expect((await run(open, ['--inspect=0', ...flags, at('foreign')])).output).toContain(listening);
    expect((await packed(['--inspect=0'])).output).not.toContain(listening);
  });

  it('starts no app from a folder, not even where its archive is missing', async () => {
    expect((await run(open, [...flags, at('foreign')])).status).toBe(7);
    expect([0, 1]).toContain((await packed([at('foreign')])).status);
    execFileSync('cp', ['-r', at('foreign'), path.join(folder, 'resources', 'app')]);
    expect([0, 1]).toContain((await packed([])).status);
    renameSync(asarOf(folder), at('aside.asar'));
    expect((await packed([])).status).not.toBe(7);
    renameSync(at('aside.asar'), asarOf(folder));
  });

  it('asks no other service than its own, whatever the variables name', async () => {
    const { status, output } = await run(
      executableOf(folder),
      [...(flags[0] === '--no-sandbox' ? ['--no-sandbox'] : [])],
      {
        QWEN_GAUGE_GATEWAY_URL: 'https://service.example',
      },
    );
    expect(status).toBe(4);
    expect(output).toContain('QWEN_GAUGE_GATEWAY_URL');
  });
});
