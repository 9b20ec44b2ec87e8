import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment } from '../environment.ts';

/** Installs a program in place of the app that writes down its arguments. Returns the variables to find it. */
function installApp(cli: CliEnvironment) {
  const told = `${cli.home}/told.txt`;
  const program = cli.write('bin/qwen-gauge-app', `#!/bin/sh\necho "$@" >> '${told}'\n`);
  chmodSync(program, 0o755);
  const display = path.join(cli.home, 'wayland-0');
  const server = createServer().listen(display);
  onTestFinished(() => void server.close());
  const env = { PATH: `${cli.home}/bin:/usr/bin:/bin`, WAYLAND_DISPLAY: display };
  return { env, display, arguments: () => (existsSync(told) ? readFileSync(told, 'utf8') : '') };
}

describe.runIf(isPosix && process.platform === 'linux')('the command line leads to the app', () => {
  it.each([
    ['open', 'qwen-gauge://open', 'opens'],
    ['login', 'qwen-gauge://sign-in', 'Press Sign in'],
  ])('%s starts it with the link %s', async (name, link, said) => {
    const cli = createCliEnvironment();
    const app = installApp(cli);
    expect(await cli.run([name], { env: app.env })).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(said),
    });
    await eventually('the app has its link', () => app.arguments().endsWith('\n'));
    expect(app.arguments()).toBe(`${link}\n`);
  });

  it('says what is missing: a display, or the app', async () => {
    const cli = createCliEnvironment();
    const { env, ...app } = installApp(cli);
    expect(await cli.run(['open'], { env: { PATH: env.PATH } })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no display'),
    });
    const withoutApp = { WAYLAND_DISPLAY: app.display, LANG: 'zh_CN.UTF-8' };
    expect(await cli.run(['open'], { env: withoutApp })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('未在本机找到'),
    });
    expect(app.arguments()).toBe('');
  });

  it('prepares a checkout first, as npm start does, and says if that or the start fails', async () => {
    const cli = createCliEnvironment();
    const { env } = installApp(cli);
    // The bundle lies two folders below the checkout.
    const inCheckout = { env: { ...env, HOME: path.join(cli.home, 'out/main') } };
    const done = path.join(cli.home, 'done.txt');
    const noting = (word: string) =>
      `require('node:fs').appendFileSync(${JSON.stringify(done)}, ${JSON.stringify(word)} + process.argv.slice(2) + '\\n');`;
    const module = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    cli.write('out/main/cli.cjs', '');
    cli.write('build/setup.mjs', module + noting('setup '));
    cli.write('build/start.mjs', module + noting('start '));
    expect(await cli.run(['open'], inCheckout)).toMatchObject({ code: 0, err: '', out: 'Qwen Gauge opens.\n' });
    expect(readFileSync(done, 'utf8')).toBe('setup --for=start\nstart qwen-gauge://open\n');
    cli.write('build/start.mjs', 'process.exit(3);');
    expect(await cli.run(['open'], inCheckout)).toMatchObject({ code: 1, err: expect.stringContaining('npm start') });
    cli.write('build/setup.mjs', 'process.exit(1);');
    cli.write('build/start.mjs', module + noting('start '));
    expect(await cli.run(['open'], inCheckout)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('not opened'),
    });
    expect(readFileSync(done, 'utf8').match(/start qwen/g)).toHaveLength(1);
  });

  it.each([{ DISPLAY: ':65000' }, { DISPLAY: 'nonsense' }, { WAYLAND_DISPLAY: '/nowhere' }])(
    'does not start it for %j, which is not there',
    async (display) => {
      const cli = createCliEnvironment();
      const { env, ...app } = installApp(cli);
      const run = await cli.run(['open'], { env: { PATH: env.PATH, ...display } });
      expect(run).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no display') });
      expect(run.err).toContain(Object.values(display)[0]);
      expect(app.arguments()).toBe('');
    },
  );

  it('takes the one of two displays that is there, and says so if the app ends at once', async () => {
    const cli = createCliEnvironment();
    const { env } = installApp(cli);
    expect(await cli.run(['open'], { env: { ...env, DISPLAY: ':65000' } })).toMatchObject({ code: 0 });
    chmodSync(cli.write('bin/qwen-gauge-app', '#!/bin/sh\nexit 3\n'), 0o755);
    expect(await cli.run(['open'], { env })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('ended as soon as it was started'),
    });
  });
});
