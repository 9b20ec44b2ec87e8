import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataFiles } from '../adapters/files/data-files.ts';
import { makePassingFolder } from '../adapters/files/data-folder.ts';
import { createTempOwner } from '../adapters/files/temp-owner.ts';
import type { Clock, Http, Secrets } from '../ports/system.ts';
import type { RunEnvironment } from '../runtime/run-environment.ts';
import { type OlderHistory, olderHistoryFileName } from '../services/history/older-history.ts';
import { createDemoPlayer, type DemoPlayer } from './service/player.ts';
import { createStandIn } from './service/stand-in/stand-in.ts';
import { storyHistory } from './service/story-history.ts';

const pollEveryMs = 2_000;

/** The keyring is the user's, so the demo's token stays in memory. */
const noSecrets: Secrets = {
  backend: async () => ({ kind: 'none' }),
  encrypt: async () => {
    throw new Error('the demo encrypts nothing');
  },
  decrypt: async () => null,
};

export interface DemoEnvironment {
  readonly runEnvironment: RunEnvironment;
  readonly player: DemoPlayer;
  /** The folder used as the user's `~/.qwen`. */
  readonly qwenFolder: string;
  /** Stops the stand-in service and removes all folders of the demo. */
  close(): Promise<void>;
}

/**
 * Opens the demo's own run environment: a service on the loopback with an account whose day is scripted, an empty home
 * with settings to switch, a data folder. Nothing in it leads to the user's files, keyring or account.
 */
export async function openDemoEnvironment(deps: {
  readonly clock: Clock;
  readonly http: Http;
}): Promise<DemoEnvironment> {
  const { clock, http } = deps;
  const folder = makePassingFolder(tmpdir());
  const home = path.join(folder, 'home');
  const qwenFolder = path.join(home, '.qwen');
  mkdirSync(qwenFolder, { recursive: true });
  writeFileSync(path.join(qwenFolder, 'settings.json'), demoSettings, { mode: 0o600 });
  const environment = {
    HOME: home,
    QWEN_HOME: qwenFolder,
    // Settings for all users of this machine do not apply to the demo either.
    QWEN_CODE_SYSTEM_SETTINGS_PATH: path.join(folder, 'system-settings.json'),
  };
  const dataFiles = createDataFiles({ folder: path.join(folder, 'data'), clock, owner: createTempOwner(clock.now()) });
  // Week and month end at their real time, so that the story's hours say nothing of them.
  const series = storyHistory(0, clock.now()).filter(({ windowId }) => windowId === 'five-hours');
  const before: OlderHistory = { version: 1, series };
  await dataFiles.write(olderHistoryFileName, new TextEncoder().encode(JSON.stringify(before)));
  const standIn = createStandIn(clock.now);
  const { gatewayUrl, authUrl, catalogueUrl } = await standIn.start();
  const runEnvironment: RunEnvironment = {
    isDemo: true,
    clock,
    http,
    dataFiles,
    secrets: noSecrets,
    overrides: { gatewayUrl, authUrl, catalogueUrl },
    qwen: { environment: () => environment, home: () => home },
    fixedEveryMs: pollEveryMs,
    openPage: (address) => {
      // The demo's user approves at once.
      standIn.approve(new URL(address).searchParams.get('token') ?? '');
    },
  };
  return {
    runEnvironment,
    player: createDemoPlayer({ standIn, clock }),
    qwenFolder,
    async close() {
      await standIn.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A realistic settings file: comments, a provider of the user's own, a key that no service accepts. */
const demoSettings = `{
  // Shared with the team: keep the theme.
  "ui": { "theme": "Qwen Dark" },
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "qwen3.7-plus" },
  "modelProviders": {
    "openai": [
      {
        "id": "qwen3.7-plus",
        "name": "[ModelStudio Coding Plan for Global/Intl] qwen3.7-plus",
        "baseUrl": "https://coding-intl.dashscope.aliyuncs.com/v1",
        "envKey": "BAILIAN_CODING_PLAN_API_KEY"
      },
      {
        "id": "deepseek-chat",
        "name": "DeepSeek Chat",
        "baseUrl": "https://api.deepseek.com/v1",
        "envKey": "DEEPSEEK_API_KEY"
      }
    ]
  },
  "env": {
    "BAILIAN_CODING_PLAN_API_KEY": "sk-sp-demo-000000000000",
    "DEEPSEEK_API_KEY": "sk-demo-0000000000000000"
  },
  "$version": 3
}
`;
