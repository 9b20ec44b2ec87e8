import { chmodSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { emptyMemory, remember } from '../../../main/core/quota/merging/merge.ts';
import type { PoolStatus, Snapshot } from '../../../main/core/quota/model.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { type Status, StatusSchema } from '../../../main/core/quota/status/status-schema.ts';
import type { Session } from '../../../main/core/session.ts';
import { codingPlan, saying, window } from '../../support/readings.ts';
import { isPosix } from '../../support/system/posix.ts';
import {
  bundledCli,
  type CliEnvironment,
  createCliEnvironment,
  createCliProgram,
  fixture,
  twoProviders,
} from './environment.ts';

const minuteMs = 60_000;
const signedIn: Session = {
  state: 'signed-in',
  region: 'international',
  account: null,
  expiresAtMs: null,
  storage: { kind: 'memory' },
};
const signedOut: Session = { state: 'signed-out', lastEnd: null, cause: 'never' };

const fresh = (takenAtMs = Date.now() - 3 * minuteMs): PoolStatus => ({
  pool: 'coding-plan',
  state: 'fresh',
  reading: codingPlan({ takenAtMs, fiveHours: 1150, week: 3000, month: 6000 }),
  disagreements: [],
});

const teamWith = (used: number): PoolStatus => ({
  pool: 'token-plan-team',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'token-plan-team',
    sourceId: 'qwencloud',
    takenAtMs: Date.now() - minuteMs,
    windows: [window({ id: 'credits', unit: 'credits', used, limit: 100, resetsAtMs: Date.now() + 60 * minuteMs })],
    ...{ endsAtMs: null, autoRenews: null, plan: null, status: null, seatTiers: [], addOns: [] },
  },
});

function statusOf(pools: readonly PoolStatus[], changes: Partial<Snapshot> = {}, session = signedIn): Status {
  const nowMs = Date.now();
  const snapshot = { pools, polling: false, nextPollAtMs: nowMs + minuteMs, ...changes };
  return statusJson({ snapshot, session, preferences: defaultPreferences, localCounts: null, demo: false, nowMs });
}

const write = (cli: CliEnvironment, status: Status): void =>
  void cli.write('data/status.json', `${JSON.stringify(status, null, 2)}\n`);

const failed = (kind: 'offline' | 'signed-out' | 'too-large'): PoolStatus => ({
  pool: 'coding-plan',
  state: 'failed',
  failure: { kind },
  failedAtMs: Date.now(),
});

const settingsSamples = readdirSync(path.resolve(import.meta.dirname, '../../fixtures/settings')).filter((name) =>
  name.endsWith('json'),
);

describe('status', () => {
  it('explains that there are no readings yet: exit 1', async () => {
    const cli = createCliEnvironment();
    for (const args of [['status'], ['status', '--json']]) {
      const run = await cli.run(args);
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(run.err).toContain(`it keeps them in ${cli.data}`);
      expect(run.err).toContain('qwen-gauge status --refresh');
    }
  });

  it.each(['{', '{}', 'null', '[]', ''])('refuses a broken file (%j): exit 1', async (text) => {
    const cli = createCliEnvironment();
    const file = cli.write('data/status.json', text);
    expect(await cli.run(['status', '--json'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(file),
    });
  });

  it('shows what it understands of the numbers of a newer version, and says so', async () => {
    const cli = createCliEnvironment();
    const status = statusOf([fresh()]);
    const gauge = { ...status.qwen_gauge, schema: 2, more: [1] };
    cli.write('data/status.json', JSON.stringify({ ...status, qwen_gauge: gauge, also: 1 }));
    const { code, out, err } = await cli.run(['status', '--json']);
    expect(code).toBe(0);
    expect(StatusSchema.parse(JSON.parse(out))).toEqual(status);
    expect(err).toContain('A newer version of Qwen Gauge wrote these numbers');
    cli.write('data/status.json', JSON.stringify({ ...status, qwen_gauge: { ...gauge, written_at: 5 } }));
    expect(await cli.run(['status'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Update the command line'),
    });
  });

  it('prints as JSON exactly what the app wrote', async () => {
    const cli = createCliEnvironment();
    const status = statusOf([fresh()]);
    write(cli, status);
    const { code, out } = await cli.run(['status', '--json']);
    expect(code).toBe(0);
    expect(StatusSchema.parse(JSON.parse(out))).toEqual(status);
    expect(JSON.parse(out)).toMatchObject({
      coding_plan: {
        subscribed: true,
        windows: { per_5h: { remaining: 50, total: 1200, next_reset_at: expect.any(String) }, weekly: {}, monthly: {} },
      },
    });
  });

  const exits: readonly (readonly [number, string, readonly PoolStatus[], Session])[] = [
    [0, 'something is known', [fresh()], signedIn],
    [
      0,
      'it was said that there is no plan',
      [{ pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: 0 }],
      signedIn,
    ],
    [1, 'nothing is known', [failed('too-large')], signedIn],
    [2, 'a sign-in is missing', [failed('signed-out')], signedIn],
    [2, 'nobody is signed in', [], signedOut],
    [3, 'only the network is missing', [failed('offline')], signedIn],
  ];
  it.each(exits)('ends with %i if %s', async (code, _name, pools, session) => {
    const cli = createCliEnvironment();
    write(cli, statusOf(pools, {}, session));
    expect((await cli.run(['status'])).code).toBe(code);
    expect((await cli.run(['status', '--json'])).code).toBe(code);
  });

  it('speaks of the pool that Qwen Code uses, or of the tightest one in a file of an older version', async () => {
    const cli = createCliEnvironment();
    const status = statusOf([fresh(), teamWith(40)]);
    const { in_use_pool: _, ...older } = status.qwen_gauge;
    const said = async (ours: object): Promise<string | undefined> => {
      cli.write('data/status.json', JSON.stringify({ ...status, qwen_gauge: { ...older, ...ours } }));
      return (await cli.run(['status'])).out.split('\n')[0];
    };
    expect(await said({ in_use_pool: 'token-plan-team' })).toBe('Plenty left');
    for (const tightest of [{}, { in_use_pool: null }, { in_use_pool: 'coding-plan' }])
      expect(await said(tightest)).toBe('4% of the 5-hour quota left');
    await said({ in_use_pool: 'elsewhere' });
    expect((await cli.run(['status'])).out).toContain('Coding Plan, which Qwen Code does not use now.');
  });

  it('judges what is in use by the settings that it prints, and by the file where they cannot be read', async () => {
    const cli = createCliEnvironment();
    const status = statusOf([fresh(), teamWith(40)]);
    write(cli, { ...status, qwen_gauge: { ...status.qwen_gauge, in_use_pool: 'coding-plan' } });
    const said = async (): Promise<readonly (string | undefined)[]> => {
      const lines = (await cli.run(['status'])).out.trimEnd().split('\n');
      return [lines[0], lines[1], lines.at(-1)];
    };
    const chosen = (baseUrl: string) =>
      cli.write(
        '.qwen/settings.json',
        JSON.stringify({
          security: { auth: { selectedType: 'openai', apiKey: 'sk-0123456789abcdef', baseUrl } },
          model: { name: 'some-model' },
        }),
      );
    chosen('https://openrouter.ai/api/v1');
    expect(await said()).toEqual([
      '4% of the 5-hour quota left',
      'Coding Plan, which Qwen Code does not use now.',
      'Qwen Code uses some-model · OpenRouter',
    ]);
    chosen('https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1');
    expect((await said())[0]).toBe('Plenty left');
    const enough = async (): Promise<string> => (await cli.run(['guard', '--need', '1%'])).out;
    expect(await enough()).toMatch(/Token Plan Team/);
    cli.write('.qwen/settings.json', '{');
    expect(await enough()).toMatch(/Coding Plan/);
    expect(await said()).toEqual([
      '4% of the 5-hour quota left',
      expect.stringMatching(/^Back bit by bit/),
      expect.stringMatching(/^Qwen Code does not start: .* not valid JSON/),
    ]);
  });

  it('names the quotas below the first by need, or in the order of the preferences', async () => {
    const cli = createCliEnvironment();
    const free: PoolStatus = {
      pool: 'free-tier',
      state: 'failed',
      failure: { kind: 'offline' },
      failedAtMs: Date.now(),
    };
    write(cli, statusOf([free, teamWith(20), fresh()]));
    const named = async () => (await cli.run(['status'])).out.match(/^(?:Coding Plan|Token Plan Team|Free tier)/gm);
    expect(await named()).toEqual(['Coding Plan', 'Token Plan Team', 'Free tier']);
    cli.write('data/preferences.json', '{"version":1,"poolOrder":["plan-of-tomorrow","free-tier"]}');
    expect(await named()).toEqual(['Coding Plan', 'Free tier', 'Token Plan Team']);
    cli.write('data/preferences.json', '{"version":1,"poolOrder":{"free-tier":');
    expect(await named()).toEqual(['Coding Plan', 'Token Plan Team', 'Free tier']);
  });

  it('lets guard mean the pool that Qwen Code uses where none is named', async () => {
    const cli = createCliEnvironment();
    const status = statusOf([fresh(), teamWith(40)]);
    const guard = (name: Status['qwen_gauge']['in_use_pool'], ...args: readonly string[]) => {
      write(cli, { ...status, qwen_gauge: { ...status.qwen_gauge, in_use_pool: name } });
      return cli.run(['guard', '--need', '60', ...args]);
    };
    expect(await guard('token-plan-team')).toMatchObject({ code: 0, out: expect.stringContaining('Token Plan Team') });
    expect(await guard('coding-plan')).toMatchObject({ code: 1, out: expect.stringContaining('Coding Plan') });
    expect(await guard('coding-plan', '--pool', 'token-plan-team')).toMatchObject({ code: 0 });
    expect(await guard('free-tier')).toMatchObject({
      code: 69,
      err: 'Not known: nothing was read for this of free-tier, which Qwen Code uses.\n',
    });
    expect(await guard(null)).toMatchObject({ code: 69, err: expect.stringContaining('--pool') });
  });

  it('prints a table for people', async () => {
    const cli = createCliEnvironment();
    write(cli, statusOf([fresh(), { pool: 'token-plan-team', state: 'not-subscribed', checkedAtMs: 0 }]));
    const { out, err } = await cli.run(['status']);
    expect(err).toBe('');
    const [verdict, way, gap, ...lines] = out.split('\n');
    expect([verdict, gap]).toEqual(['4% of the 5-hour quota left', '']);
    expect(way).toMatch(/^Back bit by bit from/);
    expect(lines[0]).toBe('Coding Plan · Lite   Updated 3 min ago · From QwenCloud');
    expect(lines[1]).toMatch(
      /^ {2}5 hours {2}█{19}░ {2}96% used {2}50 left of 1,200 requests {7}starts coming back at .*\(in 4 h 5[67] min\)$/,
    );
    expect(lines[2]).toMatch(/^ {2}Week {5}█{6}░{14} {2}33% used {2}6,000 left of 9,000 requests {4}resets /);
    expect(lines[3]).toMatch(/^ {2}Month {4}█{6}░{14} {2}33% used {2}12,000 left of 18,000 requests {2}/);
    expect(lines.slice(4)).toEqual([
      '  Each request comes back 5 h after it was made.',
      '  Active',
      '',
      'Not subscribed: Token Plan Team',
      '',
    ]);
  });

  it('prints a report of what could not be read, without a number, and one form at a time', async () => {
    const cli = createCliEnvironment();
    const shape = '{rows: [2 × {used: string}]}';
    const unknown: PoolStatus = {
      pool: 'free-tier',
      state: 'failed',
      failure: { kind: 'unknown-shape', where: 'qwencloud: freeTierQuotas', shape },
      failedAtMs: Date.now(),
    };
    const beside = fresh();
    if (beside.state !== 'fresh') throw new Error('no reading');
    const partial: PoolStatus = { ...beside, reading: { ...beside.reading, unreadableWindows: ['month'] } };
    write(cli, statusOf([partial, unknown]));
    const { code, out } = await cli.run(['status', '--report']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe(`Qwen Gauge 0.0.0, Node ${process.version}, ${process.platform} ${process.arch}`);
    expect(lines).toContain('coding-plan: fresh, from qwencloud, without month');
    expect(out).toContain(`free-tier: unknown-shape [where qwencloud: freeTierQuotas] [shape ${shape}]`);
    expect(out).not.toMatch(/1150|1200/);
    for (const other of ['--json', '--line']) {
      const both = await cli.run(['status', '--report', other]);
      expect(both).toMatchObject({ code: 4, out: '', err: expect.stringContaining(other) });
    }
  });

  it('prints one line for a status bar, which shows nothing of a command that fails', async () => {
    const cli = createCliEnvironment();
    expect(await cli.run(['status', '--line'])).toEqual({ code: 0, err: '', out: 'Qwen Gauge: no numbers yet\n' });
    write(cli, statusOf([fresh()]));
    const run = await cli.run(['status', '--line'], { stdin: '{"session_id":"of a status bar"}' });
    expect(run).toEqual({ code: 0, err: '', out: 'Coding Plan: 5h 96% used · week 33% · month 33%\n' });
    const both = await cli.run(['status', '--line', '--json']);
    expect(both).toMatchObject({ code: 4, out: '', err: expect.stringContaining('--line') });
  });

  it('loads the words of one language and no schemas, which would take as long as all the rest', async () => {
    const cli = createCliProgram(await bundledCli());
    write(cli, statusOf([fresh()]));
    const list = path.join(cli.home, 'loaded.txt');
    const recorder = cli.write(
      'recorder.cjs',
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, Object.keys(require.cache).join('\\n')));`,
    );
    const env = { NODE_OPTIONS: `--require=${JSON.stringify(recorder)}` };
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['status'], { env })).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Qwen Code uses m-a · Box A'),
    });
    const loaded = readFileSync(list, 'utf8')
      .split('\n')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(loaded).toContain('Show what is left');
    expect(loaded).not.toContain('额度');
    expect(loaded).not.toContain('ZodError');
  });

  it('prints the same table in Chinese, still aligned', async () => {
    const cli = createCliEnvironment();
    write(cli, statusOf([fresh()]));
    const { out } = await cli.run(['status'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    const rows = out.split('\n').filter((line) => /[█░]/.test(line));
    expect(rows[0]).toContain('5 小时额度');
    // Counts the terminal cells before the bar. A Chinese character takes two.
    const starts = rows.map((row) =>
      [...row.slice(0, row.search(/[█░]/))].reduce((sum, one) => sum + (one > '\u2E80' ? 2 : 1), 0),
    );
    expect(new Set(starts).size).toBe(1);
  });

  it('shows the age of old readings, and why there are none newer', async () => {
    const cli = createCliEnvironment();
    const { reading, disagreements } = fresh(Date.now() - 7 * 60 * minuteMs) as Extract<PoolStatus, { state: 'fresh' }>;
    const stale: PoolStatus = {
      pool: 'coding-plan',
      state: 'stale',
      reading,
      disagreements,
      failure: { kind: 'offline' },
      failedAtMs: Date.now(),
    };
    write(cli, statusOf([stale]));
    const { code, out } = await cli.run(['status']);
    expect(code).toBe(5);
    expect(out.match(/7 h ago/g)).toHaveLength(1);
    expect(out.match(/Old numbers/g)).toHaveLength(1);
    expect(out).toContain('You are offline.');
  });

  it('says what Qwen Code uses, as providers and explain do, and whether that is known', async () => {
    const cli = createCliEnvironment();
    write(cli, statusOf([fresh()]));
    const inUse = async (options = {}) =>
      (await cli.run(['status'], options)).out
        .split('\n')
        .find((line) => /Qwen Code (?!does not use|目前未使用)/.test(line));
    expect(await inUse()).toBeUndefined();
    cli.write('.qwen/settings.json', '{}');
    expect(await inUse()).toBe('No provider is chosen for Qwen Code yet: qwen-gauge switch.');
    const waysOut = 'qwen-gauge explain says why, and qwen-gauge switch chooses a provider.';
    cli.write('.qwen/settings.json', '');
    expect(await inUse()).toMatch(/^Qwen Code does not start: .* not valid JSON/);
    for (const name of settingsSamples) {
      cli.write('.qwen/settings.json', fixture(`settings/${name}`));
      const current = /^ ▸ \S+ +(.*?) {2}/m.exec((await cli.run(['providers'])).out)?.[1];
      const chosen = (current ?? '').replace(/[()[\]]/g, '\\$&');
      const starts = (await cli.run(['explain'])).code === 0;
      const expected = starts ? `^Qwen Code uses \\S+ · ${chosen}` : `^Qwen Code does not start.*${chosen}.*explain`;
      expect(await inUse(), name).toMatch(
        current === undefined && !starts ? /not start|No provider/ : new RegExp(expected),
      );
    }
    cli.write('.qwen/settings.json', twoProviders.replace('"envKey": "KEY_A"', '"envKey": "KEY_NOWHERE"'));
    expect(await inUse()).toBe(`Qwen Code does not start with m-a · Box A. ${waysOut}`);
    const auth = { selectedType: 'openai', apiKey: 'sk-0123456789abcdef', baseUrl: 'http://localhost:11434/v1' };
    cli.write('.qwen/settings.json', JSON.stringify({ security: { auth }, model: { name: 'glm-5' } }));
    expect(await inUse()).toBe('Qwen Code uses glm-5 · localhost');
    cli.write('.qwen/settings.json', twoProviders);
    expect(await inUse()).toBe('Qwen Code uses m-a · Box A');
    expect(await inUse({ env: { LANG: 'zh_CN.UTF-8' } })).toBe('Qwen Code 正在使用 m-a · Box A');
    cli.write('work/project/elsewhere/settings.json', '{}');
    expect(await inUse({ env: { QWEN_HOME: 'elsewhere' } })).toMatch(/^No provider is chosen/);
    for (const broken of ['{ "model": ', '[1]', Buffer.from('\uFEFF{}', 'utf16le')]) {
      cli.write('.qwen/settings.json', broken);
      expect(await inUse()).toMatch(/^Qwen Code does not start: .* not valid JSON.* explain/);
    }
    cli.write('.qwen/settings.json', 'x'.repeat(1_000_001));
    expect(await inUse()).toContain('What Qwen Code uses is not known: ~/.qwen/settings.json cannot be read.');
    rmSync(path.join(cli.home, '.qwen/settings.json'));
    symlinkSync(path.join(cli.home, 'gone/settings.json'), path.join(cli.home, '.qwen/settings.json'));
    expect(await inUse()).toMatch(/^What Qwen Code uses is not known: .* cannot be read/);
    write(cli, { ...statusOf([fresh()]), qwen_gauge: { ...statusOf([fresh()]).qwen_gauge, demo: true } });
    expect(await inUse()).toBeUndefined();
  });

  it('says what Qwen Code uses in a folder with settings of its own', async () => {
    const cli = createCliEnvironment();
    write(cli, statusOf([fresh()]));
    const inUse = async (options = {}) =>
      (await cli.run(['status'], options)).out
        .split('\n')
        .filter((line) => /Qwen Code (?!does not use|目前未使用)/.test(line));
    const auth = { selectedType: 'openai', apiKey: 'sk-0123456789abcdef', baseUrl: 'http://localhost:11434/v1' };
    const own = cli.write('work/project/.qwen/settings.json', JSON.stringify({ security: { auth } }));
    expect(await inUse()).toEqual([expect.stringMatching(/^In this folder: Qwen Code uses \S+ · localhost$/)]);
    cli.write('.qwen/settings.json', twoProviders);
    writeFileSync(own, JSON.stringify({ model: { name: 'm-b' } }));
    expect(await inUse()).toEqual(['In this folder: Qwen Code uses m-b · Box B']);
    expect((await cli.run(['explain'])).out).toContain('m-b');
    expect(await inUse({ cwd: cli.home })).toEqual(['Qwen Code uses m-a · Box A']);
    expect(await inUse({ cwd: path.join(cli.home, 'work') })).toEqual(['Qwen Code uses m-a · Box A']);
    writeFileSync(own, JSON.stringify({ model: { name: 'm-a' } }));
    expect(await inUse()).toEqual(['Qwen Code uses m-a · Box A']);
    writeFileSync(own, JSON.stringify({ security: { auth: { selectedType: 'nonsense' } } }));
    expect(await inUse()).toEqual([expect.stringMatching(/^In this folder: Qwen Code does not start/)]);
    // A folder that the user does not trust decides nothing.
    cli.write('.qwen/settings.json', twoProviders.replace('"auth"', '"folderTrust": { "enabled": true }, "auth"'));
    expect(await inUse()).toEqual(['Qwen Code uses m-a · Box A']);
  });

  it('reports that the app is not running', async () => {
    const cli = createCliEnvironment();
    const nowMs = Date.now();
    const status = statusOf([fresh()], { nextPollAtMs: nowMs - 30 * minuteMs });
    write(cli, {
      ...status,
      qwen_gauge: { ...status.qwen_gauge, written_at: new Date(nowMs - 90 * minuteMs).toISOString() },
    });
    expect((await cli.run(['status'])).out).toContain('not running: nothing newer is known');
    expect((await cli.run(['status'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('未在运行');
  });

  it.runIf(process.platform === 'linux')('finds the system’s default data folder', async () => {
    const cli = createCliEnvironment();
    cli.write('.config/QwenGauge/status.json', JSON.stringify(statusOf([fresh()])));
    expect((await cli.run(['status'], { env: { QWEN_GAUGE_DATA_DIR: '' } })).code).toBe(0);
    cli.write('xdg/QwenGauge/status.json', JSON.stringify(statusOf([failed('offline')])));
    const env = { QWEN_GAUGE_DATA_DIR: '', XDG_CONFIG_HOME: path.join(cli.home, 'xdg') };
    expect((await cli.run(['status'], { env })).code).toBe(3);
  });
});

/** Installs a fake `qwencloud` program that prints what the real one does. Returns the PATH to find it. */
function installQwencloud(cli: CliEnvironment, used: number, more: object = {}): string {
  const summary = {
    ...more,
    free_tier: [],
    coding_plan: {
      subscribed: true,
      plan: 'pro',
      windows: {
        per_5h: { remaining: 6000 - used, total: 6000, used_pct: (used / 6000) * 100 },
        weekly: { remaining: 40_000, total: 45_000, used_pct: 11.1 },
        monthly: { remaining: 80_000, total: 90_000, used_pct: 11.1 },
      },
    },
  };
  const file = cli.write(
    'bin/qwencloud',
    `#!/bin/sh
case "$*" in
  "auth status"*) echo '{"authenticated":true}' ;;
  "--version") echo 1.4.1 ;;
  *) echo '${JSON.stringify(summary)}' ;;
esac
`,
  );
  chmodSync(file, 0o755);
  return `${path.dirname(file)}:/usr/bin:/bin`;
}

const onCodingPlan = JSON.stringify({
  env: { KEY_A: 'sk-aaaa-1111' },
  modelProviders: {
    openai: [{ id: 'm', name: 'One', baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1', envKey: 'KEY_A' }],
  },
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'm' },
});

describe('status --refresh', () => {
  it('explains that there is no source without a sign-in', async () => {
    const cli = createCliEnvironment();
    const none = await cli.run(['status', '--refresh']);
    expect(none).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('no program that knows the quota is installed'),
    });
    expect(none.err).toContain('qwen-gauge login');
    const status = statusOf([fresh()]);
    write(cli, status);
    const run = await cli.run(['status', '--refresh', '--json']);
    expect(run).toMatchObject({ code: 0, err: expect.stringContaining('is installed') });
    expect(JSON.parse(run.out)).toEqual(status);
  });

  it.runIf(isPosix)('names the sign-in of a program that is installed', async () => {
    const cli = createCliEnvironment();
    chmodSync(cli.write('bin/qwencloud', '#!/bin/sh\nexit 1\n'), 0o755);
    const { code, err } = await cli.run(['status', '--refresh'], { env: { PATH: path.join(cli.home, 'bin') } });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('qwencloud auth login') });
  });

  it('counts Qwen Code’s logs against the plan that the user selected', async () => {
    const cli = createCliEnvironment();
    cli.write('data/preferences.json', JSON.stringify({ codingPlan: 'lite', monthDay: 1 }));
    cli.write('.qwen/settings.json', onCodingPlan);
    cli.write(
      '.qwen/usage_record.jsonl',
      `${JSON.stringify({
        version: 1,
        sessionId: 'a',
        timestamp: Date.now() - minuteMs,
        startTime: Date.now() - 2 * minuteMs,
        project: '/p',
        durationMs: minuteMs,
        models: { 'qwen3.5-plus': { requests: 7 } },
      })}\n`,
    );
    const { code, out, err } = await cli.run(['status', '--refresh', '--json']);
    expect(code, err).toBe(0);
    expect(StatusSchema.parse(JSON.parse(out)).qwen_gauge.in_use_pool).toBe('coding-plan');
    // The demo has settings of its own.
    const { qwen_gauge: ours, ...rest } = statusOf([]);
    write(cli, { ...rest, qwen_gauge: { ...ours, demo: true, in_use_pool: 'elsewhere' } });
    const ofDemo = await cli.run(['status', '--refresh', '--json']);
    expect(JSON.parse(ofDemo.out).qwen_gauge).toMatchObject({ demo: true, in_use_pool: 'elsewhere' });
    rmSync(path.join(cli.data, 'status.json'));
    expect(StatusSchema.parse(JSON.parse(out)).qwen_gauge.pools).toMatchObject([
      {
        pool: 'coding-plan',
        state: 'fresh',
        source: 'session-log',
        certainty: 'estimate',
        plan: 'lite',
        windows: [{ window: 'five-hours', used: 7, limit: 1200 }, { limit: 9000 }, { limit: 18_000 }],
      },
    ]);
    expect((await cli.run(['status', '--refresh'])).out).toMatch(
      /5 hours .* 1,193 left of 1,200 requests .*Estimate.*$/m,
    );

    const known = StatusSchema.parse(JSON.parse(out));
    const [pool] = known.qwen_gauge.pools;
    const runsOutAt = new Date(Date.now() + 70 * minuteMs).toISOString();
    if (pool?.windows[0]) {
      pool.windows[0].runs_out = { at: runsOutAt, likelihood: 0.9, from: null, to: null, score: { right: 17, of: 20 } };
    }
    if (pool) pool.what_if = { days: 28, plans: [{ plan: 'lite', full: [] }] };
    write(cli, known);
    for (const args of [['status'], ['status', '--refresh']]) {
      const told = (await cli.run(args)).out;
      expect(told).toMatch(/At this pace it runs out .* 17 of 20$/m);
      expect(told).toMatch(/last 28 days \(estimate\) {2}Lite: never full/);
    }
  });

  it('shows the counted requests while the plan is unknown', async () => {
    const cli = createCliEnvironment();
    cli.write(
      '.qwen/usage_record.jsonl',
      `${JSON.stringify({
        version: 1,
        sessionId: 'a',
        timestamp: Date.now() - minuteMs,
        startTime: Date.now() - 2 * minuteMs,
        project: '/p',
        durationMs: minuteMs,
        models: { 'qwen3.5-plus': { requests: 7 } },
      })}\n`,
    );
    const { code, out, err } = await cli.run(['status', '--refresh', '--json']);
    expect(code, err).toBe(0);
    const { pools, counted_requests } = StatusSchema.parse(JSON.parse(out)).qwen_gauge;
    expect(pools).toEqual([]);
    expect(counted_requests).toMatchObject({ last_5h: 7, month: null });
    const told = await cli.run(['status', '--refresh']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/^Requests counted on this computer +Estimate\n {2}7 requests in the last 5 hours, /m);
  });

  it.runIf(isPosix)('reads from the installed program while the app has no account, and writes nothing', async () => {
    const cli = createCliEnvironment();
    const PATH = installQwencloud(cli, 1500);
    write(cli, statusOf([], {}, signedOut));
    const before = await cli.run(['status', '--json']);
    const run = await cli.run(['status', '--refresh', '--json'], { env: { PATH } });
    expect(run.code, run.err).toBe(0);
    const { pools, session } = StatusSchema.parse(JSON.parse(run.out)).qwen_gauge;
    expect(session.state).toBe('signed-out');
    expect(pools[0]).toMatchObject({
      pool: 'coding-plan',
      source: 'qwencloud-cli',
      windows: [{ window: 'five-hours', used: 1500, limit: 6000, used_pct: 25 }, {}, {}],
    });
    expect(await cli.run(['status', '--json'])).toEqual(before);
  });

  it.runIf(isPosix)('shows a team plan at the first run, with everything that the program returns', async () => {
    const cli = createCliEnvironment();
    const token_plan = { subscribed: true, planName: 'Team', totalCredits: 100, remainingCredits: 75 };
    const PATH = installQwencloud(cli, 1500, { token_plan });
    const { out } = await cli.run(['status', '--refresh', '--json'], { env: { PATH } });
    const status = StatusSchema.parse(JSON.parse(out));
    expect(status.token_plan).toMatchObject({ subscribed: true, totalCredits: 100, remainingCredits: 75 });
    expect(status.qwen_gauge.pools.map(({ pool, state }) => [pool, state])).toContainEqual([
      'token-plan-team',
      'fresh',
    ]);
  });

  it.runIf(isPosix)('runs no program while the app is signed in, because it may use another account', async () => {
    const cli = createCliEnvironment();
    const PATH = installQwencloud(cli, 1500);
    const status = statusOf([fresh()]);
    write(cli, status);
    const run = await cli.run(['status', '--refresh', '--json'], { env: { PATH } });
    expect(JSON.parse(run.out)).toEqual(status);
  });

  it.runIf(isPosix)('shows the user’s budget as a window like any other', async () => {
    const cli = createCliEnvironment();
    const bill = {
      pool: 'pay-as-you-go',
      sourceId: 'qwencloud',
      takenAtMs: Date.now() - minuteMs,
      windows: [],
      fromDate: '2026-10-01',
      toDate: '2026-10-20',
      currency: 'USD',
      totalCost: 30,
      models: [],
    } as const;
    const memory = remember(emptyMemory('pay-as-you-go'), [saying(bill)]);
    cli.write('data/readings.json', JSON.stringify({ version: 1, pools: [memory] }));
    cli.write('data/preferences.json', JSON.stringify({ monthlyBudget: 40, monthlyBudgetCurrency: 'USD' }));
    const PATH = installQwencloud(cli, 1);
    const { out } = await cli.run(['status', '--refresh', '--json'], { env: { PATH } });
    const { pools, tightest } = StatusSchema.parse(JSON.parse(out)).qwen_gauge;
    expect(tightest).toEqual({ pool: 'pay-as-you-go', window: 'budget', used_pct: 75 });
    expect(pools.find(({ pool }) => pool === 'pay-as-you-go')?.windows).toMatchObject([
      { window: 'budget', unit: 'money', used: 30, limit: 40, used_pct: 75 },
    ]);
    const told = await cli.run(['status', '--refresh'], { env: { PATH } });
    expect(told.out).toMatch(/Budget .*75% used .*\$10\.00 left of \$40\.00/);
    const line = await cli.run(['status', '--refresh', '--line'], { env: { PATH } });
    expect(line.out).toMatch(/budget 75% used/);
  });

  it('advances the service’s readings by a newer count, with the rules of the app', async () => {
    const cli = createCliEnvironment();
    const takenAtMs = Date.now() - 10 * minuteMs;
    const reading = codingPlan({ takenAtMs, fiveHours: 100 });
    const estimate = codingPlan({
      takenAtMs,
      sourceId: 'session-log',
      certainty: 'estimate',
      fiveHours: 0,
      week: 0,
      month: 0,
    });
    const memory = remember(emptyMemory('coding-plan'), [saying(estimate), saying(reading)]);
    cli.write('data/readings.json', JSON.stringify({ version: 1, pools: [memory] }));
    write(cli, statusOf([fresh(takenAtMs)]));
    cli.write(
      '.qwen/usage_record.jsonl',
      `${JSON.stringify({
        version: 1,
        sessionId: 'a',
        timestamp: Date.now() - minuteMs,
        startTime: Date.now() - 5 * minuteMs,
        project: '/p',
        durationMs: minuteMs,
        models: { 'qwen3.5-plus': { requests: 20 } },
      })}\n`,
    );
    const { out } = await cli.run(['status', '--refresh', '--json']);
    const [pool] = StatusSchema.parse(JSON.parse(out)).qwen_gauge.pools;
    expect(pool).toMatchObject({
      source: 'qwencloud',
      certainty: 'estimate',
      windows: [{ used: 120, limit: 1200 }, {}, {}],
    });
  });
});
