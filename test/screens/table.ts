import type { Page } from 'playwright';
import { windowPictures } from '../../main/core/history/window-picture.ts';
import type { NoticeSubject } from '../../main/core/notices/subject.ts';
import type { RepairOffer } from '../../main/core/provider/model.ts';
import { viewSettings } from '../../main/core/provider/switch/settings-view.ts';
import { readingOf } from '../../main/core/quota/share.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { AppState } from '../../preload/contract.ts';
import { preferencePages } from '../../renderer/navigation.ts';
import {
  base,
  codingPlan,
  everyPool,
  fresh,
  nowMs,
  readable,
  refused,
  signedOut,
  snapshotOf,
  states,
  threeWindows,
} from '../renderer/states.ts';
import { noFacts } from '../support/settings-facts.ts';
import { accountScreens } from './account-screens.ts';
import {
  type Answers,
  decided,
  noPastUse,
  pastOf,
  pastUse,
  reported,
  switching,
  warned,
  withBackups,
  withForecast,
} from './answers.ts';
import { firstRunScreens } from './first-run-screens.ts';
import { noticeScreens } from './notice-screens.ts';

/** One screen of the app: a state, main's answers, and what a user does to come there. */
export interface Screen {
  /** Panel and what is special, for the name of a file. */
  readonly name: string;
  readonly state: AppState;
  /** A notice that waits, worded in the language of the screen. */
  readonly notice?: NoticeSubject;
  readonly answers?: Answers;
  readonly steps?: (page: Page, words: Words) => Promise<void>;
}

/** The button with this name, not one whose name only contains it. */
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

const used = (five: number, week: number, month: number): AppState => ({
  ...base,
  snapshot: snapshotOf(fresh(codingPlan(threeWindows(five, week, month)))),
});
const at = (destination: AppState['destination'], over: Partial<AppState> = {}): AppState => ({
  ...base,
  ...over,
  destination,
});
const providers = (over: Partial<AppState> = {}): AppState => at({ to: 'providers', serial: 1 }, over);
/** Opens the form of a provider, or the preview where nothing has to be entered. */
const switchTo = (providerId: string, over: Partial<AppState> = {}): AppState =>
  at({ to: 'switch', serial: 1, providerId }, over);
const preferences = (over: Partial<AppState> = {}): AppState => at({ to: 'preferences', serial: 1 }, over);

/** Qwen Code uses the Coding Plan of Singapore, and the key of the team's plan is known. */
const withTeam: AppState['settings'] = {
  ...readable,
  options: readable.options.map((option) =>
    option.id.startsWith('token-plan/') ? { ...option, label: 'Token Plan Team' } : option,
  ),
};

/** Every state is shown on the quota screen: those of the renderer's tests, and some more. */
const quotaScreens: readonly Screen[] = Object.entries<AppState>({
  ...states,
  amber: used(4680, 12_880, 31_040),
  red: used(5640, 12_880, 31_040),
  weekUsedUp: used(2520, 45_000, 31_040),
  /** What the app is for: nearly empty, and another plan has much left. */
  runningOut: {
    ...(states['foreseen'] ?? base),
    snapshot: snapshotOf(
      fresh(codingPlan(threeWindows(5640, 24_100, 44_040))),
      ...everyPool.pools.filter(({ pool }) => pool === 'token-plan-team' || pool === 'pay-as-you-go'),
    ),
    settings: withTeam,
    runOuts: [
      {
        ...{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs: nowMs + 19 * 60_000, likelihood: 0.9 },
        between: { fromMs: nowMs + 15 * 60_000, toMs: nowMs + 28 * 60_000 },
      },
    ],
  },
  /** Qwen Code uses a provider without a pool, and every pool that there is is tight. */
  elsewhere: {
    ...(states['amberAndRed'] ?? base),
    settings: {
      ...readable,
      options: readable.options.map((option) => ({ ...option, current: option.id === 'openrouter' })),
    },
  },
  oldForHours: {
    ...base,
    snapshot: snapshotOf({
      pool: 'coding-plan',
      state: 'stale',
      // The five hours, which came back from 05:00 on, are over.
      reading: codingPlan(
        threeWindows(2520, 12_880, 31_040).map((window) =>
          window.renewal === 'rolling' ? { ...window, resetsAtMs: nowMs - 6 * 3_600_000 } : window,
        ),
        9 * 3_600_000,
      ),
      disagreements: [],
      failure: { kind: 'offline' },
      failedAtMs: nowMs - 60_000,
    }),
  },
  everyPoolOldPlan: { ...base, snapshot: everyPool, session: signedOut('expired') },
  startsNot: {
    ...base,
    settings: {
      ...readable,
      options: readable.options.map((option) => ({
        ...option,
        ...(option.current && { startFault: { code: 'missing-key' as const, subject: option.keyVariable } }),
      })),
    },
  },
  newVersion: { ...base, updates: { canLook: true, newVersion: '0.2.0' } },
})
  .map(([name, state]) => ({ name: `quota-${name}`, state: withForecast(state) }))
  .map((screen) => ({ ...screen, answers: pastOf(screen.state) }));

/** After the first sign-in: one reading is all that is known. */
const firstReading: Screen = {
  name: 'quota-firstReading',
  state: base,
  answers: {
    'history:get': windowPictures({
      snapshot: base.snapshot,
      history: base.snapshot.pools.flatMap((status) => {
        const reading = readingOf(status);
        const { pool } = status;
        return (reading?.windows ?? []).map(({ id, used: amount, limit }) => ({
          ...{ pool, windowId: id, certainty: 'exact' as const },
          points: [{ atMs: reading?.takenAtMs ?? nowMs, used: amount, limit }],
        }));
      }),
      ...{ levels: [], runOuts: [], outlooks: [], nowMs, utcOffsetAt: () => 0 },
    }),
  },
};

/** Unfolds what is folded on the quota screen: exact figures, and every other quota. */
const unfoldedScreens: readonly Screen[] = ['foreseen', 'amberAndRed'].map((name) => {
  const state = states[name] ?? base;
  const steps: Screen['steps'] = async (page) => {
    for (const fold of await page.locator('.fold > summary, .pool-row > summary').all()) await fold.click();
  };
  return { name: `quota-${name}-unfolded`, state, answers: pastOf(state), steps };
});

/** Its key is known, so that its preview opens at once. */
const tokenPlan = 'token-plan/international';
const repair: RepairOffer = { code: 'wrapped-models', values: {}, repairable: true };
const providerScreens: readonly Screen[] = [
  { name: 'providers-list', state: providers({ canUndo: true }) },
  {
    name: 'providers-catalogue',
    state: providers({
      settings: viewSettings({ path: readable.path, text: null, facts: noFacts }),
      preferences: { ...base.preferences, favouriteProviderIds: ['deepseek'] },
    }),
  },
  {
    name: 'providers-model-found',
    state: providers({ settings: viewSettings({ path: readable.path, text: null, facts: noFacts }) }),
    steps: (page) => page.getByRole('searchbox').fill('glm-4'),
  },
  { name: 'providers-list-repair', state: providers({ settings: { ...readable, repairs: [repair] } }) },
  {
    name: 'providers-nothing-found',
    state: providers(),
    steps: (page) => page.getByRole('searchbox').fill('no such provider'),
  },
  { name: 'providers-refused', state: providers({ settings: refused }) },
  { name: 'providers-reading', state: providers({ settings: { state: 'unknown' } }) },
  { name: 'providers-form', state: switchTo('openrouter') },
  { name: 'providers-form-more', state: switchTo('openrouter'), steps: (page) => page.locator('summary').click() },
  { name: 'providers-form-custom', state: switchTo('custom') },
  { name: 'providers-form-custom-more', state: switchTo('custom'), steps: (page) => page.locator('summary').click() },
  { name: 'providers-preview', state: switchTo(tokenPlan), answers: switching },
  { name: 'providers-preview-warned', state: switchTo('file/openai/1'), answers: warned },
  {
    name: 'providers-preview-exact',
    state: switchTo(tokenPlan),
    answers: switching,
    steps: (page) => page.locator('summary').click(),
  },
  {
    name: 'providers-key-refused',
    state: switchTo('file/openai/1'),
    answers: { 'switch:preview': { kind: 'key-refused', problem: 'billed-key-on-plan-endpoint' } },
  },
  {
    name: 'providers-done',
    state: switchTo(tokenPlan, { canUndo: true }),
    answers: switching,
    steps: (page, words) => press(page, words.providers.confirm),
  },
  {
    name: 'providers-failed',
    state: switchTo(tokenPlan),
    answers: { ...switching, 'switch:confirm': { kind: 'failed', detail: 'ENOSPC' } },
    steps: (page, words) => press(page, words.providers.confirm),
  },
  {
    name: 'providers-repair',
    state: providers({ settings: { ...readable, repairs: [repair] } }),
    answers: switching,
    steps: (page, words) => press(page, words.providers.repair.start),
  },
  {
    name: 'providers-backups',
    state: providers(),
    answers: withBackups,
    steps: (page, words) => press(page, words.providers.backups.open),
  },
  {
    name: 'providers-restore',
    state: providers(),
    answers: withBackups,
    steps: async (page, words) => {
      await press(page, words.providers.backups.open);
      await page.getByRole('button', { name: words.providers.backups.restore }).first().click();
    },
  },
  {
    name: 'providers-no-backups',
    state: providers(),
    answers: { 'backups:list': { backups: [], unread: [] } },
    steps: (page, words) => press(page, words.providers.backups.open),
  },
];

const historyScreen = (name: string, state: AppState, answers: Answers): Screen => ({
  name: `history-${name}`,
  state,
  answers,
  steps: (page, words) => press(page, words.navigation.history),
});
const historyScreens: readonly Screen[] = [
  historyScreen('full', { ...base, snapshot: everyPool }, pastUse),
  historyScreen('empty', { ...base, snapshot: everyPool }, noPastUse),
  historyScreen('signed-out', { ...base, snapshot: snapshotOf(), session: signedOut('never') }, noPastUse),
];

const preferenceScreens: readonly Screen[] = [
  ...preferencePages.map((name) => ({
    name: `preferences-${name}`,
    state: preferences(),
    steps: (page: Page, words: Words) => press(page, words.preferences.pages[name]),
  })),
  {
    name: 'preferences-decisions',
    state: preferences(),
    answers: decided,
    steps: async (page, words) => {
      await press(page, words.preferences.pages.notices);
      await press(page, words.why.title);
    },
  },
  {
    name: 'preferences-notices-off',
    state: preferences({
      preferences: { ...base.preferences, notices: false, quietHours: { fromMinute: 1320, toMinute: 480 } },
    }),
    steps: (page, words) => press(page, words.preferences.pages.notices),
  },
  {
    name: 'preferences-plans-signed-out',
    state: preferences({ session: signedOut('never') }),
    steps: (page, words) => press(page, words.preferences.pages.plans),
  },
];

/** Every screen, once. A new one needs a line here, and then is in all pictures and checks. */
export const screens: readonly Screen[] = [
  ...firstRunScreens,
  ...quotaScreens,
  firstReading,
  ...unfoldedScreens,
  {
    name: 'quota-report',
    state: states['failedShape'] ?? base,
    answers: reported,
    steps: (page, words) => press(page, words.report.show),
  },
  ...providerScreens,
  ...historyScreens,
  ...preferenceScreens,
  ...noticeScreens,
  ...accountScreens,
];
