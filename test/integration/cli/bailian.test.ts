import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OtherAccount } from '../../../main/core/accounts.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { hourMs } from '../../../main/core/quota/calendar.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { codingPlan, fresh, snapshotOf } from '../../support/readings.ts';
import { isPosix } from '../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment } from './environment.ts';

interface Printed {
  readonly codingPlan?: unknown;
  readonly tokenPlan?: unknown;
  readonly free?: unknown;
}

/** Installs a fake `bl` that prints these answers, by default that there is nothing, and returns the PATH to find it. */
function installBl(cli: CliEnvironment, { codingPlan = {}, tokenPlan = {}, free = [] }: Printed): string {
  const file = cli.write(
    'bin/bl',
    `#!/bin/sh
case "$1 $2" in
  "usage coding-plan") echo '${JSON.stringify(codingPlan)}' ;;
  "usage token-plan") echo '${JSON.stringify(tokenPlan)}' ;;
  "usage free") echo '${JSON.stringify(free)}' ;;
  *) echo '{"error":{"code":2,"message":"unknown command"}}' >&2; exit 2 ;;
esac
`,
  );
  chmodSync(file, 0o755);
  return `${path.dirname(file)}:/usr/bin:/bin`;
}

const refresh = (printed: Printed, language = 'en_US.UTF-8') => {
  const cli = createCliEnvironment();
  return cli.run(['status', '--refresh'], { env: { PATH: installBl(cli, printed), LANG: language } });
};

const requests = (usedQuota: number, totalQuota: number) => ({ usedQuota, totalQuota });

describe.runIf(isPosix)('status --refresh by bl', () => {
  it('says how old the numbers of an account are that only the app can ask of, once that has quit', async () => {
    const cli = createCliEnvironment();
    const nowMs = Date.now() - 26 * hourMs;
    const snapshot = snapshotOf(fresh(codingPlan({ takenAtMs: nowMs })));
    const session = { state: 'unknown' } as const;
    const others: readonly OtherAccount[] = [{ id: '0a1b2c3d', number: 2, name: 'Home', session, snapshot }];
    const parts = { session, others, preferences: defaultPreferences, localCounts: null, demo: false, nowMs };
    cli.write('data/status.json', JSON.stringify(statusJson({ ...parts, snapshot: snapshotOf() })));
    const free = [{ model: 'qwen3-max', usedPercent: 25, total: 1_000_000, remaining: 750_000 }];
    const env = { PATH: installBl(cli, { free }), LANG: 'en_US.UTF-8' };
    expect((await cli.run(['status', '--refresh'], { env })).out).toContain('Home · Last good reading 1 d 2 h ago');
    const { qwen_gauge } = JSON.parse((await cli.run(['status', '--refresh', '--json'], { env })).out);
    expect(qwen_gauge.other_accounts).toMatchObject([{ pools: [{ state: 'stale' }] }]);
  });

  it('says once that it shows none where none of its pools has an answer, and never that it has a fault', async () => {
    const ran = await refresh({});
    expect(ran).toMatchObject({ code: 1 });
    const all = ran.out + ran.err;
    expect(all.match(/shows nothing here: there is nothing, or it could not be read/g)).toHaveLength(1);
    expect(all).not.toMatch(/bug|version/i);
  });

  it('says the same in Chinese, without advice to change the version', async () => {
    const { out, err } = await refresh({}, 'zh_CN.UTF-8');
    expect(out + err).toContain('bl');
    expect(out + err).not.toMatch(/版本|缺陷/);
  });

  it('shows a Coding Plan alone, without a line for the Token Plan and the free tier that it has not', async () => {
    const { code, out } = await refresh({
      codingPlan: {
        instanceType: 'pro',
        per5Hour: requests(20, 6000),
        perWeek: requests(448, 45_000),
        perBillMonth: requests(89_999, 90_000),
      },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^1% of the monthly quota left\n(.+\n)*\nCoding Plan · Pro /);
    expect(out).toMatch(/99% used {2}1 left of 90,000 requests/);
    expect(out).not.toMatch(/Token Plan|Free tier|shows nothing/);
  });

  it('shows a free tier alone, without a line for the plans that it has not', async () => {
    const entry = { type: 'Text', remaining: 340_000, total: 1_000_000, usagePercent: 66, expires: '2027-01-02' };
    const { code, out } = await refresh({ free: [{ ...entry, model: 'qwen3-max', autoStop: false }] });
    expect(code).toBe(0);
    expect(out).toMatch(/^Free tier /);
    expect(out).toMatch(/qwen3-max .* 66% used {2}340K left of 1M units .*you are billed/);
    expect(out).not.toMatch(/Plan |shows nothing/);
  });

  it.each([
    [0.0049, '1% used', '99% left'],
    [0.005, '1% used', '99% left'],
    [0.43565880333333334, '44% used', '56% left'],
    [0.8651, '87% used', '13% left'],
    [0.9951, '99% used', '1% left'],
    [1, '100% used', '0% left'],
  ])('makes 100 of what is used and what is left at %d', async (per1WeekPercentage, used, left) => {
    const { out } = await refresh({ tokenPlan: { per1WeekPercentage } });
    expect(out).toMatch(new RegExp(`Week .* ${used} +${left}`));
  });

  it('reports a pool that it cannot read beside one that it can', async () => {
    const { code, out } = await refresh({
      codingPlan: { notice: 'maintenance' },
      tokenPlan: { per1WeekPercentage: 0.5 },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^Coding Plan/m);
    expect(out).toMatch(/50% used +50% left/);
    expect(out).not.toContain('Free tier');
  });
});
