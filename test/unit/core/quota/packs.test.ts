import { describe, expect, it } from 'vitest';
import { decideAlerts } from '../../../../main/core/notices/alerts.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { dayMs, hourMs } from '../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../main/core/quota/forecast/forecast.ts';
import type { AddOns, PoolStatus, QuotaWindow, Reading } from '../../../../main/core/quota/model.ts';
import { packsLeft, usablePacks, withPacks } from '../../../../main/core/quota/packs.ts';
import { tightestWindow } from '../../../../main/core/quota/share.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { quotaView } from '../../../../main/core/view/quota/quota-view.ts';
import { trayView } from '../../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import { noonMs, snapshotOf, window } from '../../../support/readings.ts';

const pack = (remainingCredits: number, totalCredits: number | null = null, endsAtMs: number | null = null) => ({
  remainingCredits,
  totalCredits,
  endsAtMs,
});
const credits = (used: number, changes: Partial<QuotaWindow> = {}): QuotaWindow =>
  window({ id: 'credits', unit: 'credits', used, limit: 25_500, resetsAtMs: noonMs + 10 * dayMs, ...changes });
const plan = (windows: readonly QuotaWindow[], addOns: AddOns): Reading => ({
  pool: 'token-plan-personal',
  sourceId: 'qwencloud',
  takenAtMs: noonMs,
  endsAtMs: null,
  autoRenews: null,
  tier: 'essential',
  status: 'VALID',
  windows,
  addOns,
});
const statusOf = (reading: Reading): PoolStatus => ({ pool: reading.pool, state: 'fresh', reading, disagreements: [] });

describe('packs', () => {
  it('are used in the order in which they end, as long as they last', () => {
    const packs = [
      pack(3, null, null),
      pack(0, 10, noonMs + dayMs),
      pack(2, null, noonMs + 2 * dayMs),
      pack(1, null, noonMs + dayMs),
      pack(9, null, noonMs),
    ];
    expect(usablePacks(plan([], packs), noonMs).map(({ remainingCredits }) => remainingCredits)).toEqual([1, 2, 3]);
    expect(packsLeft(plan([], packs), noonMs)).toBe(6);
    expect(packsLeft(null, noonMs)).toBe(0);
  });

  it('follow the Credits of the plan: what is left is left of both', () => {
    const reading = plan([], [pack(5000, 10_000), pack(1000)]);
    expect(withPacks(reading, credits(25_500), noonMs)).toMatchObject({ used: 30_500, limit: 36_500 });
    expect(withPacks(reading, credits(26_000), noonMs)).toMatchObject({ used: 30_500, limit: 36_500 });
    expect(withPacks(reading, credits(500), noonMs)).toMatchObject({ used: 5500, limit: 36_500 });
    expect(withPacks(plan([], [pack(7, 5)]), credits(0), noonMs)).toMatchObject({ used: 0, limit: 25_507 });
  });

  it('change nothing when there are none, or none that lasts', () => {
    const full = credits(25_500);
    expect(withPacks(plan([], []), full, noonMs)).toBe(full);
    expect(withPacks(plan([], [pack(0, 10_000), pack(5, null, noonMs)]), full, noonMs)).toBe(full);
  });

  it('count alone once a plan of which only a share is known is used up', () => {
    const reading = plan([], [pack(4000, 10_000)]);
    const share = { id: 'week', unit: 'share', limit: 1 } as const;
    expect(withPacks(reading, window({ ...share, used: 0.99 }), noonMs)).toMatchObject({ unit: 'share', used: 0.99 });
    expect(withPacks(reading, window({ ...share, used: 1 }), noonMs)).toMatchObject({
      id: 'week',
      unit: 'credits',
      used: 6000,
      limit: 10_000,
    });
  });
});

describe('a plan that is used up with packs left', () => {
  const locale = { words: wordsFor('en'), timeZone: 'Asia/Shanghai' };
  const snapshot = snapshotOf(statusOf(plan([credits(25_500)], [pack(5000, 10_000)])));
  const inAll = { used: 30_500, limit: 35_500 };

  it('is not used up: the tightest window counts both', () => {
    expect(tightestWindow(snapshot, noonMs)?.window).toMatchObject(inAll);
  });

  it('shows what is left in all in the verdict, and the packs beside it', () => {
    const view = quotaView({ snapshot, session: { state: 'unknown' }, nowMs: noonMs, locale });
    expect(view.verdict).toMatchObject({
      sentence: '14% of the credits left',
      level: 'amber',
      pool: 'token-plan-personal',
    });
    expect(view.pools[0]?.line).toMatchObject({ noteText: '5,000 Credits left', percent: 86 });
    expect(view.pools[0]?.windows[0]).toMatchObject({
      percent: 86,
      level: 'amber',
      packsText: 'Packs in use: 5,000 Credits left',
    });
    expect(view.pools[0]?.details).toMatchObject({ kind: 'credits', rows: [{ amountText: '5K left of 10K Credits' }] });
  });

  it('names the packs before they are needed', () => {
    const early = snapshotOf(statusOf(plan([credits(100)], [pack(5000)])));
    const view = quotaView({ snapshot: early, session: { state: 'unknown' }, nowMs: noonMs, locale });
    expect(view.pools[0]?.windows[0]).toMatchObject({
      packsText: 'Packs hold 5,000 Credits of what is left',
      level: 'calm',
    });
  });

  it('fills the icon by both, and names the packs in the menu', () => {
    const tray = trayView({
      snapshot,
      session: { state: 'unknown' },
      settings: { state: 'unknown' },
      preferences: defaultPreferences,
      localCounts: null,
      demo: false,
      locale,
      nowMs: noonMs,
    });
    expect(tray).toMatchObject({ picture: { state: 'amber' }, title: '86%' });
    expect(tray.tooltip).toContain('Packs: 5,000 Credits left');
    expect(tray.menu).toContainEqual({ kind: 'text', label: 'Packs: 5,000 Credits left' });
  });

  it('is written to status.json by both, with the packs beside the plan', () => {
    const status = statusJson({
      snapshot,
      session: { state: 'unknown' },
      preferences: { warnAtUsedPercents: [90] },
      localCounts: null,
      demo: false,
      nowMs: noonMs,
    });
    expect(status.qwen_gauge.tightest).toMatchObject({ window: 'credits', used_pct: 85 });
    expect(status.token_plan).toMatchObject({ subscribed: true, usedPct: 100, addonRemaining: 5000 });
  });

  it('raises an alert only when plan and packs reach the threshold', () => {
    const preferences = { notices: true, warnAtUsedPercents: [90] };
    const decide = (left: number, remembered: Parameters<typeof decideAlerts>[2]) =>
      decideAlerts(
        snapshotOf(statusOf(plan([credits(25_500)], [pack(left, 10_000)]))),
        preferences,
        remembered,
        noonMs,
      );
    const before = decide(5000, []);
    expect(before.due).toEqual([]);
    const after = decide(3000, before.remembered);
    expect(after.due).toMatchObject([{ pool: 'token-plan-personal', window: { used: 32_500, limit: 35_500 } }]);
  });

  it('is forecast through the packs', () => {
    // 20 of 30 days have passed: 25,500 of the plan and 5,000 of the packs. The other 5,000 last 3.3 days.
    const [first] = runningOut(snapshot, [], noonMs);
    expect(first?.runsOutAtMs).toBe(Math.round(noonMs + 5000 * ((20 * dayMs) / 30_500)));
    const plenty = snapshotOf(statusOf(plan([credits(25_500)], [pack(50_000)])));
    expect(runningOut(plenty, [], noonMs)).toEqual([]);
  });

  it('has a forecast from what was used of the plan alone, while packs are not in use', () => {
    const reading = plan([credits(20_000)], [pack(2000, 10_000)]);
    // 20,000 in 20 days: 7,500 are left in all, for another 7.5 days.
    expect(runningOut(snapshotOf(statusOf(reading)), [], noonMs)).toMatchObject([
      { runsOutAtMs: Math.round(noonMs + 7500 * (dayMs / 1000)) },
    ]);
  });

  it('has no forecast once packs follow a plan of which only a share is known', () => {
    const share = window({
      id: 'week',
      renewal: 'fixed',
      unit: 'share',
      used: 1,
      limit: 1,
      resetsAtMs: noonMs + hourMs,
    });
    expect(runningOut(snapshotOf(statusOf(plan([share], [pack(10, 1000)]))), [], noonMs)).toEqual([]);
  });
});
