import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

/** Settings with an entry that no client can use, and with a byte order mark. */
const settings = `\uFEFF{
  // mine
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "deepseek-chat" },
  "modelProviders": {
    "openai": [
      { "name": "no id" },
      { "id": "deepseek-chat", "baseUrl": "https://api.deepseek.com/v1", "envKey": "DEEPSEEK_API_KEY" }
    ]
  },
  "env": { "DEEPSEEK_API_KEY": "sk-0000000000000000" },
  "$version": 3
}
`;
const { repair, backups, inUse } = words.providers;

const chatFile = ({ user }: AppSession): string => path.join(user.qwenFolder, 'projects/-w/chats/a.jsonl');

/** One line of a chat log, as Qwen Code 0.24 writes it. */
function logged(name: 'api_response' | 'api_error', extra: object = {}): string {
  const uiEvent = {
    'event.name': `qwen-code.${name}`,
    'event.timestamp': new Date().toISOString(),
    response_id: name,
    model: 'qwen3.5-plus',
    ...extra,
  };
  return `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`;
}

/** One user's session; each step builds on the previous one. */
describe('maintaining the settings, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  const settingsNow = (): string => readFileSync(appSession.user.settingsFile, 'utf8');
  const windowHeight = (): Promise<number> => popover.page.evaluate(() => window.innerHeight);
  /** Whether the scrolling part is exactly as high as its content. */
  const isFitted = (): Promise<boolean> =>
    popover.page.locator('main').evaluate((main) => {
      const { paddingTop, paddingBottom } = getComputedStyle(main);
      const page = main.querySelector('.page')?.getBoundingClientRect().height ?? 0;
      const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
      return Math.abs(main.clientHeight - padding - page) < 2;
    });

  beforeAll(async () => {
    appSession = await openAppSession({ settings });
    // The app checks a known log within seconds. This request is too old to be counted on the screen.
    mkdirSync(path.dirname(chatFile(appSession)), { recursive: true });
    appendFileSync(chatFile(appSession), logged('api_response', { 'event.timestamp': '2026-01-05T00:00:00.000Z' }));
    await appSession.start();
    popover = await appSession.openPopover();
  });
  afterAll(() => appSession?.close());

  it('takes the height that its page needs, up to the limit', async () => {
    await popover.page.getByRole('button', { name: words.session.signIn, exact: true }).waitFor();
    await eventually('a window as high as its page', isFitted);
    expect(await windowHeight()).toBeLessThan(660);
    await popover.press(words.navigation.providers);
    await eventually('the highest window', async () => (await windowHeight()) === 720);
    await popover.press(words.navigation.quota);
    await eventually('a window as high as its page again', isFitted);
    expect(await windowHeight()).toBeLessThan(660);
  });

  it('lists each provider once per region', async () => {
    await popover.press(words.navigation.providers);
    const rows = await popover.page.locator('.option-name').allInnerTexts();
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.filter((row) => row.startsWith('Coding Plan'))).toHaveLength(2);
    // An entry without an id keeps Qwen Code from starting.
    expect(rows[0]).toMatch(/DeepSeek \(api\.deepseek\.com\)\s+Selected/);
  });

  it('repairs the file after a preview, and shows what is in use afterwards', async () => {
    await popover.page.getByRole('button', { name: repair.start }).first().click();
    await popover.page.locator('summary').click();
    await popover.page.locator('.diff-removed').filter({ hasText: 'no id' }).waitFor();
    expect(settingsNow()).toBe(settings);
    await popover.press(repair.confirm);
    await popover.page.getByText(repair.done.what).waitFor();
    const used = inUse.uses('deepseek-chat', 'DeepSeek (api.deepseek.com)', inUse.keyFrom.settings);
    await popover.page.getByText(used).waitFor();
    expect(settingsNow()).not.toContain('no id');
    expect(settingsNow()).toContain('// mine');
    await eventually('a window as high as its page', isFitted);
  });

  it('restores a backup byte for byte, after a confirmation', async () => {
    await popover.press(words.providers.done);
    await popover.press(backups.open);
    await popover.page.getByRole('button', { name: backups.restore }).first().click();
    expect(settingsNow()).not.toBe(settings);
    await popover.press(backups.restore);
    await popover.page.getByText(backups.restored.what).waitFor();
    expect(settingsNow()).toBe(settings);
  });

  it('links from a rejected request to the providers', async () => {
    await popover.press(words.providers.done);
    await popover.press(words.navigation.quota);
    await popover.page.keyboard.press('Escape');
    await eventually('the popover to close', async () => !(await appSession.isPopoverVisible()));
    const error = { status_code: 429, error_message: '429 hour allocated quota exceeded.' };
    appendFileSync(chatFile(appSession), logged('api_error', error));
    const notices = present(appSession.notifications);
    const refused = words.notice.refusedTitle(words.quota.windowInSentence['five-hours']);
    const notice = await notices.waitFor('of the refusal', ({ title }) => title === refused);
    notices.click(notice);
    await eventually('the popover to open', () => appSession.isPopoverVisible());
    const { page } = await appSession.openPopover();
    await page.locator(`.tab[aria-current="page"][aria-label="${words.navigation.providers}"]`).waitFor();
  });

  it('opens a file that is refused, to be mended by hand', async () => {
    const { user } = appSession;
    writeFileSync(user.settingsFile, settings.replace('"no id" }', '"no id", }'));
    await popover.page.getByText(words.settingsProblems['trailing-comma'].what).waitFor();
    await popover.press(words.providers.openFile);
    await eventually('the file to be opened', () => user.openedPages().includes(user.settingsFile));
  });
});

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('nobody shows notices');
  return value;
}
