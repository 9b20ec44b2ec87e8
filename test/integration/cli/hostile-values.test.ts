import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { unprintable } from '../../../main/core/text/printable.ts';
import { fakeClock } from '../../support/fakes.ts';
import { codingPlan } from '../../support/readings.ts';
import { isPosix } from '../../support/system/posix.ts';
import { runInProcess } from './in-process.ts';

const clock = fakeClock();
const forged = 'Checked: qwen uses m-a';

/** What a stranger may put into a name: each in turn would forge a line, hide text, or turn what is read. */
const hostile = [
  ['a line end', `\n${forged}\n`],
  ['a carriage return', `\r${forged}`],
  ['line separators', `\u2028${forged}\u2029${forged}\u0085`],
  ['a colour and concealed text', `\u001B[32m${forged}\u001B[8m`],
  ['a control sequence of eight bits', `\u009B32m${forged}\u009B8m`],
  ['a link and a title', `\u001B]8;;https://evil.example\u0007${forged}\u001B]0;x\u0007`],
  ['marks of direction', `\u202E${forged}\u2066\u200F\u061C`],
  ['invisible characters', `\u200B\uFEFF\u00AD\u2060\u200Dm\u200C\u{E0041}`],
] as const;

const settingsWith = (value: string): string =>
  JSON.stringify({
    $version: 4,
    env: { [`K${value}`]: 'sk-aaaa-1111', KEY_A: 'sk-aaaa-1111' },
    modelProviders: {
      openai: [
        { id: `m-a${value}`, name: `[Box${value}] m-a`, baseUrl: `http://127.0.0.1:41001/${value}v1`, envKey: 'KEY_A' },
        { id: `m-b${value}`, name: value, baseUrl: 'http://127.0.0.1:41002/v1', envKey: `K${value}` },
        { id: `m-c${value}`, name: value, baseUrl: 'http://127.0.0.1:41003/v1', envKey: `\${A${value}}` },
      ],
      [`own${value}`]: [{ id: value }],
    },
    security: { auth: { selectedType: 'openai' } },
    model: { name: `m-a${value}`, baseUrl: `http://127.0.0.1:41001/${value}v1` },
    fastModel: value,
    [`key${value}`]: value,
  });

it.each(hostile)('prints %s of a value as one printable line, and escapes it in JSON', async (_, value) => {
  // Windows allows none of them in a name.
  const inName = isPosix ? value.replaceAll('/', '_') : '';
  const home = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'qwen-gauge-hostile-'))), `home${inName}`);
  onTestFinished(() => rmSync(path.dirname(home), { recursive: true, force: true }));
  const work = `work${inName}`;
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  };
  put('.qwen/settings.json', settingsWith(value));
  put(`${work}/.qwen/settings.json`, JSON.stringify({ model: { name: `m-b${value}` } }));
  const reading = { ...codingPlan({ takenAtMs: clock.now() }), plan: `Lite${value}` };
  const status = statusJson({
    snapshot: {
      pools: [{ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] }],
      polling: false,
      nextPollAtMs: null,
    },
    session: {
      state: 'signed-in',
      region: 'international',
      account: value,
      expiresAtMs: null,
      storage: { kind: 'memory' },
    },
    preferences: defaultPreferences,
    localCounts: null,
    demo: false,
    nowMs: clock.now(),
  });
  put('data/status.json', JSON.stringify(status));
  const commands = [
    ['providers'],
    ['explain'],
    ['explain', '--', '--model', value],
    ['explain', '--error', `429 ${value}`],
    ['explain', '--cwd', `/no${value}`],
    ['switch', 'box', '--dry-run'],
    ['switch', value, '--dry-run'],
    ['switch', 'deepseek', '--key-stdin', '--follow', 'all', '--yes'],
    ['backups'],
    ['status'],
    ['status', '--line'],
    ['restore', value],
    [value],
    ['providers', '--json'],
    ['explain', '--json'],
    ['backups', '--json'],
    ['status', '--json'],
  ];
  for (const language of ['en', 'zh-CN'] as const) {
    for (const argv of commands) {
      const environment = { LANG: language, QWEN_GAUGE_DATA_DIR: path.join(home, 'data') };
      const workFolder = path.join(home, work);
      const input = 'sk-0123456789abcdef';
      const { out, err } = await runInProcess(argv, { home, workFolder, environment, clock, input });
      const text = out + err;
      expect(text, argv.join(' ')).not.toMatch(new RegExp(unprintable.replace('(?!\\t)', '(?![\\t\\n])'), 'u'));
      for (const line of text.split('\n')) expect(line.startsWith(forged), argv.join(' ')).toBe(false);
    }
  }
});
