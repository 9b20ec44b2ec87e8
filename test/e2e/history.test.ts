import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BillRowState } from '../../main/demo/service/stand-in/account/account.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const { history } = words;
const today = new Date().toISOString().slice(0, 10);
const row = (model: string, quantity: number, amount: number, line = 0): BillRowState => ({
  date: today,
  model,
  itemCode: 'token_number',
  // All lines differ, because the app rejects a page that repeats the previous one.
  category: `Model Inference ${line}`,
  quantity,
  stepUnit: '1K tokens',
  amount,
});

/** Past usage, read from the service by the real app under its content security policy. */
describe('the history, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  const field = (name: string) => popover.page.getByRole('combobox', { name, exact: true });
  const totals = () => popover.page.locator('tfoot td').allInnerTexts();

  beforeAll(async () => {
    appSession = await openAppSession();
    // One model has three pages in one month, so that reading only the first page would be noticed.
    const many = Array.from({ length: 230 }, (_, line) => row('qwen3-coder-plus', 10, 0.05, line));
    appSession.standIn.account.update({ bill: [...many, row('qwen-plus', 84, 0.034)] });
    await appSession.start({ TZ: 'UTC' });
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
    await popover.press(words.navigation.history);
  });
  afterAll(() => appSession?.close());

  it('starts with the most expensive model of this month, with all pages of its bill', async () => {
    await eventually('the bill of the model', async () => (await totals()).length === 2);
    expect(await field(history.model).inputValue()).toBe('qwen3-coder-plus');
    expect(await totals()).toEqual(['2,300,000', '$11.50']);
    const picture = popover.page.getByRole('img', { name: /^Tokens of qwen3-coder-plus/ });
    expect(await picture.getAttribute('aria-label')).toContain('2,300,000 in total');
  });

  it('sends no new request for the same days by another granularity', async () => {
    const asked = () => appSession.standIn.requests()['BssOpenAPI-V3/MaasListConsumeSummary'];
    const before = asked();
    await popover.page.getByRole('radio', { name: history.granularities.quarter, exact: true }).check();
    const quarter = `${today.slice(0, 4)} Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
    await popover.page.getByRole('rowheader', { name: quarter }).waitFor();
    expect(asked()).toBe(before);
  });

  it('accepts any number of days', async () => {
    await popover.page.getByRole('radio', { name: history.granularities.day, exact: true }).check();
    await field(history.period).selectOption({ label: history.someDays });
    const days = popover.page.getByLabel(history.days, { exact: true });
    await days.fill('3');
    await days.press('Enter');
    await eventually('three days', async () => (await popover.page.locator('table:has(tfoot) tbody tr').count()) === 3);
    expect(await totals()).toEqual(['2,300,000', '$11.50']);
    await days.fill('no number');
    await days.press('Enter');
    await popover.page.getByText(history.periodProblems['not-a-count'].what).waitFor();
    await field(history.period).selectOption({ label: history.periods.month });
    await popover.page.getByRole('radio', { name: history.granularities.quarter, exact: true }).check();
  });

  it('copies without a clipboard permission', async () => {
    await popover.press(history.copyJson);
    await popover.page.getByText(history.copied, { exact: true }).waitFor();
    const text = await askMain(appSession.driver().app, ({ clipboard }) => clipboard.readText());
    expect(JSON.parse(text)).toMatchObject({
      model_id: 'qwen3-coder-plus',
      granularity: 'quarter',
      total: { cost: 11.5, currency: 'USD', tokens_in: 2_300_000 },
    });
  });

  it('copies all that was recorded', async () => {
    await popover.press(history.copyAll('CSV'));
    const copied = () => askMain(appSession.driver().app, ({ clipboard }) => clipboard.readText());
    await eventually('the records', async () => (await copied()).startsWith('at,kind,pool,window,'));
    await popover.press(history.copyAll('JSON'));
    await eventually('the records', async () => (await copied()).startsWith('['));
    expect(JSON.parse(await copied())).toBeInstanceOf(Array);
  });

  it('reports a mistyped model and suggests the intended one', async () => {
    await field(history.model).fill('qwen-pluss');
    await popover.page.keyboard.press('Enter');
    await popover.page.getByText(history.modelNear('qwen-pluss', 'qwen-plus').wayOut).waitFor();
    await field(history.model).fill('qwen-plus');
    await eventually('the other model', async () => (await totals()).at(-1) === '$0.034');
  });

  it('draws the recorded usage of the windows', async () => {
    await eventually('a line', async () => (await popover.page.locator('.chart-line').count()) > 0);
    expect(await popover.page.getByRole('img', { name: /^Coding Plan, 5 hours: used from/ }).count()).toBe(1);
  });
});
