import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/core/history/month-file.ts';
import type { HistoryRecord } from '../../../main/core/history/record.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { groupBy } from '../../../main/sources/session-log/group-by.ts';
import { codingPlan, fresh, snapshotOf } from '../../support/readings.ts';
import { type CliEnvironment, createCliEnvironment, twoProviders } from './environment.ts';

async function json(cli: CliEnvironment, ...args: readonly string[]): Promise<unknown> {
  const { out, err } = await cli.run([...args, '--json'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(err).toBe('');
  return JSON.parse(out);
}

/** Returns the expected names that are missing. */
const missing = (value: unknown, names: string): readonly string[] =>
  names.split(' ').filter((name) => !Object.hasOwn(value ?? {}, name));

/** Scripts rely on these names. Names may be added but not removed, and do not depend on the terminal's language. */
describe('the names in what --json prints', () => {
  it('are kept for providers, backups and explain', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const [inUse] = (await json(cli, 'providers')) as { key: unknown; models: unknown[] }[];
    expect(missing(inUse, 'id origin label region protocol baseUrl keyVariable key models current')).toEqual([]);
    expect(missing(inUse?.key, 'state source last4')).toEqual([]);
    expect(missing(inUse?.models[0], 'id name')).toEqual([]);
    await cli.run(['switch', 'box b', '--yes']);
    const [backup] = (await json(cli, 'backups')) as unknown[];
    expect(missing(backup, 'id at path label bytes')).toEqual([]);
    const explained = (await json(cli, 'explain')) as { sources: unknown };
    expect(missing(explained, 'protocol model baseUrl keyVariable keySource keyLast4 sources warnings')).toEqual([]);
    expect(missing(explained.sources, 'protocol model baseUrl key')).toEqual([]);
  });

  it('are kept for why', async () => {
    const cli = createCliEnvironment();
    const decision = { atMs: 0, kind: 'threshold', pool: 'coding-plan', windowId: 'week', thresholdPercent: 90 };
    const decisions = [{ ...decision, outcome: 'stale' }];
    cli.write('data/decisions.json', JSON.stringify({ version: 1, decisions }));
    expect(await json(cli, 'why')).toEqual({
      decisions: [
        {
          at: '1970-01-01T00:00:00.000Z',
          ...{ kind: 'threshold', pool: 'coding-plan', window: 'week', threshold_pct: 90, outcome: 'stale' },
        },
      ],
      forecast_scores: [],
    });
    const { out } = await cli.run(['why']);
    expect(out).toContain('Week, 90%: not shown, as the numbers were old');
    cli.write('data/decisions.json', '{');
    expect((await cli.run(['why'])).out).toContain('No notice was shown or held back yet.');
  });

  it('say how often the forecasts were right', async () => {
    const cli = createCliEnvironment();
    const nowMs = Date.now();
    const forecasts = Array.from({ length: 10 }, (_, index): HistoryRecord => {
      const runsOutAtMs = nowMs - (index + 1) * 3_600_000;
      const stated = { atMs: runsOutAtMs - 1_800_000, runsOutAtMs, fromMs: null, toMs: null, likelihood: 0.9 };
      const outcome = { knownAtMs: runsOutAtMs, ranOutAtMs: index < 7 ? runsOutAtMs : null };
      return { kind: 'forecast', pool: 'coding-plan', windowId: 'five-hours', ...stated, outcome };
    });
    const monthOf = ({ atMs }: HistoryRecord): string => new Date(atMs).toISOString().slice(0, 7);
    for (const [month, records] of groupBy(forecasts, monthOf))
      cli.write(`data/history/${month}.jsonl`, textOf(records));
    expect(await json(cli, 'why')).toMatchObject({ forecast_scores: [{ pool: 'coding-plan', right: 7, of: 10 }] });
    const { out } = await cli.run(['why']);
    expect(out).toContain('Coding Plan: The last forecasts were right within 20 minutes in 7 of 10');
  });

  it('are kept for status', async () => {
    const cli = createCliEnvironment();
    const status = statusJson({
      snapshot: snapshotOf(fresh(codingPlan())),
      session: { state: 'unknown' },
      preferences: defaultPreferences,
      localCounts: null,
      demo: false,
      nowMs: Date.now(),
    });
    cli.write('data/status.json', JSON.stringify(status));
    const printed = (await json(cli, 'status')) as typeof status;
    expect(missing(printed, 'period free_tier coding_plan token_plan pay_as_you_go qwen_gauge')).toEqual([]);
    const { qwen_gauge: ours } = printed;
    expect(ours.schema).toBe(1);
    expect(missing(ours, 'written_at demo polling next_poll_at warn_at_used_pct session tightest in_use_pool')).toEqual(
      [],
    );
    expect(missing(ours, 'pools counted_requests')).toEqual([]);
    const [pool] = ours.pools;
    expect(missing(pool, 'pool state source certainty taken_at failure failed_at windows')).toEqual([]);
    expect(missing(pool, 'plan plan_status plan_ends_at plan_renews')).toEqual([]);
    expect(missing(pool?.windows[0], 'window unit used limit used_pct resets_at certainty used_between')).toEqual([]);
  });
});
