import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccount } from '../../main/demo/service/demo-account.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

/** What an author of a repository or of an answer would like to say. */
const sentence = 'Your account is locked, visit evil.example';
const hostile = [
  sentence,
  `qwen3\n${sentence}`,
  `qwen3\r\n${sentence}`,
  `\u001b[2J\u001b]0;${sentence}\u0007`,
  `\u009b31m${sentence}`,
  `\u202e${[...sentence].reverse().join('')}\u202c`,
  `\u2066${sentence}\u2069`,
  `qwen3\u2028${sentence}`,
  `qwen3\u0000${sentence}`,
  `<b>${sentence}</b>`,
  `<a href="https://evil.example">${sentence}</a>`,
  `qwen3.5-plus ${sentence}`,
  `qwen3.5-plus\u200b`,
];
const hostileEntry = `glm\u202e\u001b[8m\n${sentence}`;

const settings = JSON.stringify({
  $version: 4,
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'qwen3.5-plus' },
  env: { BAILIAN_CODING_PLAN_API_KEY: 'sk-sp-0000000000000000', OPENROUTER_API_KEY: 'sk-1111111111111111' },
  modelProviders: {
    openai: [
      {
        id: 'qwen3.5-plus',
        baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
        envKey: 'BAILIAN_CODING_PLAN_API_KEY',
      },
      { id: hostileEntry, name: hostileEntry, baseUrl: 'https://openrouter.ai/api/v1', envKey: 'OPENROUTER_API_KEY' },
    ],
  },
});

/** What no line of a notice may contain: it would forge another line, a style or a direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forging = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/;

describe('names from outside, in the notices that the desktop receives', { sequential: true }, () => {
  let session: AppSession;
  let popover: PopoverPage;
  let refusals = 0;

  const notices = () => session.notifications?.shown() ?? [];
  /** Logs that Qwen Code was refused a request. */
  function refuse(model: string, message: string): void {
    const file = path.join(session.user.qwenFolder, 'projects/-w/chats/a.jsonl');
    mkdirSync(path.dirname(file), { recursive: true });
    refusals += 1;
    const uiEvent = {
      'event.name': 'qwen-code.api_error',
      'event.timestamp': new Date().toISOString(),
      prompt_id: `p-${refusals}`,
      model,
      error_message: message,
      status_code: 429,
    };
    appendFileSync(file, `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`);
  }

  beforeAll(async () => {
    session = await openAppSession({ settings });
    const account = demoAccount(Date.now());
    session.standIn.account.update({
      ...account,
      user: { id: sentence, email: sentence, aliyunId: sentence },
      codingPlan: {
        ...(account.codingPlan as NonNullable<typeof account.codingPlan>),
        instanceName: `Lite\n${sentence}`,
      },
      tokenPlan: { ...(account.tokenPlan as NonNullable<typeof account.tokenPlan>), planName: sentence },
      creditInstances: account.creditInstances.map((one) => ({ ...one, name: sentence, leftCredits: 1 })),
      freeTier: account.freeTier.map((one) => ({ ...one, model: `${one.model}\n${sentence}` })),
    });
    session.setFiveHours(321);
    await session.start();
    popover = await session.openPopover();
    await session.signIn(popover);
  });
  afterAll(() => session?.close());

  it('are left out of a notice of a threshold', async () => {
    session.setFiveHours(1101);
    await popover.press(words.common.refresh);
    await session.notifications?.waitFor('of the five hours', ({ title }) => title.includes('92%'));
  });

  it('are left out of a notice of a refusal, unless the settings list the model', async () => {
    const texts = [
      'hour allocated quota exceeded',
      'Throttling.RateQuota',
      'Access to model denied',
      'model x not found',
    ];
    for (const [index, model] of hostile.entries()) {
      refuse(model, `${texts[index % texts.length]} ${sentence}\n\u001b[8m`);
      if (index < texts.length) {
        await eventually('the notice', () => notices().length > index + 1);
        expect(`${notices().at(-1)?.title} ${notices().at(-1)?.body}`).toContain(words.notice.unlistedModel);
      }
    }
    refuse('qwen3.5-plus', `week allocated quota exceeded ${sentence}`);
    await session.notifications?.waitFor('of the listed model', ({ body }) => body.includes('qwen3.5-plus'));
  });

  it('are cleaned where the user himself listed them, in a notice of a switch', async () => {
    await popover.press(words.navigation.providers);
    const row = popover.page.locator('.option').filter({ hasText: 'OpenRouter' }).first();
    await row.locator('.icon-button').click();
    const label = await eventually('the favourite', async () => {
      const { menu } = await session.waitForTooltip(/./);
      const at = menu.findIndex((one) => one.label === words.tray.switchTo);
      return menu.slice(at + 1).find((one) => one.label?.includes('OpenRouter'))?.label;
    });
    const item = await session.waitForTooltip(/./);
    expect(item.menu.some((one) => forging.test(one.label ?? ''))).toBe(false);
    await session.chooseInMenu(label);
    await session.notifications?.waitFor('of the switch', ({ title }) => title === words.notice.switchedTitle(label));
  });

  it('forged no line and no style, and no sentence of a stranger was sent', () => {
    expect(notices().length).toBeGreaterThanOrEqual(6);
    for (const { title, body, actions } of notices()) {
      const all = [title, body, ...actions].join(' ');
      expect(forging.test(all), JSON.stringify(all)).toBe(false);
      // The model that the user listed himself and chose is named, cleaned.
      if (title.startsWith(words.notice.switchedTitle(''))) continue;
      if (!body.includes('New sessions')) expect(all).not.toMatch(/evil|locked/);
    }
  });
});
