import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import * as z from 'zod';
import type { Language } from '../../../main/core/view/words/index.ts';
import { expectNoSecret, secrets, settingsWith, textWith } from '../../support/arbitrary-secrets.ts';
import { fakeClock } from '../../support/fakes.ts';
import { runInProcess } from './in-process.ts';

/** What lies in a home folder and is exported; each string may be or hold the secret. */
interface Case {
  readonly secret: string;
  readonly settings: object;
  readonly workspace: object;
  readonly envFile: string;
  readonly model: string;
  readonly errorText: string;
  readonly language: Language;
  readonly isBroken: boolean;
}

const cases: fc.Arbitrary<Case> = secrets.chain((secret) =>
  fc.record({
    secret: fc.constant(secret),
    settings: settingsWith(secret),
    workspace: settingsWith(secret),
    envFile: fc.constantFrom(`MY_API_KEY=${secret}\n`, `${secret}\n`, `# ${secret}\nX="${secret}`, ''),
    model: textWith(secret),
    errorText: textWith(secret),
    language: fc.constantFrom<Language>('en', 'zh-CN'),
    isBroken: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }),
);

const clock = fakeClock();

/** The lines of a transcript in which the model and the error text come from the case. */
function transcriptOf({ model, errorText, secret }: Case): string {
  const events = [
    { 'event.name': 'qwen-code.api_response', response_id: 'r', model },
    { 'event.name': 'qwen-code.api_error', prompt_id: 'p', model, status_code: 429, error_message: errorText },
    {
      'event.name': 'qwen-code.api_error',
      prompt_id: 'q',
      model,
      error_message: `hour allocated quota exceeded ${secret}`,
    },
  ];
  const timestamp = new Date(clock.now() - 1000).toISOString();
  return events
    .map((event) => ({ ...event, 'event.timestamp': timestamp }))
    .map((uiEvent) => `${JSON.stringify({ sessionId: secret, version: secret, systemPayload: { uiEvent } })}\n`)
    .join('');
}

function homeWith(one: Case, home: string): void {
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  };
  put('.qwen/settings.json', `${JSON.stringify(one.settings, null, 2)}${one.isBroken ? ' ?' : ''}`);
  put('.qwen/.env', one.envFile);
  put('work/.qwen/settings.json', JSON.stringify(one.workspace));
  put('work/.env', one.envFile);
  put('.qwen/projects/-w/chats/s.jsonl', transcriptOf(one));
  put('data/preferences.json', JSON.stringify({ codingPlan: 'lite' }));
}

/** What an official client prints for any question: words of its service's own choice are or hold the secret. */
const printedByClient = ({ secret, model, errorText }: Case): string => {
  const window = { remaining: 5, total: 10, next_reset_at: errorText };
  const usage = { [secret]: 5 };
  const amounts = { remaining: 1, total: 10, unit: secret, status: errorText, resetDate: secret };
  return JSON.stringify({
    authenticated: true,
    coding_plan: { subscribed: true, plan: model, windows: { per_5h: window, weekly: { remaining: secret } } },
    free_tier: [secret, model].map((name) => ({ model_id: name, quota: amounts })),
    token_plan: { subscribed: true, planName: model, status: errorText, totalCredits: 10, remainingCredits: 5 },
    model_id: model,
    rows: [{ period: '1970-01-01', cost: 1, usage }],
    total: { currency: errorText, cost: 1, usage },
    error: { code: errorText, message: secret },
  });
};

/** Installs a client that prints the case's answer, and ends as one that failed in every other case. */
function installClient(one: Case, home: string, exitCode: number): void {
  const bin = path.join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  const answer = path.join(bin, 'answer.json');
  writeFileSync(answer, printedByClient(one));
  const script = `#!/bin/sh\ncat '${answer}'\ncase "$1" in auth) exit 0;; esac\ncat '${answer}' >&2\nexit ${exitCode}\n`;
  writeFileSync(path.join(bin, 'qwencloud'), script, { mode: 0o755 });
}

async function printed(argv: readonly string[], { secret, language }: Case, home: string): Promise<string> {
  const environment = {
    LANG: language,
    QWEN_GAUGE_DATA_DIR: path.join(home, 'data'),
    OPENAI_API_KEY: secret,
    PATH: `${path.join(home, 'bin')}:/usr/bin:/bin`,
  };
  const workFolder = path.join(home, 'work');
  const { out, err } = await runInProcess(argv, { home, workFolder, environment, clock, input: `${secret}\n` });
  return out + err;
}

const ProvidersSchema = z.array(z.object({ id: z.string() }));

/** Commands of which one group runs in each case, in turn. */
const groups: readonly ((one: Case) => readonly (readonly string[])[])[] = [
  () => [['providers'], ['explain'], ['doctor']],
  ({ secret }) => [
    ['explain', '--client', '0.15'],
    ['explain', '--', '--model', secret, '--openai-api-key', secret, `-m${secret}`],
  ],
  ({ secret, errorText }) => [
    ['explain', '--error', errorText],
    ['explain', '--error', errorText, '--json'],
    [secret],
    ['status', `--${secret}`],
    ['restore', secret],
    ['explain', '--cwd', `/${secret}`],
  ],
  ({ secret }) => [['switch', secret, '--dry-run']],
  () => [['status', '--refresh'], ['--help'], ['switch', '--help'], ['status']],
  () => [['providers'], ['explain']],
  () => [['switch', 'deepseek', '--key-stdin', '--dry-run']],
  () => [
    ['status', '--refresh', '--json'],
    ['status', '--line'],
  ],
  ({ secret }) => [['explain', '--client', '0.15', '--json', '--', '--model', secret]],
  ({ model, secret }) => [
    ['breakdown', '--model', model],
    ['breakdown', '--model', secret, '--json'],
    ['breakdown', '--model', 'm', '--period', secret],
    ['breakdown', '--model', 'm', '--from', secret],
  ],
  () => [
    ['status', '--refresh', '--json'],
    ['status', '--refresh', '--report'],
  ],
  () => [
    ['switch', 'custom', '--base-url', 'https://llm.example.cn/v1', '--model', 'm', '--key-stdin', '--yes'],
    ['backups'],
    ['backups', '--json'],
    ['undo'],
  ],
];

/** Only some cases have an official client, because each of its runs is a process. */
const asksClient = (group: number): boolean =>
  (groups[group]?.({ secret: '', model: '', errorText: '' } as Case) ?? []).some(
    ([command, option]) => command === 'breakdown' || option === '--refresh',
  );

/** The commands of one case, with the name of a provider from the list that the program prints. */
function commandsIn(one: Case, list: string, count: number): readonly (readonly string[])[] {
  const [first] = one.isBroken ? [] : ProvidersSchema.parse(JSON.parse(list));
  return [
    ['explain', '--json'],
    ['switch', first?.id ?? 'openai', '--dry-run', '--follow', 'all'],
    ...(groups[count % groups.length]?.(one) ?? []),
  ];
}

/** The text of every file of the app; a backup is a copy of the user's own file, keys included. */
function ownFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('backup'))
    .map((entry) => `${entry.name}\n${readFileSync(path.join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

/**
 * Runs the commands in that many home folders with a random secret in the settings, `.env` files, logs, arguments and
 * answers. Fails when a command prints the secret or writes it into a file of the app.
 */
export async function expectNoSecretInHomes(numRuns: number, seed: number): Promise<void> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'qwen-gauge-secrets-')));
  let count = 0;
  const property = fc.asyncProperty(cases, async (one) => {
    count += 1;
    const home = path.join(root, `home-${count}`);
    homeWith(one, home);
    const [byGroup, round] = [count % groups.length, Math.floor(count / groups.length)];
    if (asksClient(byGroup) && round % 4 < 2) installClient(one, home, round % 2);
    const list = await printed(['providers', '--json'], one, home);
    expectNoSecret(list, one.secret, 'providers --json');
    for (const argv of commandsIn(one, list, count)) {
      expectNoSecret(await printed(argv, one, home), one.secret, argv.join(' '));
    }
    expectNoSecret(ownFiles(path.join(home, 'data')), one.secret, 'the data folder');
    rmSync(home, { recursive: true });
  });
  try {
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  if (count < numRuns) throw new Error(`only ${count} of ${numRuns} homes were tried`);
}
