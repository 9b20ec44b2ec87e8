import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const settings = `{
  "$version": 4,
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "qwen3.5-plus" },
  "env": { "BAILIAN_CODING_PLAN_API_KEY": "sk-sp-0000000000000000" },
  "modelProviders": {
    "openai": [
      {
        "id": "qwen3.5-plus",
        "baseUrl": "https://coding-intl.dashscope.aliyuncs.com/v1",
        "envKey": "BAILIAN_CODING_PLAN_API_KEY"
      }
    ]
  }
}
`;

/** One user's session, without an account until the last step; each step builds on the previous one. */
describe('requests counted from Qwen Code’s own logs, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  let answers = 0;

  /** Logs this many further responses to Qwen Code 0.24. */
  function answered(times: number): void {
    const file = path.join(appSession.user.qwenFolder, 'projects/-w/chats/a.jsonl');
    mkdirSync(path.dirname(file), { recursive: true });
    for (let count = 0; count < times; count += 1) {
      answers += 1;
      const uiEvent = {
        'event.name': 'qwen-code.api_response',
        'event.timestamp': new Date().toISOString(),
        response_id: `answer-${answers}`,
        model: 'qwen3.5-plus',
      };
      appendFileSync(file, `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`);
    }
  }

  beforeAll(async () => {
    appSession = await openAppSession({ settings });
    appSession.setFiveHours(321);
    answered(3);
    await appSession.start();
    popover = await appSession.openPopover();
  });
  afterAll(() => appSession?.close());

  it('are shown as an estimate without an account and without a plan', async () => {
    await appSession.waitForTooltip(words.tray.signedOut);
    const told = '≈ 3 requests in the last 5 hours';
    const item = await appSession.waitForTooltip(told);
    expect(item.menu.filter(({ label }) => label?.includes(told))).toHaveLength(1);
    await popover.page.getByText(words.firstRun.counted('3 requests in the last 5 hours').slice(0, -1)).waitFor();
  });

  it('are compared with the limits of the plan that the user names, and marked as an estimate', async () => {
    await popover.press(words.firstRun.plan.lite('1,200'));
    await popover.meterShows('five-hours', /≈ 1% used 1,197 left/);
    await popover.unfold();
    await popover.page.getByText(words.quota.estimateHint).waitFor();
    await appSession.waitForTooltip(/≈ 1%/);
  });

  it('raise the percentage as they are logged', async () => {
    answered(13);
    await popover.meterShows('five-hours', /≈ 1% used 1,184 left/);
  });

  it('are replaced by the server’s number, and added to it from then on', async () => {
    await appSession.signIn(popover);
    await popover.meterShows('five-hours', /hours 27% used 879 left/);
    // A request within five seconds of a reading may be in the server's number already, so it is not added to it.
    const shownAtMs = performance.now();
    await eventually('requests that are certainly later', () => performance.now() - shownAtMs > 5_500);
    answered(5);
    await popover.meterShows('five-hours', /≈ 27% used 874 left/);
    await popover.page.getByText(words.quota.movedHint).waitFor();
    appSession.setFiveHours(330);
    await popover.press(words.common.refresh);
    await popover.meterShows('five-hours', /hours 28% used 870 left/);
  });
});
