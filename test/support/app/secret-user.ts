import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import type { FreeTierModelState } from '../../../main/demo/service/stand-in/account/account.ts';
import { secrets, settingsWith } from '../arbitrary-secrets.ts';
import type { AppSession } from './app-session.ts';
import type { Answer } from './service-front.ts';

/** Secrets by the places that they are put in. */
export interface HeldSecrets {
  readonly seed: number;
  of(place: string): string;
  readonly all: ReadonlyMap<string, string>;
}

/** Random secrets, each for one place. */
export function createSecrets(seed: number): HeldSecrets {
  const values = [...new Set(fc.sample(secrets, { seed, numRuns: 200 }))];
  const all = new Map<string, string>();
  return {
    seed,
    all,
    of(place) {
      const found = all.get(place) ?? values[all.size];
      if (found === undefined) throw new Error('too few secrets');
      all.set(place, found);
      return found;
    },
  };
}

/** Settings that select a provider, with a secret in every other string. */
export function writeSettings({ user }: AppSession, { seed, of }: HeldSecrets): void {
  const [random] = fc.sample(settingsWith(of('settings')), { seed, numRuns: 1 }) as [Record<string, object>];
  const settings = {
    ...random,
    $version: 4,
    [of('name of a setting')]: of('value of a setting'),
    security: {
      auth: {
        selectedType: 'openai',
        apiKey: of('security.auth.apiKey'),
        baseUrl: `https://llm.example.cn/${of('base url')}`,
      },
    },
    model: { name: of('model name') },
    env: { MY_API_KEY: of('env value'), [of('env name')]: 'x' },
    modelProviders: {
      openai: [
        {
          id: of('model name'),
          name: of('entry name'),
          baseUrl: `https://llm.example.cn/v1?k=${of('entry url')}`,
          envKey: of('envKey'),
          description: of('description'),
        },
        {
          id: 'qwen3.5-plus',
          baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
          envKey: 'MY_API_KEY',
          generationConfig: { customHeaders: { 'X-Auth': of('header') } },
        },
      ],
    },
    mcpServers: {
      [of('server name')]: {
        command: 'npx',
        args: ['--api-key', of('argument'), `--token=${of('option')}`],
        env: { A: of('server env') },
        headers: { Authorization: `Bearer ${of('bearer')}` },
      },
    },
    advanced: { note: of('advanced') },
  };
  writeFileSync(user.settingsFile, JSON.stringify(settings, null, 2));
  writeFileSync(
    path.join(user.qwenFolder, '.env'),
    `# ${of('.env comment')}\nMY_API_KEY=${of('.env value')}\nexport ${of('.env name').replaceAll(/\W/g, '_')}="a ${of('.env quoted')}"\nbroken ${of('.env broken')}\n`,
  );
  writeFileSync(
    path.join(user.qwenFolder, 'trustedFolders.json'),
    JSON.stringify({ [`/w/${of('trusted folder')}`]: 'TRUST_FOLDER', x: of('trust') }),
  );
}

/** Logs of Qwen Code with a secret in every string. */
export function writeLogs({ user }: AppSession, { of }: HeldSecrets): void {
  const chats = path.join(user.qwenFolder, 'projects', '-w', 'chats');
  mkdirSync(chats, { recursive: true });
  const event = (name: string, fields: object) =>
    JSON.stringify({
      sessionId: of('session id'),
      cwd: `/w/${of('cwd')}`,
      uuid: of('uuid'),
      gitBranch: of('branch'),
      version: of('client version'),
      systemPayload: {
        uiEvent: {
          'event.name': name,
          'event.timestamp': new Date().toISOString(),
          response_id: of('response id'),
          prompt_id: of('prompt id'),
          auth_type: of('auth type'),
          ...fields,
        },
      },
    });
  const lines = [
    event('qwen-code.api_response', { model: of('logged model') }),
    event('qwen-code.api_response', { model: of('model name'), response_id: 'b' }),
    event('qwen-code.api_error', {
      model: of('model name'),
      error_message: `429 week allocated quota exceeded for ${of('error message')}`,
      status_code: 429,
      error_type: of('error type'),
    }),
    event('qwen-code.api_error', { model: 'qwen3.5-plus', error_message: `${of('unknown error')}`, status_code: 418 }),
    `{"broken": "${of('broken line')}`,
  ];
  writeFileSync(path.join(chats, `${of('transcript file')}.jsonl`), `${lines.join('\n')}\n`);
  writeFileSync(
    path.join(user.qwenFolder, 'usage_record.jsonl'),
    `${JSON.stringify({ version: 1, sessionId: of('session total id'), project: `/w/${of('project')}`, timestamp: Date.now(), startTime: Date.now() - 60_000, models: { [of('summed model')]: { requests: 3 } } })}\n`,
  );
}

/** Programs that fail, with a secret in what they print. */
export function installPrograms({ user }: AppSession, { of }: HeldSecrets): void {
  const install = (name: string, script: string): void => {
    writeFileSync(path.join(user.base, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(user.base, 'bin', name), 0o755);
  };
  install(
    'qwencloud',
    `case "$*" in "auth status"*) echo '{"authenticated":true,"user":"${of('qwencloud user')}"}';; "--version") echo '${of('qwencloud version')}';; *) echo '{"${of('qwencloud name')}":"${of('qwencloud value')}"}'; echo '${of('qwencloud error')}' >&2;; esac`,
  );
  install('bl', `echo '{"error":{"code":"${of('bl code')}","message":"${of('bl message')}"}}' >&2; exit 3`);
  install('qwen', `echo '${of('qwen output')}'; echo '${of('qwen error')}' >&2; exit 7`);
}

/** The account with a secret in each string that has no fixed meaning. */
export function fillAccount({ standIn }: AppSession, { of }: HeldSecrets): void {
  const account = demoAccount(Date.now());
  const model = (name: string): FreeTierModelState => ({
    ...(account.freeTier[0] as FreeTierModelState),
    model: name,
    templateCode: of('template'),
  });
  standIn.account.update({
    ...account,
    codingPlan: {
      ...(account.codingPlan as NonNullable<typeof account.codingPlan>),
      instanceName: of('instance name'),
      instanceType: of('instance type'),
    },
    tokenPlan: { ...(account.tokenPlan as NonNullable<typeof account.tokenPlan>), planName: of('plan name') },
    creditInstances: account.creditInstances.map((instance) => ({
      ...instance,
      instanceId: of('instance id'),
      name: of('pack name'),
    })),
    freeTier: [...account.freeTier, model(of('free model'))],
    bill: [
      ...account.bill,
      {
        ...(account.bill[0] as (typeof account.bill)[number]),
        model: of('billed model'),
        category: of('bill category'),
        itemCode: of('item code'),
      },
    ],
  });
}

/** Answers that no parser expects, each with secrets in its names and values. */
export const strangeAnswers = ({ of }: HeldSecrets): readonly Answer[] => [
  {
    status: 200,
    type: 'application/json',
    body: JSON.stringify({
      code: '200',
      requestId: of('request id'),
      data: { [of('answer name')]: of('answer value'), list: [of('answer item')] },
    }),
  },
  {
    status: 200,
    type: 'application/json',
    body: JSON.stringify({ code: of('answer code'), message: of('answer message'), success: false }),
  },
  { status: 500, type: 'text/plain', headers: { 'x-request-id': of('answer header') }, body: of('answer text') },
  {
    status: 302,
    type: 'text/html',
    headers: { location: `https://elsewhere.gauge.test/?${of('location')}` },
    body: '',
  },
  { status: 200, type: 'text/html', body: `<html>${of('answer page')}</html>` },
  { status: 200, type: 'application/json', body: `{"code":"200","data":${of('broken answer')}` },
  {
    status: 429,
    type: 'application/json',
    headers: { 'retry-after': of('retry after') },
    body: JSON.stringify({ code: of('limit code') }),
  },
];
