import { afterEach, expect, it } from 'vitest';
import { type Status, StatusSchema } from '../../../main/core/quota/status/status-schema.ts';
import { trayView } from '../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { type BillRowState, emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';

const hourMs = 60 * 60_000;
const words = wordsFor('en');

let day: SimulatedDay | null = null;
afterEach(async () => {
  await day?.close();
  day = null;
});

const billed = (amount: number): readonly BillRowState[] => [
  {
    date: '2026-10-04',
    model: 'qwen-plus',
    itemCode: 'token_number',
    category: 'Model Inference',
    quantity: 1,
    stepUnit: '1K tokens',
    amount,
  },
];

function tray(of: SimulatedDay) {
  return trayView({
    snapshot: of.runtime.quota.snapshot(),
    session: of.runtime.signIn.session(),
    settings: { state: 'unknown' },
    preferences: of.user.preferences,
    localCounts: null,
    demo: false,
    locale: { words, timeZone: 'UTC' },
    nowMs: of.clock.now(),
  });
}

const status = (of: SimulatedDay): Status => StatusSchema.parse(JSON.parse(of.files.get('status.json') ?? ''));

it('the budget is a window like any other, from the day it is set to the day it is removed', async () => {
  day = await openSimulatedDay(() => ({ ...emptyAccount, bill: billed(20) }));
  expect(tray(day).picture).toEqual({ kind: 'letter', state: 'unknown' });

  day.user.preferences = { ...day.user.preferences, monthlyBudget: 40, monthlyBudgetCurrency: 'USD' };
  day.runtime.preferencesChanged();
  await day.clock.advance(1000);
  const bill = () => status(day as SimulatedDay).qwen_gauge.pools.find(({ pool }) => pool === 'pay-as-you-go');
  expect(tray(day)).toMatchObject({
    picture: { share: 0.5 },
    title: '50%',
    tooltip: expect.stringContaining('Budget: 50% used'),
  });
  expect(status(day).qwen_gauge.tightest).toEqual({ pool: 'pay-as-you-go', window: 'budget', used_pct: 50 });
  expect(bill()?.windows).toMatchObject([{ window: 'budget', unit: 'money', used: 20, limit: 40 }]);
  // Half of it in five days of thirty-one.
  expect(day.runtime.pastUsage.runOuts()).toMatchObject([{ pool: 'pay-as-you-go', windowId: 'budget' }]);
  expect(day.notices).toEqual([]);

  day.standIn.account.update({ bill: billed(38) });
  await day.clock.advance(1.2 * hourMs);
  expect(day.notices).toMatchObject([
    {
      tag: 'pay-as-you-go/budget',
      title: '95% of the monthly budget used',
      body: expect.stringContaining('$2.00 left'),
    },
  ]);
  expect(tray(day)).toMatchObject({ picture: { share: 0.95, state: 'red' } });
  await day.clock.advance(3 * hourMs);
  expect(day.notices).toHaveLength(1);

  day.user.preferences = { ...day.user.preferences, monthlyBudget: null, monthlyBudgetCurrency: null };
  day.runtime.preferencesChanged();
  await day.clock.advance(1000);
  expect(tray(day).picture).toEqual({ kind: 'letter', state: 'unknown' });
  expect(bill()?.windows).toEqual([]);
});
