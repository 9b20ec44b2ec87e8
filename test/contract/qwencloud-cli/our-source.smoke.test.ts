import { describe, expect, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { createQwencloudCliSource } from '../../../main/sources/qwencloud-cli/source.ts';
import { couldNotTell, proPlan, seats } from './accounts.ts';
import { onPath } from './on-path.ts';
import { signedIn } from './session.ts';

const nowMs = Date.now();
const plan = proPlan(nowMs);
const signal = new AbortController().signal;

const windowOf = (id: string, { used, limit, nextRefreshMs }: typeof plan.fiveHours) => ({
  id,
  unit: 'requests',
  used,
  limit,
  resetsAtMs: nextRefreshMs,
  certainty: 'exact',
});

describe.each(['1.0.2', '1.4.1'] as const)('our source over the official client %s', (version) => {
  const session = signedIn(version);

  it('returns the numbers set in the service, and reports what the client cannot determine', async () => {
    const { freeTier } = demoAccount(nowMs);
    session().standIn.account.update({ ...emptyAccount, codingPlan: plan, freeTier, tokenPlan: seats(nowMs) });
    const source = createQwencloudCliSource({
      processes: await onPath(version, session().cli.home),
      clock: createClock(),
    });
    await source.look(signal);
    expect(source.pools).toEqual(['coding-plan', 'free-tier']);
    const [codingPlan, freeModels] = await source.fetch(source.pools, signal);
    if (version === '1.0.2') {
      expect(codingPlan).toMatchObject({
        reading: {
          plan: 'pro',
          windows: [windowOf('five-hours', plan.fiveHours), windowOf('week', plan.week), windowOf('month', plan.month)],
        },
      });
    } else expect(codingPlan).toMatchObject(couldNotTell);
    const expected = freeTier.map(({ model, quota }) => ({
      model,
      quota: quota && { remaining: quota.left, total: quota.total, unit: quota.unit.toLowerCase() },
    }));
    expect(freeModels).toMatchObject({ reading: { models: expected } });
  });
});
