import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createClock } from '../../../../main/adapters/clock.ts';
import { createDataFiles } from '../../../../main/adapters/files/data-files.ts';
import { createTempOwner } from '../../../../main/adapters/files/temp-owner.ts';
import { StatusSchema } from '../../../../main/core/quota/status/status-schema.ts';
import { openSettingsWriter, switchLock } from '../../../../main/runtime/settings-writer.ts';
import type { SettingsWriter } from '../../../../main/services/settings/settings-writer.ts';
import { memoryLog } from '../../../support/fakes.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { bundledCli, type CliProgram, type CliRun, createCliProgram, twoProviders } from '../environment.ts';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** The settings writer as the app opens it, in this process, with the lock and the watch that it has there. */
function appWriter({ home, data }: CliProgram) {
  const clock = createClock();
  const log = memoryLog();
  const writer = openSettingsWriter({
    clock,
    log,
    dataFiles: createDataFiles({ folder: data, clock, owner: createTempOwner(clock.now()) }),
    keys: { all: async () => ({}), keep: async () => undefined, open: () => undefined },
    qwen: { environment: () => ({}), home: () => home },
    exclusively: switchLock(clock, data, log),
  });
  const endWatch = writer.watch(() => undefined);
  onTestFinished(endWatch);
  return { writer, endWatch };
}

/** What the app does when its user chooses an endpoint of their own and confirms what is shown. */
async function switchInApp(app: SettingsWriter, model: string): Promise<string> {
  const choice = { providerId: 'custom', model, baseUrl: 'http://127.0.0.1:41003/v1', key: 'sk-of-the-app-3333' };
  const preview = await app.preview({ ...choice, keyPlacement: 'settings' });
  return preview.kind === 'plan' ? (await app.confirm(preview.hash)).kind : preview.kind;
}

const key = 'sk-made-up-key-of-a-bill-4444';
const inSettings = ['--key-in', 'settings', '--key-stdin'];
/** Five switches to five models. */
const switches: readonly (readonly [model: string, args: readonly string[], stdin?: string])[] = [
  ['m-a', ['box a']],
  ['m-b', ['box b']],
  ['m-1', ['custom', '--base-url', 'http://127.0.0.1:41004/v1', '--model', 'm-1', ...inSettings], key],
  ['m-2', ['custom', '--base-url', 'http://127.0.0.1:41005/v1', '--model', 'm-2', ...inSettings], key],
  ['m-3', ['custom', '--base-url', 'http://127.0.0.1:41006/v1', '--model', 'm-3', ...inSettings], key],
];

const switchAll = (cli: CliProgram): Promise<CliRun>[] =>
  switches.map(([, args, stdin = '']) => cli.run(['switch', ...args, '--yes'], { stdin }));

/** A command either did what was asked, or says in a sentence why not. */
function expectAnAnswer({ code, out, err }: CliRun): void {
  expect([0, 1], out + err).toContain(code);
  expect(`${out}${err}`).toMatch(/[.。]\n/);
  expect(err).not.toMatch(/Something went wrong|going on without/);
  if (code === 1) expect(err).toMatch(/^[A-Z].*\.$/m);
}

/** The complete results that a settings file of this test may hold. */
function expectWhole(text: string): void {
  const problems: never[] = [];
  const settings = parse(text, problems) as { model: { name: string }; ui: { theme: string } };
  expect(problems).toEqual([]);
  expect(settings.ui.theme).toBe('Qwen Dark');
  for (const kept of ['// mine', '// keep']) expect(text).toContain(kept);
  expect(text).toContain(`"id": "${settings.model.name}"`);
}

const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();
const jsonIn = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('five command lines at once, with an undo, a restore and the app', () => {
  it('each end with success or a sentence, lose nothing, and leave one whole result that can be undone', {
    timeout: 60_000,
  }, async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    const { writer: app, endWatch } = appWriter(cli);
    const [first] = (await app.backups()).backups;
    const seen = new Set<string>();
    const reading = setInterval(() => seen.add(cli.settings()), 2);

    const [ofApp, ...ended] = await Promise.all([
      switchInApp(app, 'm-4'),
      ...switchAll(cli),
      cli.run(['undo']),
      cli.run(['restore', first?.id ?? '']),
    ]);
    clearInterval(reading);
    endWatch();
    await app.settled();

    for (const run of ended) expectAnAnswer(run);
    expect(['done', 'changed-meanwhile', 'nothing-to-do']).toContain(ofApp);
    for (const text of seen) expectWhole(text);

    const done = switches.map(([model]) => model).filter((_, at) => ended[at]?.out.includes('Switched to'));
    if (ofApp === 'done') done.push('m-4');
    // An undo or a restore that comes first leaves every difference that was shown out of date.
    expect(ended.filter(({ code }) => code === 0).length + Number(ofApp === 'done')).toBeGreaterThan(0);
    const history = await app.history();
    expect(history.map(({ model }) => model)).toEqual(expect.arrayContaining(done));
    const times = history.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));

    expect(namesIn(path.dirname(cli.settingsPath))).toEqual(['settings.json']);
    expect(
      namesIn(cli.data).filter((name) => !/^(backups|history|(last-switch|switch-history)\.json)$/.test(name)),
    ).toEqual([]);
    const { backups, unread } = await app.backups();
    expect(unread).toEqual([]);
    const files = backups.flatMap(({ id }) => [`${id}.backup`, `${id}.json`]);
    expect(namesIn(path.join(cli.data, 'backups'))).toEqual(files.sort());

    const last = path.join(cli.data, 'last-switch.json');
    if (!existsSync(last)) return; // An undo was the last of all.
    const record = jsonIn(last) as { files: readonly [{ backupId: string }] };
    const before = readFileSync(path.join(cli.data, 'backups', `${record.files[0].backupId}.backup`), 'utf8');
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(before);
  });

  it('take turns also where a command line was killed in the middle of a switch', { timeout: 60_000 }, async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    cli.write('data/switch.lock', String(gone));
    const ended = await Promise.all(switchAll(cli));
    for (const run of ended) expectAnAnswer(run);
    expect(ended.some(({ code }) => code === 0)).toBe(true);
    expectWhole(cli.settings());
    expect(namesIn(cli.data).filter((name) => name.includes('lock'))).toEqual([]);
  });
});

describe('five command lines that refresh at once', () => {
  it.runIf(isPosix)('each print whole numbers while the app writes its own, and write nothing themselves', async () => {
    const cli = createCliProgram(entry);
    const window = { remaining: 5000, total: 6000, used_pct: 16.7 };
    const windows = { per_5h: window, weekly: window, monthly: window };
    const summary = JSON.stringify({ free_tier: [], coding_plan: { subscribed: true, plan: 'pro', windows } });
    const program = cli.write(
      'bin/qwencloud',
      `#!/bin/sh\ncase "$*" in "auth status"*) echo '{"authenticated":true}' ;; *) echo '${summary}' ;; esac\n`,
    );
    chmodSync(program, 0o755);
    mkdirSync(cli.data);
    const clock = createClock();
    const files = createDataFiles({ folder: cli.data, clock, owner: createTempOwner(clock.now()) });
    const env = { PATH: `${path.dirname(program)}:/usr/bin:/bin` };
    const one = await cli.run(['status', '--refresh', '--json'], { env });
    expect(one).toMatchObject({ code: 0, err: '' });
    let writes = 0;
    let isOver = false;
    const writing = (async () => {
      for (; !isOver; writes += 1) await files.write('status.json', Buffer.from(one.out));
    })();
    const ended = await Promise.all(
      Array.from({ length: 5 }, () => cli.run(['status', '--refresh', '--json'], { env })),
    );
    isOver = true;
    await writing;
    expect(writes).toBeGreaterThan(1);
    for (const { code, out, err } of ended) {
      expect([code, err]).toEqual([0, '']);
      expect(StatusSchema.parse(JSON.parse(out)).qwen_gauge.pools[0]).toMatchObject({ state: 'fresh' });
    }
    expect(namesIn(cli.data)).toEqual(['status.json']);
  });
});
