import type { Page } from 'playwright';
import type { OtherAccount } from '../../main/core/accounts.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import {
  base,
  codingPlan,
  everyPool,
  fresh,
  nowMs,
  signedIn,
  signedOut,
  snapshotOf,
  states,
  threeWindows,
} from '../renderer/states.ts';
import { pastOf, withForecast } from './answers.ts';
import type { Screen } from './table.ts';

const home: OtherAccount = {
  ...{ id: '0a1b2c3d', number: 2, name: null },
  session: { ...signedIn, account: 'xiaoming@home.example' } as OtherAccount['session'],
  snapshot: snapshotOf(
    fresh(codingPlan(threeWindows(5520, 12_880, 31_040))),
    ...everyPool.pools.filter(({ pool }) => pool === 'pay-as-you-go'),
  ),
};
const ended: OtherAccount = {
  ...{ id: '4e5f6a7b', number: 3, name: 'Team' },
  session: signedOut('expired'),
  snapshot: snapshotOf({
    pool: 'coding-plan',
    state: 'stale',
    reading: codingPlan(threeWindows(600, 8_000, 40_000), 26 * 3_600_000),
    disagreements: [],
    failure: { kind: 'session-expired' },
    failedAtMs: nowMs - 60_000,
  }),
};
const accounts: AppState['accounts'] = {
  chosen: { id: 'first', number: 1, name: 'Work' },
  others: [home, ended],
  adding: null,
  canAdd: true,
};
const plans = (over: Partial<AppState['accounts']> = {}): AppState => ({
  ...base,
  accounts: { ...accounts, ...over },
  destination: { to: 'preferences', serial: 1 },
});
const toPlans = (page: Page, words: Words): Promise<void> =>
  page.getByRole('button', { name: words.preferences.pages.plans, exact: true }).click();
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const several = withForecast({ ...(states['foreseen'] ?? base), accounts });

/** The screens of a user with several accounts, and those on which one comes to them. */
export const accountScreens: readonly Screen[] = [
  { name: 'quota-severalAccounts', state: several, answers: pastOf(several) },
  {
    name: 'quota-severalAccounts-notice',
    state: {
      ...several,
      pendingNotices: [
        {
          ...{ tag: '0a1b2c3d:coding-plan/five-hours', account: 'Account 2', canSnooze: true, canSwitch: false },
          ...{ title: '92% of the 5-hour quota used', body: 'Coding Plan: 480 requests left, resets 14:00.' },
        },
      ],
    },
    answers: pastOf(several),
  },
  {
    name: 'quota-severalAccounts-signedOut',
    state: { ...base, accounts, session: signedOut('signed-out'), snapshot: snapshotOf() },
  },
  { name: 'preferences-plans-severalAccounts', state: plans(), steps: toPlans },
  {
    name: 'preferences-plans-mostAccounts',
    state: plans({
      others: [2, 3, 4, 5].map((number) => ({
        ...{ ...home, id: `0a1b2c3${number}`, number },
        name: `A long name of account number ${number}`,
      })),
      canAdd: false,
    }),
    steps: toPlans,
  },
  {
    name: 'preferences-plans-account',
    state: plans(),
    steps: async (page, words) => {
      await toPlans(page, words);
      await page.locator('.account > summary').nth(1).click();
      await press(page, words.accounts.remove);
    },
  },
  {
    name: 'preferences-plans-accountEnded',
    state: plans(),
    steps: async (page, words) => {
      await toPlans(page, words);
      await page.locator('.account > summary').nth(2).click();
    },
  },
  {
    name: 'preferences-plans-adding',
    state: { ...base, destination: { to: 'preferences', serial: 1 } },
    steps: async (page, words) => {
      await toPlans(page, words);
      await press(page, words.accounts.add);
    },
  },
  {
    name: 'preferences-plans-addingWaits',
    state: plans({
      others: [],
      adding: { state: 'waiting', region: 'international', expiresAtMs: nowMs + 280_000, offline: false },
    }),
    steps: toPlans,
  },
  {
    name: 'preferences-plans-alreadyHere',
    state: plans({
      others: [],
      adding: { state: 'signed-out', lastEnd: { kind: 'already-here' }, cause: 'never', region: 'china' },
    }),
    steps: toPlans,
  },
];
