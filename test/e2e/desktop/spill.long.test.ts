import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { openSystemEventsControl, type SystemEventsControl } from '../../support/app/system-events.ts';
import type { NotificationServer } from '../../support/desktop/notification-server.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The account has a Coding Plan, but the key and the address are those of pay-as-you-go. */
const settings = JSON.stringify({
  $version: 4,
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'qwen3.5-plus' },
  env: { DASHSCOPE_API_KEY: 'sk-00000000000000000000000000000000' },
  modelProviders: {
    openai: [
      {
        id: 'qwen3.5-plus',
        baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
        envKey: 'DASHSCOPE_API_KEY',
      },
    ],
  },
});

/** One signed-in user's hours, on the app's own clock; each step builds on the previous one. */
describe('requests that are billed beside a plan, on real Electron', { sequential: true }, () => {
  let session: AppSession;
  let popover: PopoverPage;
  let world: SystemEventsControl;
  let plan = liteCodingPlan(Date.now());
  let answers = 0;

  const told =
    /Your requests are being billed Coding Plan has not moved since \S.*, while Qwen Code got 40 answers\. The bill rose by \$0\.31\./;
  const desktop = (): NotificationServer => {
    if (session.notifications === null) throw new Error('no notification server of the tests runs');
    return session.notifications;
  };
  const notices = () => desktop().shown();
  const ofSpill = () => notices().filter(({ title }) => title === words.notice.spillTitle);

  /** Logs responses to Qwen Code 0.24, one in a few seconds, from now on. */
  async function answered(times: number): Promise<void> {
    const fromMs = await world.nowMs();
    const file = path.join(session.user.qwenFolder, 'projects/-w/chats/a.jsonl');
    mkdirSync(path.dirname(file), { recursive: true });
    for (let count = 0; count < times; count += 1) {
      answers += 1;
      const uiEvent = {
        'event.name': 'qwen-code.api_response',
        'event.timestamp': new Date(fromMs + count * 6_000).toISOString(),
        response_id: `answer-${answers}`,
        model: 'qwen3.5-plus',
      };
      appendFileSync(file, `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`);
    }
  }

  /** The service says from now on that so much was billed, and so much of the week is used. */
  async function account(billed: number, used: number): Promise<void> {
    const date = new Date(await world.nowMs()).toISOString().slice(0, 10);
    const row = { date, itemCode: 'token_number', category: 'Model Inference', stepUnit: '1K tokens' };
    const bill = [{ ...row, model: 'qwen3.5-plus', quantity: 100 * billed, amount: billed }];
    const { week } = plan;
    session.standIn.account.update({ codingPlan: { ...plan, week: week && { ...week, used } }, bill });
  }

  async function weekUsed(): Promise<number | undefined> {
    const { pools } = (await popover.invoke('state:get')).snapshot;
    const status = pools.find(({ pool }) => pool === 'coding-plan');
    return status?.state === 'fresh' ? status.reading.windows.find(({ id }) => id === 'week')?.used : undefined;
  }

  /** Everything is asked, half an hour later. */
  async function halfAnHourLater(): Promise<void> {
    await world.leap(30 * minuteMs);
    await popover.invoke('quota:refresh');
  }

  beforeAll(async () => {
    session = await openAppSession({ settings });
    await session.start();
    popover = await session.openPopover();
    world = await openSystemEventsControl(session.driver().app);
    // At noon of the service's day, which does not end before the test does.
    const nowMs = await world.nowMs();
    await world.leap(dayMs - ((nowMs + 20 * 60 * minuteMs) % dayMs));
    plan = liteCodingPlan(await world.nowMs());
    await account(1, 4080);
    await session.signIn(popover);
    await popover.shows('$1.00');
  });
  afterAll(() => session?.close());

  it('are not spoken of as long as nothing more is billed', async () => {
    await answered(40);
    await halfAnHourLater();
    expect(notices()).toEqual([]);
  });

  it('are told in the popover while the desktop is not to be disturbed, with how many they are and what they cost', async () => {
    desktop().setInhibited(true);
    await account(1.31, 4080);
    await halfAnHourLater();
    await popover.shows(told);
    await popover.shows(words.notice.switch);
    expect(notices()).toEqual([]);
  });

  it('are told by the desktop afterwards, once', async () => {
    desktop().setInhibited(false);
    await popover.invoke('quota:refresh');
    const notice = await desktop().waitFor('of the bill', ({ title }) => title === words.notice.spillTitle);
    expect(`${notice.title} ${notice.body}`).toMatch(told);
    await popover.hides(words.notice.spillTitle);
    desktop().click(notice);
    await popover.shows(words.providers.backups.open);
    expect(await popover.text(), 'why Providers is open').toMatch(told);
    await popover.press(words.navigation.quota);
    await answered(40);
    await account(2, 4080);
    await halfAnHourLater();
    await popover.shows('$2.00');
    expect(ofSpill()).toHaveLength(1);
  });

  it('are not spoken of while the plan moves too', async () => {
    await answered(40);
    await account(2.5, 4121);
    await halfAnHourLater();
    await answered(40);
    await account(3, 4161);
    await halfAnHourLater();
    await popover.shows('$3.00');
    expect(await weekUsed()).toBe(4161);
    expect(ofSpill()).toHaveLength(1);
    expect(await popover.text()).not.toContain(words.notice.spillTitle);
  });

  it('are no longer told in the popover once the plan moves again', async () => {
    desktop().setInhibited(true);
    await answered(40);
    await account(4, 4161);
    await halfAnHourLater();
    await popover.shows(words.notice.spillTitle);
    await account(4, 4162);
    await halfAnHourLater();
    await popover.hides(words.notice.spillTitle);
    desktop().setInhibited(false);
    await popover.invoke('quota:refresh');
    expect(ofSpill()).toHaveLength(1);
  });
});
