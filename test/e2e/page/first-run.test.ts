import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppSession, type AppSessionOptions, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, popoverPage, words } from '../../support/app/popover-page.ts';

const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
const { firstRun, quota } = words;

/** Written by Qwen Code 0.24.4 when it was set up for the Coding Plan. */
const codingPlan = fixture('settings/v0.24.4-tui-auth-coding-plan-china.after.json');
const openRouter = JSON.stringify({
  $version: 4,
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'log-m' },
  env: { OPENROUTER_API_KEY: 'sk-or-0000000000000000' },
  modelProviders: {
    openai: [{ id: 'log-m', baseUrl: 'https://openrouter.ai/api/v1', envKey: 'OPENROUTER_API_KEY' }],
  },
});
const brokenSettings = '{ "security": { "auth": ';

/** A real session of Qwen Code 0.24.4 with two answers, moved to the last minutes. */
function recentLog(): string {
  const lines = fixture('qwen-logs/v0.24.4-chat-interactive-1.jsonl');
  const times = [...lines.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([time]) => time);
  const later = Date.now() - 60_000 - Math.max(...times.map((time) => Date.parse(time)));
  return lines.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => new Date(Date.parse(time) + later).toISOString());
}

/** A program that is installed, and has no session. */
const withoutSession = `#!/bin/sh
echo '{"error":{"api_code":"NotLogined"}}' >&2
exit 3
`;

interface Machine extends AppSessionOptions {
  readonly hasLogs?: boolean;
  readonly programs?: readonly string[];
}

/** What a newcomer may wait for a number, from the start of the app. */
const limitMs = 30_000;

describe('the first run on real Electron, without an account', () => {
  let session: AppSession;
  afterEach(() => session?.close());

  /** Starts the app for the first time; its popover opens by itself. */
  async function firstStart({ hasLogs = false, programs = [], ...options }: Machine): Promise<PopoverPage> {
    session = await openAppSession(options);
    const { base, qwenFolder } = session.user;
    if (hasLogs) {
      const chats = path.join(qwenFolder, 'projects/-home-dev-w/chats');
      mkdirSync(chats, { recursive: true });
      writeFileSync(path.join(chats, 'a.jsonl'), recentLog());
    }
    for (const name of programs) {
      writeFileSync(path.join(base, 'bin', name), withoutSession);
      chmodSync(path.join(base, 'bin', name), 0o755);
    }
    // Nothing else that this machine may have installed is found.
    await session.start({ PATH: path.join(base, 'bin') });
    const popover = popoverPage(await session.driver().popover());
    await popover.shows(words.signedOut.never.what);
    return popover;
  }

  /** The time from the start of the app to the end of `act`, with what only takes time in a test. */
  async function timed(what: string, machine: Machine, act: (popover: PopoverPage) => Promise<unknown>): Promise<void> {
    const startedAtMs = performance.now();
    await act(await firstStart(machine));
    const tookMs = performance.now() - startedAtMs;
    console.log(`${what}: a number after ${(tookMs / 1000).toFixed(1)} s`);
    expect(tookMs).toBeLessThan(limitMs);
    expect(session.user.openedPages()).toEqual([]);
    expect(session.standIn.requests()).toEqual({});
  }

  const found = (...programs: readonly string[]): string => firstRun.programs(words.common.list(programs));

  it.each<readonly [string, Machine, readonly string[], readonly string[]]>([
    ['nothing', {}, [firstRun.nothing], ['Found', 'Counted']],
    ['Qwen Code', { programs: ['qwen'] }, [firstRun.noSettings], [firstRun.nothing, found('qwen')]],
    [
      'settings and the service’s programs',
      { settings: codingPlan, programs: ['qwencloud', 'bl'] },
      [found('qwencloud', 'bl'), words.rows.uses, firstRun.plan.pro('6,000')],
      [firstRun.nothing],
    ],
    [
      'settings that cannot be read, and logs',
      { settings: brokenSettings, hasLogs: true },
      [firstRun.settingsRefused, 'Counted: 2 requests in the last 5 hours'],
      [firstRun.nothing],
    ],
  ])('shows as found what there is: %s', async (_what, machine, texts, not) => {
    const popover = await firstStart(machine);
    for (const text of texts) await popover.shows(text);
    const shown = await popover.text();
    for (const text of not) expect(shown).not.toContain(text);
    expect(await session.isPopoverVisible()).toBe(true);
  });

  it('counts a Coding Plan from the logs after one click', () =>
    timed('Coding Plan', { settings: codingPlan, hasLogs: true }, async (popover) => {
      await popover.shows(firstRun.counted(quota.amount.requests(2, '2')).slice(0, -1));
      await popover.press(firstRun.plan.lite('1,200'));
      await popover.meterShows('five-hours', /≈ 1% used 1,198 left/);
    }));

  it('shows the requests to any other provider at once, and by day after one click', () =>
    timed('another provider', { settings: openRouter, hasLogs: true }, async (popover) => {
      await popover.shows(firstRun.counted(firstRun.lately(quota.amount.requests(2, '2'))));
      await popover.press(firstRun.showUse);
      await popover.shows(words.history.use.total('2'));
    }));

  it('shows the numbers of the demo after one click', () =>
    timed('demo', {}, async (popover) => {
      await popover.press(words.session.tryDemo);
      await popover.meterShows('five-hours', /\d+% used/);
    }));
});
