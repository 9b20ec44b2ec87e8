import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { logFolders } from '../../../main/adapters/qwen/log-folders.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import type { LocalCounts } from '../../../main/core/quota/local-counts.ts';
import { emptySnapshot } from '../../../main/core/quota/model.ts';
import type { RefusedRequest, RequestLog, SourceAnswer } from '../../../main/ports/sources.ts';
import { createDocument } from '../../../main/services/document.ts';
import { createSessionLog } from '../../../main/sources/session-log/source.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 40 });

let home: string;
const opened: RequestLog[] = [];
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'qwen-gauge-home-'));
});
afterEach(async () => {
  for (const log of opened.splice(0)) await log.stop();
  await rm(home, { recursive: true, force: true });
});

const telemetry = (name: 'api_response' | 'api_error', id: string, extra: object = {}): string =>
  `${JSON.stringify({
    sessionId: 's',
    systemPayload: {
      uiEvent: {
        'event.name': `qwen-code.${name}`,
        'event.timestamp': new Date().toISOString(),
        response_id: id,
        model: 'm',
        ...extra,
      },
    },
  })}\n`;

async function chatIn(runtimeFolder: string): Promise<string> {
  const chats = path.join(runtimeFolder, 'projects', '-w', 'chats');
  await mkdir(chats, { recursive: true });
  return path.join(chats, 's.jsonl');
}

function open(environment: Record<string, string> = {}) {
  const reported = {
    used: [] as number[],
    refusals: [] as RefusedRequest[],
    withdrawn: 0,
    changes: 0,
    counts: [] as (LocalCounts | null)[],
    preferences: { ...defaultPreferences, codingPlan: 'lite' as 'lite' | null },
    wasChosen: true,
  };
  const files = memoryFiles();
  const foreign = createForeignFiles();
  const log = createSessionLog({
    clock: createClock(),
    log: memoryLog(),
    openDocument: (file) => createDocument({ ...file, files, log: memoryLog() }),
    folders: () => logFolders({ environment: () => environment, home: () => home }, foreign),
    foreign,
    preferences: () => reported.preferences,
    snapshot: () => emptySnapshot,
    wasChosen: () => reported.wasChosen,
    history: async () => [{ atMs: 1, model: 'm', baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1' }],
    earlierModels: async () => [],
    settings: () => ({ state: 'unknown' }),
  });
  const start = (): void =>
    log.start({
      onAnswers: (answers) => reported.used.push(...answers.flatMap(usedOf)),
      onChange() {
        reported.changes += 1;
        reported.counts.push(log.localCounts());
      },
      onWithdrawn() {
        reported.withdrawn += 1;
      },
      onRefusal: (refused) => reported.refusals.push(refused),
    });
  opened.push(log);
  return { log, reported, start };
}

const usedOf = (answer: SourceAnswer): number[] =>
  answer.outcome === 'reading' ? answer.reading.windows.slice(0, 1).map((window) => window.used) : [];

describe("the user's own logs", () => {
  it('update the estimate, and report a refusal, as they are written', async () => {
    const chat = await chatIn(path.join(home, '.qwen'));
    await writeFile(chat, telemetry('api_response', 'one'));
    const { log, reported, start } = open();
    start();
    await eventually(() => expect(reported.used.at(-1)).toBe(1));
    await appendFile(chat, telemetry('api_response', 'two'));
    await eventually(() => expect(reported.used.at(-1)).toBe(2));
    expect(reported.changes).toBe(2);
    const refused = { status_code: 429, error_message: '429 week allocated quota exceeded.' };
    await appendFile(chat, telemetry('api_error', '', refused) + telemetry('api_error', '', refused));
    await eventually(() => expect(reported.refusals).toMatchObject([{ refusal: 'week', model: null }]));
    expect(log.lastRequestAtMs()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('report a refusal within a second, also in a project that was not known before', async () => {
    await mkdir(path.join(home, '.qwen'));
    await writeFile(path.join(home, '.qwen', 'settings.json'), '{ "advanced": { "runtimeOutputDir": ".run" } }');
    const project = path.join(home, 'one');
    const chat = await chatIn(path.join(project, '.run'));
    await mkdir(path.join(home, '.qwen', 'sessions'));
    const { reported, start } = open();
    start();
    await writeFile(path.join(home, '.qwen', 'sessions', '17.json'), JSON.stringify({ cwd: project, sessionId: 's' }));
    await writeFile(chat, telemetry('api_response', 'one'));
    await eventually(() => expect(reported.used.at(-1)).toBe(1));
    const tookMs: number[] = [];
    for (const [index, limit] of ['hour', 'week', 'month'].entries()) {
      const startedMs = performance.now();
      const error_message = `429 ${limit} allocated quota exceeded.`;
      await appendFile(chat, telemetry('api_error', limit, { status_code: 429, error_message }));
      await eventually(() => expect(reported.refusals).toHaveLength(index + 1));
      tookMs.push(performance.now() - startedMs);
    }
    // The best of three, because another process may have used the machine meanwhile.
    expect(Math.min(...tookMs)).toBeLessThan(1000);
    expect(reported.refusals.map(({ refusal }) => refusal)).toEqual(['five-hours', 'week', 'month']);
  });

  it.each(['QWEN_HOME', 'QWEN_RUNTIME_DIR', 'the setting'])('are found where %s puts them', async (which) => {
    const elsewhere = path.join(home, 'elsewhere');
    await writeFile(await chatIn(elsewhere), telemetry('api_response', 'one'));
    if (which === 'the setting') {
      await mkdir(path.join(home, '.qwen'));
      const settings = `{ "advanced": { "runtimeOutputDir": ${JSON.stringify(elsewhere)} } }`;
      await writeFile(path.join(home, '.qwen', 'settings.json'), settings);
    }
    const { reported, start } = open(which === 'the setting' ? {} : { [which]: elsewhere });
    start();
    await eventually(() => expect(reported.used).toEqual([1]));
  });

  it('tell of an account, for its count and its forecast, only what was logged while it was chosen', async () => {
    await writeFile(await chatIn(path.join(home, '.qwen')), telemetry('api_response', 'one'));
    const { log, reported } = open();
    for (const wasChosen of [true, false]) {
      reported.wasChosen = wasChosen;
      const answers = await log.fetch(['coding-plan'], new AbortController().signal);
      expect(answers.flatMap(usedOf)).toEqual([wasChosen ? 1 : 0]);
      expect(log.planRequests()).toHaveLength(wasChosen ? 1 : 0);
      // What was used on this computer stays.
      expect(log.logged()).toHaveLength(1);
    }
  });

  it('give no estimate without a plan, and one as soon as a plan is chosen', async () => {
    await writeFile(await chatIn(path.join(home, '.qwen')), telemetry('api_response', 'one'));
    const { log, reported, start } = open();
    reported.preferences = { ...defaultPreferences, codingPlan: null };
    start();
    await eventually(() => expect(log.lastRequestAtMs()).not.toBeNull());
    expect({ used: reported.used, withdrawn: reported.withdrawn }).toEqual({ used: [], withdrawn: 1 });
    await eventually(() => expect(reported.counts).toMatchObject([{ fiveHours: 1, month: null }]));
    reported.preferences = { ...defaultPreferences, codingPlan: 'lite' };
    log.look();
    await eventually(() => expect(reported.used).toEqual([1]));
    expect(reported.counts.at(-1)).toBeNull();
  });
});
