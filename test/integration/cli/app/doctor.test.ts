import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { desktopEntry } from '../../../../main/adapters/electron/autostart.ts';
import type { OtherAccount } from '../../../../main/core/accounts.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { codingPlan, fresh, snapshotOf } from '../../../support/readings.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment, twoProviders } from '../environment.ts';

const secret = 'sk-sp-0123456789abcdef0123456789abcdef';

function writeStatus(cli: CliEnvironment, pools: readonly PoolStatus[], agoMs = 0): void {
  const nowMs = Date.now() - agoMs;
  const snapshot = { ...snapshotOf(...pools), nextPollAtMs: nowMs + 60_000 };
  const session = { state: 'signed-out', lastEnd: null, cause: 'never' } as const;
  const parts = { snapshot, session, preferences: defaultPreferences, localCounts: null, demo: false };
  cli.write('data/status.json', JSON.stringify(statusJson({ ...parts, nowMs })));
}

/** The text of each line by its name, with the mark of trouble in front. */
function rowsIn(out: string): Readonly<Record<string, string>> {
  const rows = out.split('\n').flatMap((line) => {
    const [, mark, name = '', text = ''] = /^ {2}([! ]) (.+?) {2,}(.*)$/.exec(line) ?? [];
    return mark === undefined ? [] : [[name, `${mark === '!' ? '! ' : ''}${text}`] as const];
  });
  return Object.fromEntries(rows);
}

describe('doctor', () => {
  it('tells of the sign-in of each account, and names none', async () => {
    const cli = createCliEnvironment();
    const nowMs = Date.now();
    const other = (number: number, name: string | null, cause: 'expired' | null): OtherAccount => ({
      ...{ id: `0a1b2c3${number}`, number, name, snapshot: snapshotOf() },
      session:
        cause === null
          ? { state: 'signed-in', region: 'china', account: null, expiresAtMs: null, storage: { kind: 'memory' } }
          : { state: 'signed-out', lastEnd: null, cause },
    });
    const session = { state: 'unknown' } as const;
    const others = [other(2, 'Secret client', null), other(3, null, 'expired')];
    const parts = { session, others, preferences: defaultPreferences, localCounts: null, demo: false, nowMs };
    cli.write('data/status.json', JSON.stringify(statusJson({ ...parts, snapshot: snapshotOf() })));
    const { out } = await cli.run(['doctor']);
    expect(rowsIn(out)).toMatchObject({
      'Account 2': expect.stringMatching(/^Signed in/i),
      'Account 3': '! Sign-in has ended',
    });
    expect(out).not.toContain('Secret client');
  });

  it('looks over a machine on which nothing was started yet', async () => {
    const cli = createCliEnvironment();
    const { code, out, err } = await cli.run(['doctor']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(rowsIn(out)).toMatchObject({
      Version: expect.stringContaining(`Node ${process.version}`),
      App: expect.stringMatching(/^! .*start it once/),
      'Data folder': expect.stringMatching(/^~.data: none yet/),
      Preferences: 'none yet',
      Settings: expect.stringMatching(/^~.\.qwen.settings\.json: none yet/),
      'Qwen Code uses': '! no provider is chosen yet: qwen-gauge switch',
      Programs: '! qwen missing · qwencloud missing · qianwen missing · bl missing',
    });
    expect(out).toContain('Lines with ! need a look.');
    expect((await cli.run(['doctor'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('带 ! 的各行需要留意');
  });

  it('names the last result of each source with its age, what Qwen Code uses, and its logs', async () => {
    const cli = createCliEnvironment();
    mkdirSync(cli.data);
    const taken = codingPlan({ takenAtMs: Date.now() - 3 * 60_000 });
    const failed: PoolStatus = {
      pool: 'free-tier',
      state: 'failed',
      failure: { kind: 'offline' },
      failedAtMs: Date.now(),
    };
    writeStatus(cli, [fresh(taken), failed]);
    cli.write('.qwen/settings.json', twoProviders);
    cli.write('.qwen/projects/p/chats/one.jsonl', '{}\n');
    cli.write('data/preferences.json', '{');
    const { out } = await cli.run(['doctor']);
    expect(rowsIn(out)).toMatchObject({
      App: 'running; wrote its numbers just now',
      'Sign-in': '! signed out: qwen-gauge login',
      Preferences: '! cannot be read.',
      'Qwen Code uses': 'm-a · 127.0.0.1:41001 · openai · KEY_A',
      Logs: expect.stringMatching(/^~.\.qwen: 1 transcript · just now$/),
      'Coding Plan': 'read · QwenCloud · 3 min ago',
      'Free tier': '! never read · You are offline. (offline)',
    });
    writeStatus(cli, [fresh(taken)], 3_600_000);
    expect(rowsIn((await cli.run(['doctor'])).out)).toMatchObject({ App: expect.stringMatching(/^! not running/) });
    for (const [text, said] of [
      ['[]', '! cannot be read.'],
      ['{"theme":"purple"}', '! cannot be read.'],
      ['{"version":1,"theme":"dark"}', 'readable'],
    ] as const) {
      cli.write('data/preferences.json', text);
      expect(rowsIn((await cli.run(['doctor'])).out)['Preferences']).toBe(said);
    }
  });

  it.runIf(isPosix)('reads the version of an installed program from its package, and starts nothing', async () => {
    const cli = createCliEnvironment();
    cli.write('lib/qwen/package.json', '{"version":"0.24.4","bin":{"qwen":"bin/qwen"}}');
    const program = cli.write('lib/qwen/bin/qwen', `#!/bin/sh\ntouch '${cli.home}/started'\n`);
    const alone = cli.write('bin/bl', '#!/bin/sh\nexit 1\n');
    for (const file of [program, alone]) chmodSync(file, 0o755);
    const env = { PATH: `${cli.home}/lib/qwen/bin:${cli.home}/bin:/usr/bin:/bin` };
    const { out } = await cli.run(['doctor'], { env });
    expect(rowsIn(out)['Programs']).toBe('qwen 0.24.4 · qwencloud missing · qianwen missing · bl installed');
    expect(existsSync(`${cli.home}/started`)).toBe(false);
  });

  it.runIf(isPosix)('takes no other manifest above a program for its own, and waits for no pipe', async () => {
    const cli = createCliEnvironment();
    cli.write('package.json', '{"name":"mine","version":"1.2.3","bin":{"mine":"x"}}');
    cli.write('bin/package.json', `{"version":"9","bin":{"bl":"x"},"x":"${'x'.repeat(2 ** 20)}"}`);
    mkdirSync(`${cli.home}/pipe/bin`, { recursive: true });
    execFileSync('mkfifo', [`${cli.home}/pipe/package.json`]);
    for (const name of ['bin/bl', 'pipe/bin/qwen']) chmodSync(cli.write(name, '#!/bin/sh\n'), 0o755);
    const env = { PATH: `${cli.home}/pipe/bin:${cli.home}/bin:/usr/bin:/bin` };
    const { out } = await cli.run(['doctor'], { env });
    expect(rowsIn(out)['Programs']).toBe('qwen installed · qwencloud missing · qianwen missing · bl installed');
  });

  it.runIf(process.platform === 'linux')('says what the desktop is, and what it starts at log-in', async () => {
    const cli = createCliEnvironment();
    const none = {
      XDG_CURRENT_DESKTOP: '',
      XDG_SESSION_TYPE: '',
      WAYLAND_DISPLAY: '',
      DISPLAY: '',
      XDG_CONFIG_HOME: '',
    };
    const rows = async (over = {}) => {
      const env = { ...none, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/at/all', ...over };
      return rowsIn((await cli.run(['doctor'], { env })).out);
    };
    expect(await rows()).toMatchObject({
      Desktop: 'none',
      Tray: expect.stringMatching(/^! none was found here/),
      Notices: '! no service shows them here, so the app shows them in its window',
      'Start at log-in': 'off',
      Proxy: 'that of the system, if it has one: only the app can tell',
    });
    const xfce = { XDG_CURRENT_DESKTOP: 'XFCE', DISPLAY: ':0' };
    expect((await rows(xfce))['Desktop']).toBe('XFCE · X11');
    const gnome = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };
    expect((await rows(gnome))['Desktop']).toBe('ubuntu:GNOME · Wayland, X11');

    const program = cli.write('bin/qwen-gauge-app', '');
    const entry = desktopEntry({ command: [program], productName: 'QwenGauge' });
    const file = cli.write('.config/autostart/QwenGauge.desktop', entry);
    expect((await rows())['Start at log-in']).toBe('on: ~/bin/qwen-gauge-app');
    rmSync(program);
    expect((await rows())['Start at log-in']).toMatch(/^! on, but there is no ~.bin.qwen-gauge-app: switch/);
    writeFileSync(file, '[Desktop Entry]\nExec=something else\n');
    expect((await rows())['Start at log-in']).toMatch(/^! on, but ~.*QwenGauge\.desktop was not written by the app/);
    writeFileSync(file, `${entry}Hidden=true\n`);
    expect((await rows())['Start at log-in']).toBe('off');
    cli.write('data/preferences.json', '{"version":1,"proxy":"http://proxy.example:3128"}');
    expect((await rows({ HTTPS_PROXY: 'http://other:1' }))['Proxy']).toBe('proxy.example:3128, by the preferences');
  });

  it.each(['settings', 'broken settings'])('prints no key, wherever there is one: %s', async (kind) => {
    const cli = createCliEnvironment();
    const entry = {
      ...{ id: secret, name: secret, envKey: secret, apiKey: secret },
      baseUrl: `https://me:${secret}@llm.example.cn/v1?key=${secret}`,
    };
    const settings = JSON.stringify({
      env: { KEY_A: secret, [secret]: secret },
      modelProviders: { openai: [entry, { ...entry, id: 'm', envKey: 'KEY_A' }], [secret]: [entry] },
      security: { auth: { selectedType: 'openai', apiKey: secret, baseUrl: `https://x/${secret}` } },
      model: { name: kind === 'settings' ? 'm' : secret },
      advanced: { runtimeOutputDir: `~/logs-${secret}` },
    });
    cli.write('.qwen/settings.json', kind === 'settings' ? settings : `${settings} ? ${secret}`);
    cli.write('.qwen/.env', `OPENAI_API_KEY=${secret}\n${secret}\n`);
    cli.write('work/project/.qwen/settings.json', settings);
    cli.write('data/preferences.json', JSON.stringify({ codingPlan: secret }));
    const failure = { kind: 'unknown-shape', where: secret, shape: `{${secret}: string}` } as const;
    writeStatus(cli, [{ pool: 'free-tier', state: 'failed', failure, failedAtMs: Date.now() }]);
    const env = {
      ...{ OPENAI_API_KEY: secret, DASHSCOPE_API_KEY: secret, QWEN_MODEL: secret },
      HTTPS_PROXY: `http://me-in-the-company:${secret}@proxy.example:8080`,
    };
    for (const LANG of ['en_US.UTF-8', 'zh_CN.UTF-8']) {
      const { code, out, err } = await cli.run(['doctor'], { env: { ...env, LANG } });
      expect(code, out + err).toBe(0);
      expect(out).toContain('DASHSCOPE_API_KEY, HTTPS_PROXY, OPENAI_API_KEY, QWEN_GAUGE_DATA_DIR, QWEN_MODEL');
      expect(out + err).not.toContain(secret.slice(6));
      expect(out).toContain('proxy.example:8080');
      expect(out).not.toContain('me-in-the-company');
      expect(out).not.toContain(cli.home);
    }
  });
});
