import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StatusSchema } from '../../../main/core/quota/status/status-schema.ts';
import { granularities, namedPeriods } from '../../../main/core/usage/breakdown-model.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { bundledCli, type CliRun, createCliProgram } from '../../integration/cli/environment.ts';
import { defaultModes } from '../../support/stand-in/modes.ts';
import { billRow, lastMonth, printedWindow, proPlan } from './accounts.ts';
import { onPath } from './on-path.ts';
import { signedIn } from './session.ts';

const nowMs = Date.now();
const plan = proPlan(nowMs);
const month = lastMonth(nowMs);
const model = 'qwen-plus';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** Runs in the home folder of an official client that is on the PATH, as after `npm install --global`. */
function runBeside(home: string, args: readonly string[]): Promise<CliRun> {
  const env = {
    HOME: home,
    PATH: `${join(home, 'bin')}:/usr/bin:/bin`,
    QWENCLOUD_KEYRING: 'no',
    NODE_OPTIONS: `--import=${pathToFileURL(join(home, 'preload.mjs'))}`,
  };
  return createCliProgram(entry).run(args, { env });
}

const versions = ['1.0.2', '1.4.1'] as const;

describe.each(versions)('qwen-gauge with the official client %s beside it', (version) => {
  const session = signedIn(version);
  beforeAll(async () => void (await onPath(version, session().cli.home)));
  beforeEach(() => {
    session().standIn.setMode(defaultModes);
    const { freeTier } = demoAccount(nowMs);
    const bill = [
      billRow(month.day(0), model, 100, 0.5),
      billRow(new Date(nowMs).toISOString().slice(0, 10), model, 50.25, 0.25),
    ];
    session().standIn.account.update({ ...emptyAccount, codingPlan: plan, freeTier, bill });
  });

  const run = (...args: readonly string[]) => runBeside(session().cli.home, args);

  it('prints the client’s numbers by `status --json --refresh` while the app is not running', async () => {
    const { code, out, err } = await run('status', '--json', '--refresh');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const status = StatusSchema.parse(JSON.parse(out));
    const [codingPlan, freeTier] = status.qwen_gauge.pools;
    expect(freeTier).toMatchObject({ pool: 'free-tier', state: 'fresh', source: 'qwencloud-cli' });
    expect(status.free_tier).toHaveLength(demoAccount(nowMs).freeTier.length);
    if (version === '1.4.1') {
      // A known bug of this version: it reports no plan although there is one.
      expect(codingPlan).toMatchObject({ state: 'failed', failure: { kind: 'program-could-not-tell' } });
      return;
    }
    const windows = {
      per_5h: printedWindow(plan.fiveHours),
      weekly: printedWindow(plan.week),
      monthly: printedWindow(plan.month),
    };
    const price = { amount: 50, currency: 'USD', cycle: 'monthly' };
    expect(status.coding_plan).toEqual({ subscribed: true, plan: 'pro', price, included_models: [], windows });
    expect(codingPlan).toMatchObject({ state: 'fresh', source: 'qwencloud-cli', certainty: 'exact' });
  });

  it('reports a failing service by its exit code', async () => {
    session().standIn.setMode({ ...defaultModes, gateway: 'gw500' });
    const { code, out } = await run('status', '--json', '--refresh');
    expect(code, out).toBe(1);
  });

  if (version !== '1.4.1') return;

  const periods = [...namedPeriods, month.from.slice(0, 7)];
  const asked = periods.flatMap((period) => granularities.map((granularity) => [period, granularity] as const));

  it.each(asked)('prints the breakdown of %s by %s exactly as the client does', async (period, granularity) => {
    const args = ['breakdown', '--model', model, '--period', period, '--granularity', granularity];
    const official = await session().cli.run('usage', ...args, '--format', 'json');
    const ours = await run(...args, '--json');
    expect(ours).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ours.out)).toEqual(official.json());
    const forPeople = await run(...args);
    expect(forPeople).toMatchObject({ code: 0, err: '', out: expect.stringContaining(model) });
  });
});

describe.each(versions)('qwen-gauge once the session of the official client %s has ended', (version) => {
  const session = signedIn(version);
  it('asks for a sign-in, and reports no pool as "not subscribed"', async () => {
    const { standIn, cli } = session();
    await onPath(version, cli.home);
    standIn.account.update({ ...emptyAccount, codingPlan: plan });
    standIn.expireTokens();
    const { code, out, err } = await runBeside(cli.home, ['status', '--json', '--refresh']);
    expect(out + err).not.toContain('not-subscribed');
    // The older client does not report the end of its session, so nothing is known.
    expect(code, out).toBe(version === '1.4.1' ? 2 : 1);
  });
});
