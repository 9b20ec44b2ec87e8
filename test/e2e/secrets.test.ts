import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { filesBelow, placesOf, type RecordedOutput, recordedOutput } from '../support/app/recorded-output.ts';
import {
  createSecrets,
  fillAccount,
  type HeldSecrets,
  installPrograms,
  strangeAnswers,
  writeLogs,
  writeSettings,
} from '../support/app/secret-user.ts';
import { openFront, type ServiceFront } from '../support/app/service-front.ts';

/** Set QWEN_GAUGE_TEST_SEED to try other secrets. */
const seed = Number(process.env['QWEN_GAUGE_TEST_SEED'] ?? 506_702_307);

/** Opens each panel and what it unfolds, and returns what the page then holds. */
async function eachPanel({ page, press, text }: PopoverPage): Promise<readonly RecordedOutput[]> {
  const seen: RecordedOutput[] = [];
  for (const panel of ['quota', 'providers', 'history', 'preferences'] as const) {
    await press(words.navigation[panel]);
    await page.evaluate(() => {
      for (const more of document.querySelectorAll<HTMLElement>('summary, [aria-expanded="false"]')) more.click();
    });
    seen.push(output(`page ${panel}`, await page.content()), output(`text of ${panel}`, await text()));
  }
  return seen;
}

const output = (where: string, text: string): RecordedOutput => ({ where, bytes: Buffer.from(text) });

/** What the app shows and copies while the service answers what no parser expects. */
async function strangeRun(session: AppSession, popover: PopoverPage, front: ServiceFront, held: HeldSecrets) {
  const seen: RecordedOutput[] = [];
  for (const answer of strangeAnswers(held)) {
    front.answerWith(answer);
    await popover.invoke('quota:refresh');
    await popover.press(words.navigation.quota);
    await popover.invoke('report:copy');
    const copied = await askMain(session.driver().app, ({ clipboard }) => clipboard.readText());
    expect(copied).toContain('Qwen Gauge');
    seen.push(output(`page after ${answer.body}`, await popover.page.content()), output('clipboard', copied));
    seen.push(output('report', await popover.invoke('report:read')));
  }
  front.answerWith(null);
  return seen;
}

it('keeps every secret of settings, .env, logs, programs and answers to itself, from the start to the end', async () => {
  const held = createSecrets(seed);
  const session = await openAppSession({ settings: '{}', keyring: true });
  const front = await openFront(session.urls.gatewayUrl);
  const seen: RecordedOutput[] = [];
  try {
    for (const prepare of [writeSettings, writeLogs, installPrograms, fillAccount]) prepare(session, held);
    await session.start({ QWEN_GAUGE_GATEWAY_URL: front.url, MY_OTHER_API_KEY: held.of('environment') });
    const popover = await session.openPopover();
    await popover.recordPushes();
    await session.signIn(popover);
    seen.push(...(await eachPanel(popover)), ...(await strangeRun(session, popover, front, held)));
    await popover.invoke('client:ask');
    writeFileSync(session.user.settingsFile, `{ "env": { "A": "${held.of('broken settings')}`);
    await popover.invoke('quota:refresh');
    seen.push(...(await eachPanel(popover)), output('pushes', await popover.recordedPushes()));
    seen.push(output('menu', JSON.stringify(await session.waitForTooltip(''))));
    writeSettings(session, held);
    await session.restart();
    seen.push(...(await eachPanel(await session.openPopover())), ...(await recordedOutput(session)));
    seen.push(output('notices', JSON.stringify(session.notifications?.shown())));
    await session.driver().quit();
    seen.push(...filesBelow(session.user.dataFolder));
    const own = [session.user.qwenFolder, path.join(session.user.base, 'bin')];
    const leaks = [...held.all].flatMap(([place, secret]) =>
      placesOf(secret, seen)
        .filter((where) => !own.some((folder) => where.startsWith(folder)))
        .map((where) => `${place}: ${secret} in ${where}`),
    );
    expect(existsSync(path.join(session.user.dataFolder, 'log.txt'))).toBe(true);
    expect([...new Set(leaks)], `QWEN_GAUGE_TEST_SEED=${seed}`).toEqual([]);
  } finally {
    await session.close();
    await front.close();
  }
});
