import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { runToEnd } from '../../support/app/app-driver.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const settings = `{
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "deepseek-v4-pro", "baseUrl": "https://api.deepseek.com" },
  "modelProviders": {
    "openai": [
      { "id": "deepseek-v4-pro", "baseUrl": "https://api.deepseek.com", "envKey": "DEEPSEEK_API_KEY" },
      { "id": "z-ai/glm-4.5-air:free", "baseUrl": "https://openrouter.ai/api/v1", "envKey": "OPENROUTER_API_KEY" }
    ]
  },
  "env": { "DEEPSEEK_API_KEY": "sk-0000000000000000", "OPENROUTER_API_KEY": "sk-1111111111111111" }
}
`;

describe('a link to the app', () => {
  let appSession: AppSession | null = null;
  const open = async (): Promise<AppSession> => {
    appSession = await openAppSession({ settings });
    return appSession;
  };
  /** Follows a link as a browser does: by starting the app with it. */
  const follow = async ({ bus, user }: AppSession, link: string): Promise<void> => {
    const { code } = await runToEnd({ desktop: bus.desktop.env, user, args: [link] });
    expect(code).toBe(0);
  };

  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it('opens the preview of a switch, and changes nothing until the user confirms it', async () => {
    const session = await open();
    await session.start();
    await follow(session, 'qwen-gauge://switch/openrouter');
    await eventually('the popover', session.isPopoverVisible);
    const popover = await session.openPopover();
    await popover.shows('z-ai/glm-4.5-air:free');
    const confirm = popover.page.getByRole('button', { name: words.providers.confirm });
    await confirm.waitFor();
    expect(readFileSync(session.user.settingsFile, 'utf8')).toBe(settings);
    await confirm.click();
    await eventually('the switch', () =>
      readFileSync(session.user.settingsFile, 'utf8').includes('"name": "z-ai/glm-4.5-air:free"'),
    );
  });

  it('starts the app, which then opens what the link names', async () => {
    const session = await open();
    await session.start({}, { args: ['qwen-gauge://switch/openrouter'] });
    await eventually('the popover', session.isPopoverVisible);
    const popover = await session.openPopover();
    await popover.page.getByRole('button', { name: words.providers.confirm }).waitFor();
    expect(readFileSync(session.user.settingsFile, 'utf8')).toBe(settings);
  });

  it.each([
    ['no provider has', 'qwen-gauge://switch/no-such-provider', 'no-such-provider'],
    ['more than one provider has', 'qwen-gauge://switch/coding-plan', 'coding-plan'],
  ])('searches the list for a name that %s', async (_, link, query) => {
    const session = await open();
    await session.start();
    await follow(session, link);
    const popover = await session.openPopover();
    const search = popover.page.getByRole('searchbox');
    await search.waitFor();
    expect(await search.inputValue()).toBe(query);
  });
});
