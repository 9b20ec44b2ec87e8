import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { createQwencloudCliSource } from '../../../main/sources/qwencloud-cli/source.ts';
import { defaultModes } from '../../support/stand-in/modes.ts';
import { couldNotTell, proPlan, seats, teamCredits } from './accounts.ts';
import { onPath } from './on-path.ts';
import { signedIn } from './session.ts';

const nowMs = Date.now();
const plan = proPlan(nowMs);
const refreshesAtMs = nowMs + 11 * 86_400_000;
const signal = new AbortController().signal;

describe.each(['1.0.2', '1.4.1'] as const)('our source over the official client %s', (version) => {
  const session = signedIn(version);
  let source: ReturnType<typeof createQwencloudCliSource>;
  beforeAll(async () => {
    source = createQwencloudCliSource({ processes: await onPath(version, session().cli.home), clock: createClock() });
    await source.look(signal);
  });
  beforeEach(() => {
    const { freeTier } = demoAccount(nowMs);
    session().standIn.account.update({ ...emptyAccount, codingPlan: plan, freeTier, tokenPlan: seats(nowMs) });
  });

  it('shows Credits that are used up, which the client calls "not subscribed"', async () => {
    const team = { ...teamCredits(nowMs), status: 'exhaust', leftCredits: 0 };
    session().standIn.account.update({ ...emptyAccount, creditInstances: [team] });
    await source.fetch(['token-plan-team'], signal);
    expect(source.pools).toContain('token-plan-team');
    const [answer] = await source.fetch(['token-plan-team'], signal);
    expect(answer).toMatchObject({
      reading: {
        status: 'exhaust',
        endsAtMs: team.endsAtMs,
        windows: [{ id: 'credits', used: 25_000, limit: 25_000, resetsAtMs: null }],
      },
    });
  });

  it('reads a team plan by its seats with the refresh apart from the end, or reports that it cannot', async () => {
    const tokenPlan = seats(nowMs);
    const pack = { ...teamCredits(nowMs), instanceId: 'pack-1', commodity: 'addon' as const, leftCredits: 40 };
    session().standIn.account.update({ ...emptyAccount, tokenPlan, creditInstances: [pack] });
    const [answer] = await source.fetch(['token-plan-team'], signal);
    // 1.0 does not support seats.
    if (version === '1.0.2') return expect(answer).toMatchObject(couldNotTell);
    expect(answer).toMatchObject({
      reading: {
        plan: 'Token Plan Team',
        endsAtMs: tokenPlan.endsAtMs,
        windows: [{ id: 'credits', used: 50_000, limit: 150_000, resetsAtMs: refreshesAtMs }],
        autoRenews: true,
        seatTiers: [
          { tier: 'standard', seats: 2, usedCredits: 37_499.5, totalCredits: 50_000, refreshesAtMs },
          { tier: 'pro', seats: 1, usedCredits: 12_500.5, totalCredits: 100_000, refreshesAtMs },
        ],
        addOns: [{ totalCredits: 25_000, remainingCredits: 40, endsAtMs: pack.endsAtMs }],
      },
    });
  });

  it('never reports the end of a plan with instances as its refresh, as `subscription status` does', async () => {
    const team = teamCredits(nowMs);
    session().standIn.account.update({ ...emptyAccount, creditInstances: [team] });
    const [answer] = await source.fetch(['token-plan-team'], signal);
    expect(answer).toMatchObject({
      reading: {
        endsAtMs: team.endsAtMs,
        windows: [{ id: 'credits', limit: 25_000, resetsAtMs: null }],
        seatTiers: [],
        autoRenews: null,
      },
    });
  });

  it('ignores packs that have ended, unlike 1.0', async () => {
    const team = teamCredits(nowMs);
    const pack = { ...team, commodity: 'addon' as const, leftCredits: 40 };
    const packs = [
      { ...pack, instanceId: 'pack-1' },
      { ...pack, instanceId: 'pack-2', status: 'expire' },
    ];
    session().standIn.account.update({ ...emptyAccount, creditInstances: [team, ...packs] });
    const [answer] = await source.fetch(['token-plan-team'], signal);
    expect(answer).toMatchObject({
      reading: { addOns: version === '1.0.2' ? [] : [{ remainingCredits: 40 }] },
    });
  });

  it.each([
    ['gw401', 'session-expired'],
    ['gw403', 'no-right'],
    ['gw429', 'rate-limited'],
    ['gw500', 'server-error'],
    ['gw302', 'login-page'],
    ['html200', 'login-page'],
    ['console-need-login', 'session-expired'],
    ['business-fail', 'business-error'],
    ['drop', 'offline'],
  ] as const)('tells %s as %s, or that the client could not tell', async (gateway, kind) => {
    session().standIn.setMode({ gateway });
    const [answer] = await source.fetch(['coding-plan'], signal);
    session().standIn.setMode(defaultModes);
    // 1.0.2 ignores an error code in a 200 response and exits with success.
    const unheard = version === '1.0.2' && ['console-need-login', 'business-fail'].includes(gateway);
    expect(answer).toMatchObject(unheard ? couldNotTell : { outcome: 'failed', failure: { kind } });
  });

  it('never says "not subscribed" once the session has ended', async () => {
    session().standIn.expireTokens();
    const answers = await source.fetch(source.pools.slice(0, 2), signal);
    // 1.0.2 exits with success and reports every plan as "not subscribed".
    if (version === '1.0.2') expect(answers).toMatchObject([couldNotTell, couldNotTell]);
    else
      expect(answers).toMatchObject([
        { failure: { kind: 'session-expired' } },
        { failure: { kind: 'session-expired' } },
      ]);
  });
});
