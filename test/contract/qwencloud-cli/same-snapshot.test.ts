import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { createHttp } from '../../../main/adapters/http/http.ts';
import { succeed } from '../../../main/core/failure.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { poolIds } from '../../../main/core/quota/model.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import type { Status } from '../../../main/core/quota/status/status-schema.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { type AccountState, emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { activeSources } from '../../../main/services/account/account.ts';
import { createSnapshotStore } from '../../../main/services/polling/snapshot-store.ts';
import { createSources } from '../../../main/sources/registry.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';
import { defaultModes } from '../../support/stand-in/modes.ts';
import { billRow, proPlan, seats, teamCredits } from './accounts.ts';
import type { CliVersion } from './official-cli.ts';
import { type ContractSession, signedIn } from './session.ts';

const nowMs = Date.now();
const clock = createClock();
const log = memoryLog();
const http = createHttp({ environment: {}, log });
afterAll(() => http.close());

/** The summary of the official client, and this app's own snapshot of the same account after merge and store. */
async function both({ standIn, urls, cli }: ContractSession) {
  const token = standIn.issueToken().accessToken;
  const all = createSources({ http, clock, log, overrides: urls, accessToken: () => succeed(token) });
  const [source] = activeSources(all, 'international');
  if (source === undefined) throw new Error('no source');
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const answers = await source.fetch(poolIds, new AbortController().signal);
  store.apply(answers.map((answer) => ({ sourceId: source.id, answer })));
  const ours = statusJson({
    snapshot: store.get(),
    session: { state: 'unknown' },
    preferences: defaultPreferences,
    localCounts: null,
    demo: false,
    nowMs: clock.now(),
  });
  const { from, to } = ours.period;
  const run = await cli.run('usage', 'summary', '--from', from, '--to', to, '--format', 'json');
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
  return { ours, official: run.json() as Official };
}

type Official = Pick<Status, 'period' | 'free_tier' | 'pay_as_you_go'> & {
  readonly coding_plan: Record<string, unknown>;
  readonly token_plan: Record<string, unknown>;
};

const today = new Date(nowMs).toISOString().slice(0, 10);
const bill = [
  billRow(today, 'qwen-plus', 100, 0.5),
  { ...billRow(today, 'qwen-image', 12, 0.4), itemCode: 'image_number', stepUnit: '' },
  { ...billRow(today, 'qwen-plus', 7, 9), category: 'Refund' },
  { ...billRow(today, 'wan-video', 9, 0.12345), itemCode: 'video_duration', stepUnit: '' },
];

const byModel = (paid: Status['pay_as_you_go']) => ({
  ...paid,
  models: paid?.models.toSorted((one, other) => one.model_id.localeCompare(other.model_id, 'en')),
});

describe.each(['1.0.2', '1.4.1'] as const)('our snapshot and the summary of the official client %s', (version) => {
  const session = signedIn(version);
  const withAccount = (account: Partial<AccountState>) => {
    session().standIn.account.update({ ...emptyAccount, ...account });
    return both(session());
  };
  beforeEach(() => session().standIn.setMode(defaultModes));

  it('agree pool by pool, except for its known bugs', async () => {
    const known = demoAccount(nowMs).freeTier;
    const [first] = known;
    const odd = ['pending', 'cancelled'].map((status) => ({
      ...first,
      model: `model-${status}`,
      templateCode: `tpl-${status}`,
      quota: first?.quota == null ? null : { ...first.quota, status },
    }));
    const freeTier = [...known, ...odd];
    const { ours, official } = await withAccount({ codingPlan: proPlan(nowMs), freeTier, bill });
    expect(official.free_tier).toHaveLength(freeTier.length);
    expect(ours.period).toEqual(official.period);
    expect(ours.free_tier).toEqual(official.free_tier);
    expect(byModel(ours.pay_as_you_go)).toEqual(byModel(official.pay_as_you_go));
    expect([ours.token_plan, official.token_plan]).toEqual([{ subscribed: false }, { subscribed: false }]);
    expectSamePlan(version, ours, official);
  });

  it('agree on the seats of a team, except for the refresh, a rounded percentage, and 1.0, which has no seats', async () => {
    const { ours, official } = await withAccount({ tokenPlan: seats(nowMs) });
    if (version === '1.0.2') return expect(official.token_plan).toEqual({ subscribed: false });
    const { resetDate, usedPct, status, ...plan } = official.token_plan;
    expect(ours.token_plan).toEqual({
      ...plan,
      usedPct: (50_000 / 150_000) * 100,
      resetDate: new Date(nowMs + 11 * 86_400_000).toISOString(),
    });
    expect([resetDate, usedPct, status]).toEqual([new Date(seats(nowMs).endsAtMs).toISOString(), 33, 'valid']);
  });

  it('agree on a plan wrapped twice, the one shape that 1.4.1 can read', async () => {
    session().standIn.setMode({ codingPlanShape: 'doubly-nested' });
    const { ours, official } = await withAccount({ codingPlan: proPlan(nowMs) });
    expect(ours.coding_plan).toMatchObject({ subscribed: true, plan: 'pro' });
    if (version === '1.0.2') expect(official.coding_plan).toEqual({ subscribed: false });
    else expect(ours.coding_plan).toEqual(official.coding_plan);
  });

  it('agree on bought Credits; known bug "reset date is the end of the plan"', async () => {
    const team = teamCredits(nowMs);
    const addon = { ...team, instanceId: 'addon-1', commodity: 'addon' as const, leftCredits: 1800.25 };
    const { ours, official } = await withAccount({ creditInstances: [team, addon] });
    const { resetDate, ...plan } = official.token_plan;
    expect(resetDate).toBe(new Date(team.endsAtMs).toISOString());
    expect(ours.token_plan).toEqual(plan);
    expect(ours.qwen_gauge.pools.find(({ pool }) => pool === 'token-plan-team')).toMatchObject({
      plan_ends_at: resetDate,
      windows: [{ window: 'credits', resets_at: null }],
    });
  });

  it('agree that there is no plan; only ours is certain', async () => {
    const { ours, official } = await withAccount({});
    expect(official).toMatchObject({ coding_plan: { subscribed: false }, token_plan: { subscribed: false } });
    expect(ours).toMatchObject({ coding_plan: { subscribed: false }, token_plan: { subscribed: false } });
    expect(byModel(ours.pay_as_you_go)).toEqual(byModel(official.pay_as_you_go));
  });
});

/** 1.4.1 has the bug "unwraps the envelope twice": the real wire shape reads as no plan. */
function expectSamePlan(version: CliVersion, ours: Status, official: Official): void {
  expect(ours.coding_plan).toMatchObject({ subscribed: true, plan: 'pro' });
  if (version === '1.4.1') expect(official.coding_plan).toEqual({ subscribed: false });
  else expect(ours.coding_plan).toEqual(official.coding_plan);
}
