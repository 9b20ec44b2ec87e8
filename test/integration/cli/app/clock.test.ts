import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { codingPlan, fresh, snapshotOf } from '../../../support/readings.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment, twoProviders } from '../environment.ts';

const h24 = /\b\d\d:\d\d\b(?!\s?[AP]M)/;
const h12 = /\b\d{1,2}:\d\d\s[AP]M\b/;

/** A home in which every command that shows a time has one to show. */
async function homeWithTimes(): Promise<CliEnvironment> {
  const cli = createCliEnvironment();
  const nowMs = Date.now();
  const snapshot = { ...snapshotOf(fresh(codingPlan({ takenAtMs: nowMs, fiveHours: 1199 }))), nextPollAtMs: nowMs };
  const parts = { session: { state: 'unknown' }, preferences: defaultPreferences, localCounts: null } as const;
  cli.write('data/status.json', JSON.stringify(statusJson({ ...parts, snapshot, demo: false, nowMs })));
  const decision = { atMs: nowMs, kind: 'threshold', pool: 'coding-plan', windowId: 'week', thresholdPercent: 90 };
  cli.write('data/decisions.json', JSON.stringify({ version: 1, decisions: [{ ...decision, outcome: 'shown' }] }));
  cli.write('.qwen/settings.json', twoProviders);
  expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
  return cli;
}

const commands = [['status'], ['guard', '--need', '200'], ['wait', '--need', '200', '--timeout', '0s'], ['history']];
const all = [...commands, ['why'], ['backups']];

async function textsOf(cli: CliEnvironment, env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const runs = await Promise.all(all.map((args) => cli.run(args, { env })));
  return runs.map(({ out, err }) => out + err);
}

it('shows times by the clock that the user chose, or else by that of the locale', async () => {
  const cli = await homeWithTimes();
  const american = { LC_TIME: 'en_US.UTF-8' };
  const british = { LC_TIME: 'en_GB.UTF-8' };
  const expectClock = async (env: Readonly<Record<string, string>>, shown: RegExp, other: RegExp): Promise<void> => {
    for (const [index, text] of (await textsOf(cli, env)).entries()) {
      expect(text, String(all[index])).toMatch(shown);
      expect(text, String(all[index])).not.toMatch(other);
    }
  };
  await expectClock(american, h12, h24);
  await expectClock(british, h24, h12);
  await expectClock({ ...american, LC_ALL: 'en_GB.UTF-8' }, h24, h12);
  cli.write('data/preferences.json', JSON.stringify({ version: 1, clock: 'h12' }));
  await expectClock(british, h12, h24);
  cli.write('data/preferences.json', JSON.stringify({ version: 1, clock: 'h24' }));
  await expectClock(american, h24, h12);
  cli.write('data/preferences.json', '{ "clock": "h12"');
  await expectClock(british, h24, h12);
});

it.runIf(isPosix)('takes a folder in the place of the preferences for none', async () => {
  const cli = await homeWithTimes();
  mkdirSync(path.join(cli.data, 'preferences.json'));
  expect((await cli.run(['status'], { env: { LC_TIME: 'en_US.UTF-8' } })).out).toMatch(h12);
});
