import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';
import { installClient, type StandInClient } from '../support/stand-in-client.ts';

const settings = `{
  // Two of my own
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "deepseek-v4-pro", "baseUrl": "https://api.deepseek.com" },
  "modelProviders": {
    "openai": [
      { "id": "deepseek-v4-pro", "baseUrl": "https://api.deepseek.com", "envKey": "DEEPSEEK_API_KEY" },
      { "id": "z-ai/glm-4.5-air:free", "baseUrl": "https://openrouter.ai/api/v1", "envKey": "OPENROUTER_API_KEY" }
    ]
  },
  "env": { "DEEPSEEK_API_KEY": "sk-0000000000000000", "OPENROUTER_API_KEY": "sk-1111111111111111" },
  "$version": 4
}
`;
const planKey = 'sk-sp-0000000000000000';
const { providers, installedClient, tray, notice } = words;
const plan = `Coding Plan · ${providers.planRegion.international}`;

/** One user's session; each step builds on the previous one. */
describe('switching by one click in the tray, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let client: StandInClient;
  const settingsNow = (): string => readFileSync(appSession.user.settingsFile, 'utf8');
  const popover = (): Promise<PopoverPage> => appSession.openPopover();
  const says = async (text: string): Promise<void> => (await popover()).page.getByText(text).first().waitFor();
  const favourites = async () => {
    const { menu } = await appSession.waitForTooltip(/./);
    const start = menu.findIndex(({ label }) => label === tray.switchTo);
    const rest = start < 0 ? [] : menu.slice(start + 1);
    return rest.slice(
      0,
      rest.findIndex(({ label }) => label === null),
    );
  };
  const marked = async () => (await favourites()).filter(({ checked }) => checked).map(({ label }) => label);

  beforeAll(async () => {
    appSession = await openAppSession({ settings });
    client = installClient(appSession.user);
    await appSession.start();
  });
  afterAll(() => appSession?.close());

  it('lists the favourites in the menu, and marks the one in use', async () => {
    const { page, press } = await popover();
    await press(words.navigation.providers);
    const star = (name: string, region = '') =>
      page
        .locator('.option')
        .filter({ hasText: name })
        .filter({ hasText: region })
        .first()
        .locator('.icon-button')
        .click();
    for (const name of ['DeepSeek', 'OpenRouter']) {
      await star(name);
      await eventually(`${name} in the menu`, async () => (await favourites()).some(({ label }) => label === name));
    }
    await star('Coding Plan', providers.planRegion.international);
    await eventually('the plan in the menu', async () => (await favourites()).length === 3);
    expect((await favourites()).map(({ label }) => label)).toEqual(['DeepSeek', 'OpenRouter', plan]);
    expect(await marked()).toEqual(['DeepSeek']);
    await press(words.navigation.quota);
    await page.keyboard.press('Escape');
    await eventually('the popover to close', async () => !(await appSession.isPopoverVisible()));
  });

  it('switches at once if nothing has to be confirmed, and shows a notice', async () => {
    await appSession.chooseInMenu('OpenRouter');
    const title = notice.switchedTitle('OpenRouter');
    const said = await eventually('the notice', () =>
      appSession.notifications?.shown().find((one) => one.title === title),
    );
    expect(said.body).toContain('z-ai/glm-4.5-air:free');
    expect(await appSession.isPopoverVisible()).toBe(false);
    expect(parse(settingsNow()).model).toEqual({
      name: 'z-ai/glm-4.5-air:free',
      baseUrl: 'https://openrouter.ai/api/v1',
    });
    expect(settingsNow()).toContain('// Two of my own');
    await eventually('the mark', async () => (await marked()).join() === 'OpenRouter');
    appSession.notifications?.click(said);
    await eventually('the popover', () => appSession.isPopoverVisible());
  });

  it('undoes the switch in the popover that the notice opens', async () => {
    await (await popover()).press(providers.undo);
    await says(providers.undone);
    expect(settingsNow()).toBe(settings);
    await eventually('the mark', async () => (await marked()).join() === 'DeepSeek');
  });

  it('opens the form if a key is missing, and writes nothing until the switch is confirmed', async () => {
    await appSession.chooseInMenu(plan);
    const { page, press } = await popover();
    await page.getByLabel(providers.keyEntry).fill(planKey);
    await press(providers.preview);
    await page.getByRole('button', { name: providers.confirm, exact: true }).waitFor();
    await page.locator('summary').click();
    expect(await page.locator('.diff-added').count()).toBeGreaterThan(3);
    await says(providers.secondFile);
    await page.getByTitle(path.join(appSession.user.qwenFolder, '.env')).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(planKey);
    expect(settingsNow()).toBe(settings);
    expect(await marked()).toEqual(['DeepSeek']);
  });

  it('folds the difference with Escape, goes back to the form with another, and keeps what was entered', async () => {
    const { page, press } = await popover();
    await page.keyboard.press('Escape');
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel(providers.keyEntry).inputValue()).toBe(planKey);
    expect(await appSession.isPopoverVisible()).toBe(true);
    await press(providers.preview);
    await page.getByRole('button', { name: providers.confirm, exact: true }).waitFor();
  });

  it('starts the installed client once the user agrees, and shows whether it reports the same', async () => {
    const { press } = await popover();
    client.says({ baseUrl: 'https://elsewhere.example/v1', model: 'm', keyVariable: 'KEY' });
    await press(providers.confirm);
    await says(installedClient.question.what);
    await press(installedClient.yes);
    await says(installedClient.differs(installedClient.uses('m', 'elsewhere.example', 'KEY')).what);
    const { model } = parse(settingsNow());
    client.says({ baseUrl: model.baseUrl, model: model.name, keyVariable: 'BAILIAN_CODING_PLAN_API_KEY' });
    await press(installedClient.askAgain);
    await says(installedClient.same);
    await press(providers.done);
  });

  it('shows the preview if sessions are open, and what they will do', async () => {
    const chats = path.join(appSession.user.qwenFolder, 'projects', 'work', 'chats');
    mkdirSync(chats, { recursive: true });
    const session = { pid: process.pid, work_dir: '/home/work', hostname: hostname(), qwen_version: '0.24.4' };
    writeFileSync(path.join(chats, 'one.runtime.json'), JSON.stringify(session));
    const before = settingsNow();
    await appSession.chooseInMenu('DeepSeek');
    await says(words.switchWarnings['running-sessions']({ count: '1', folders: '/home/work' }).what);
    expect(settingsNow()).toBe(before);
    const { press } = await popover();
    await press(providers.confirm);
    await says(words.switchResults.done.what);
    expect(parse(settingsNow()).model.name).toBe('deepseek-v4-pro');
    await eventually('the mark', async () => (await marked()).join() === 'DeepSeek');
  });

  it('shows where a file is broken, does not touch it, and offers no switch', async () => {
    const broken = '{\n  "model": { "name": "x",, }\n}\n';
    writeFileSync(appSession.user.settingsFile, broken);
    await eventually('no favourites', async () => (await favourites()).length === 0);
    const { page, press } = await popover();
    await press(words.navigation.quota);
    await press(words.navigation.providers);
    await says(words.settingsProblems['not-json'].what);
    await page.getByText(/Line 2, column \d+/).waitFor();
    expect(settingsNow()).toBe(broken);
  });
});
