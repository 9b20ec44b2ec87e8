import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliContext } from '../../../../main/cli/context.ts';
import { widthOf } from '../../../../main/cli/layout.ts';
import { viewOfStatus } from '../../../../main/cli/status/read-status.ts';
import { statusLine, statusLines } from '../../../../main/cli/status/status-lines.ts';
import type { PoolId, PoolStatus, Reading, Snapshot } from '../../../../main/core/quota/model.ts';
import { type StatusInput, statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { languages } from '../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';
import { fakeContext } from '../fake-context.ts';

const dayMs = 86_400_000;
const signedIn = {
  state: 'signed-in',
  region: 'international',
  account: null,
  expiresAtMs: null,
  storage: { kind: 'memory' },
} as const;

function statusOf(pools: readonly PoolStatus[], changes: Partial<Omit<StatusInput, 'snapshot'>> = {}) {
  const snapshot: Snapshot = { ...snapshotOf(...pools), nextPollAtMs: noonMs + 60_000 };
  const preferences = { warnAtUsedPercents: [90] };
  return statusJson({
    snapshot,
    session: signedIn,
    preferences,
    localCounts: null,
    demo: false,
    nowMs: noonMs,
    ...changes,
  });
}

const reading = (changes: Partial<Reading> = {}): PoolStatus =>
  fresh({ ...codingPlan({ fiveHours: 1150 }), ...changes } as ReturnType<typeof codingPlan>);

const team: PoolStatus = {
  pool: 'token-plan-team',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'token-plan-team',
    sourceId: 'qwencloud',
    takenAtMs: noonMs,
    endsAtMs: noonMs + 200 * dayMs,
    autoRenews: false,
    plan: 'Token Plan Team',
    status: 'valid',
    windows: [window({ id: 'credits', unit: 'credits', used: 45_606, limit: 175_000, resetsAtMs: noonMs + dayMs })],
    seatTiers: [],
    addOns: [],
  },
};

const freeTier = {
  pool: 'free-tier',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'free-tier',
    sourceId: 'qwencloud',
    takenAtMs: noonMs,
    windows: [],
    models: [
      { model: 'qwen-image', quota: { remaining: 37, total: 100, unit: 'images' }, status: 'valid', endsAtMs: null },
    ],
  },
} as const satisfies PoolStatus;

type Status = ReturnType<typeof statusOf>;
const viewOf = (status: Status, context: CliContext, isAskedHere = false) => viewOfStatus(status, isAskedHere, context);
type Shown = Partial<Parameters<typeof fakeContext>[0]> & { readonly isAskedHere?: boolean };

function allLinesOf(status: Status, { isAskedHere = false, ...shell }: Shown = {}) {
  const context = fakeContext({ nowMs: noonMs, ...shell });
  const view = viewOf(status, context, isAskedHere);
  return { hasVerdict: view.verdict !== null, lines: statusLines(status, view, context) };
}

/** The lines below the verdict. */
function linesOf(status: Status, shown: Shown = {}) {
  const { hasVerdict, lines } = allLinesOf(status, shown);
  return hasVerdict ? lines.slice(lines.indexOf('') + 1) : lines;
}

describe('the lines of qwen-gauge status', () => {
  it('begin with the verdict, which tells numbers of an app that has quit from present ones', () => {
    const status = statusOf([reading(), team]);
    expect(allLinesOf(status).lines.slice(0, 4)).toEqual([
      '4% of the 5-hour quota left',
      'Back bit by bit from 09:00.',
      '',
      'Coding Plan · Lite   Updated just now · From QwenCloud',
    ]);
    expect(allLinesOf(status, { language: 'zh-CN' }).lines[0]).toContain('4%');
    const later = allLinesOf(status, { nowMs: noonMs + 60 * 60_000 }).lines;
    expect(later.slice(0, 2)).toEqual(['Old: last read 1 h ago', 'What is left now is not known.']);
    expect(later[3]).toContain('not running');
    expect(allLinesOf(statusOf([])).hasVerdict).toBe(false);
  });

  it('are coloured only about the pool in use', () => {
    const status = statusOf([reading(), team]);
    const colours = (in_use_pool: Status['qwen_gauge']['in_use_pool']) => {
      const context = fakeContext({ nowMs: noonMs });
      const paint = (style: string, text: string): string => `<${style}>${text}`;
      const painting = { ...context, terminal: { ...context.terminal, paint } };
      const told = { ...status, qwen_gauge: { ...status.qwen_gauge, in_use_pool } };
      const lines = statusLines(told, viewOf(told, painting), painting).join('\n');
      return [...lines.matchAll(/<(amber|red)>/g)].length;
    };
    expect(colours('coding-plan')).toBeGreaterThan(0);
    expect(colours('elsewhere')).toBe(0);
    expect(colours('token-plan-team')).toBe(0);
  });

  it('foresee nothing of an app that has quit, however young its numbers are', () => {
    const at = { pool: 'coding-plan', windowId: 'five-hours' } as const;
    const runOuts = [{ ...at, runsOutAtMs: noonMs + 54 * 60_000, likelihood: 0.9, between: null }];
    const status = statusOf([reading()], { runOuts });
    expect(allLinesOf(status).lines[0]).toBe('Empty in 54 min, at 04:54');
    expect(allLinesOf(status, { nowMs: noonMs + 10 * 60_000 }).lines[0]).toBe('Empty in 44 min, at 04:54');
    const { lines } = allLinesOf(status, { nowMs: noonMs + 15 * 60_000 });
    expect(lines.slice(0, 2)).toEqual(['Old: last read 15 min ago', 'What is left now is not known.']);
    expect(lines.join('\n')).not.toMatch(/empty/i);
  });

  it('name the plan as it is sold, each unit, and the term of the plan', () => {
    const term = { endsAtMs: noonMs + 13 * dayMs, autoRenews: true };
    const lines = linesOf(statusOf([reading(term), team, freeTier]));
    expect(lines).toEqual([
      'Coding Plan · Lite   Updated just now · From QwenCloud',
      '  5 hours  ███████████████████░  96% used  50 left of 1,200 requests       starts coming back at 09:00 (in 5 h)',
      '  Week     ██████░░░░░░░░░░░░░░  33% used  6,000 left of 9,000 requests    resets Sun 16:00 (in 4 d 12 h)',
      '  Month    ██████░░░░░░░░░░░░░░  33% used  12,000 left of 18,000 requests  resets Oct 19 16:00 (in 12 d 12 h)',
      '  Each request comes back 5 h after it was made.',
      '  Active · Renews Oct 20 · 13 days left',
      '',
      'Token Plan Team   Updated just now · From QwenCloud',
      '  Credits  █████░░░░░░░░░░░░░░░  26% used  129,394 left of 175,000 Credits  resets Thu 04:00 (in 1 d)',
      '  Active · Plan ends Apr 25, 2027 · 200 days left · renewal off',
      '',
      'Free tier   Updated just now · From QwenCloud',
      '  qwen-image  ████████████░░░░░░░░  63% used  37 left of 100 images',
    ]);
  });

  it('name a window that could not be read, and what is known of an impossible reset', () => {
    const windows = [
      window({ resetsAtMs: null, resetImpossible: true }),
      window({ id: 'week', used: 3000, limit: 9000, resetsAtMs: null, resetImpossible: true }),
    ];
    const status = statusOf([fresh({ ...codingPlan(), windows, unreadableWindows: ['month'] })]);
    expect(status.qwen_gauge.pools).toMatchObject([
      {
        unreadable_windows: ['month'],
        windows: [
          { resets_at: null, reset_impossible: true },
          { resets_at: null, reset_impossible: true },
        ],
      },
    ]);
    const lines = linesOf(status);
    expect(lines[1]).toMatch(/25% used.*Comes back within 5 h: the service named a later time, which cannot be right$/);
    expect(lines[2]).toMatch(/33% used.*Resets within 7 d: the service named a later time, which cannot be right$/);
    expect(lines[3]).toBe('  Month: could not be read');
    const context = fakeContext({ nowMs: noonMs });
    expect(statusLine(status, viewOf(status, context), context)).toBe('Coding Plan: 5h 25% used · week 33% · month ?');
  });

  it('tell how much of a rolling window comes back by when, as the popover does', () => {
    const recoveries = [
      { pool: 'coding-plan', windowId: 'five-hours', amount: 190, byMs: noonMs + 6 * 3_600_000 },
      { pool: 'coding-plan', windowId: 'week', amount: 7, byMs: noonMs + 6 * 3_600_000 },
    ] as const;
    const [, fiveHours, week] = linesOf(statusOf([reading()], { recoveries }));
    expect(fiveHours).toMatch(/starts coming back at 09:00 \(in 5 h\), ≈ \+190 by 10:00$/);
    expect(week).toMatch(/resets Sun 16:00 \(in 4 d 12 h\)$/);
    const past = [{ ...recoveries[0], byMs: noonMs }];
    expect(linesOf(statusOf([reading()], { recoveries: past }))[1]).toMatch(/\(in 5 h\)$/);
  });

  it('tell when a window runs out and what it still allows, behind its name', () => {
    const pool = 'coding-plan' as const;
    const runOuts = [
      { pool, windowId: 'five-hours' as const, runsOutAtMs: noonMs + 3_600_000, likelihood: 0.9, between: null },
    ].map((one) => ({ ...one, score: { right: 17, of: 20 } }));
    const whatIfs = [{ pool, days: 28, plans: [{ plan: 'lite', full: [{ windowId: 'week' as const, times: 2 }] }] }];
    const outlooks = [
      {
        ...{
          pool,
          windowId: 'week' as const,
          leftAtReset: 1234,
          highestAheadPercent: null,
          halfBackAtMs: null,
          perHour: null,
        },
        ...{ fiveHoursLeft: 5, stopsFirst: false },
      },
    ];
    const lines = linesOf(statusOf([reading()], { runOuts, outlooks, whatIfs }));
    expect(lines).toContain(
      '  5 hours: At this pace it runs out 05:00 (in 1 h) · The last forecasts were right within 20 minutes in 17 of 20',
    );
    expect(lines.find((line) => line.includes('last 28 days'))).toMatch(
      /\(estimate\) {2}Lite: Week full 2× · Token Plan:/,
    );
    expect(lines).toContain(
      '  Week: Lasts until the reset, with ≈ 1,200 requests left · Enough for ≈ 5 full 5-hour windows',
    );
  });

  it('foresee nothing from old numbers, and name their age once', () => {
    const pool = 'coding-plan' as const;
    const windowId = 'five-hours' as const;
    const status = statusOf([reading(), team], {
      runOuts: [{ pool, windowId, runsOutAtMs: noonMs + 3 * 3_600_000, likelihood: 0.9, between: null }],
      recoveries: [{ pool, windowId, amount: 190, byMs: noonMs + 6 * 3_600_000 }],
      outlooks: [
        {
          pool,
          windowId,
          leftAtReset: 5,
          highestAheadPercent: 50,
          halfBackAtMs: noonMs + 9_000_000,
          perHour: 9,
          fiveHoursLeft: 2,
          stopsFirst: true,
        },
      ],
    });
    const foreseen = /pace|runs out|by 10:00|half is back|an hour|first|Lasts|Enough/;
    expect(allLinesOf(status).lines.join('\n')).toMatch(foreseen);
    for (const language of languages) {
      const lines = allLinesOf(status, { nowMs: noonMs + 95 * 60_000, language }).lines;
      expect(lines.join('\n')).not.toMatch(foreseen);
      const block = lines
        .slice(
          0,
          lines.findIndex((line) => line.startsWith('Token Plan')),
        )
        .join('\n');
      expect(block.match(language === 'en' ? /1 h 35 min/g : /1 小时 35 分钟/g)).toHaveLength(1);
    }
    const old = allLinesOf(status, { nowMs: noonMs + 95 * 60_000 }).lines;
    expect(old).toContain('Qwen Gauge is not running: nothing newer is known.');
    expect(old).toContain('Coding Plan · Lite   Old numbers · From QwenCloud');
    expect(old).toContain('Token Plan Team   Old numbers · Last good reading 1 h 35 min ago · From QwenCloud');
    const counted = statusOf([], { localCounts: { fiveHours: 1, week: 2, month: 3 } });
    expect(allLinesOf(counted, { nowMs: noonMs + 95 * 60_000 }).lines).toContain(
      'Qwen Gauge is not running; it last wrote these numbers 1 h 35 min ago.',
    );
  });

  it('say behind the name of a window what is expected of it, in Chinese too', () => {
    const pool = 'coding-plan' as const;
    const runOuts = [
      { pool, windowId: 'five-hours' as const, runsOutAtMs: noonMs + 3_600_000, likelihood: 0.9, between: null },
    ];
    const lines = linesOf(statusOf([reading()], { runOuts }), { language: 'zh-CN' });
    expect(lines.some((line) => line.startsWith('  5 小时额度：'))).toBe(true);
  });

  it('list the most used models of the free tier, with status and end', () => {
    const model = (name: string, remaining: number, status: string, endsAtMs: number | null) =>
      ({ model: name, quota: { remaining, total: 100, unit: 'images' }, status, endsAtMs }) as const;
    const models = [
      model('over', 0, 'expire', noonMs - dayMs),
      model('untouched', 100, 'valid', null),
      model('half', 50, 'valid', noonMs + dayMs),
      model('gone', 0, 'exhaust', noonMs + 2 * dayMs),
      ...Array.from({ length: 300 }, (_, index) => model(`other-${index}`, 100, 'valid', null)),
    ];
    const told = (of: typeof models) =>
      linesOf(statusOf([{ ...freeTier, reading: { ...freeTier.reading, models: of } }])).slice(1);
    const lines = told(models);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^ {2}half .*50% used {2}50 left of 100 images +ends Oct 8$/);
    expect(lines[1]).toMatch(/^ {2}gone .*100% used {2}0 left of 100 images +used up, ends Oct 9$/);
    expect(lines[2]).toMatch(/^ {2}other-0 /);
    expect(lines.join()).not.toContain('over');
    expect(told(models.slice(0, 1))[0]).toMatch(/expired, ended Oct 6$/);
  });

  it('list the most expensive models of the bill below its total', () => {
    const bill: PoolStatus = {
      pool: 'pay-as-you-go',
      state: 'fresh',
      disagreements: [],
      reading: {
        pool: 'pay-as-you-go',
        sourceId: 'qwencloud',
        takenAtMs: noonMs,
        windows: [],
        fromDate: '2026-10-01',
        toDate: '2026-10-07',
        currency: 'USD',
        totalCost: 21,
        models: Array.from({ length: 6 }, (_, index) => ({
          model: `model-${index}`,
          usage: [{ unit: 'tokens', amount: 1200 }],
          cost: index + 1,
        })),
      },
    };
    const lines = linesOf(statusOf([bill]));
    expect(lines[1]).toBe('  $21.00  Oct 1 to Oct 7');
    expect(lines[2]).toBe('  model-5  $6.00  1,200 tokens');
    expect(lines.slice(6)).toEqual(['  model-1  $2.00  1,200 tokens', '  … 6 models']);
  });

  it('offer exact numbers while signed out, and show a failure that all pools share once', () => {
    const signedOut = { state: 'signed-out', lastEnd: null, cause: 'never' } as const;
    const [offer] = linesOf(statusOf([reading()], { session: signedOut }));
    expect(offer).toMatch(/^Exact numbers come from the service\. Sign in/);
    const failure = { kind: 'offline' } as const;
    const failed = (pool: PoolStatus['pool']): PoolStatus => ({ pool, state: 'failed', failure, failedAtMs: noonMs });
    const lines = linesOf(statusOf([failed('coding-plan'), failed('free-tier')]));
    expect(lines.join('\n').match(/offline/g)).toHaveLength(1);
  });

  it('show when the service is asked again', () => {
    const failure = { kind: 'rate-limited', retryAfterMs: 20 * 60_000 } as const;
    const pool: PoolStatus = { pool: 'coding-plan', state: 'failed', failure, failedAtMs: noonMs - 15 * 60_000 };
    expect(linesOf(statusOf([pool])).join()).toContain('It is asked again in 5 min.');
  });

  it('name the source of old numbers too', () => {
    const { reading: kept } = reading() as Extract<PoolStatus, { state: 'fresh' }>;
    const failure = { kind: 'offline' } as const;
    const old: PoolStatus = {
      pool: 'coding-plan',
      state: 'stale',
      reading: kept,
      disagreements: [],
      failure,
      failedAtMs: noonMs,
    };
    expect(linesOf(statusOf([old]))[0]).toMatch(/Old numbers · Last good reading just now · From QwenCloud$/);
  });

  it('are written in Chinese throughout', () => {
    const lines = linesOf(statusOf([reading(), freeTier]), { language: 'zh-CN' });
    expect(lines[1]).toMatch(/已用 96% {2}剩余 50 \/ 1,200 次 +09:00 起陆续恢复（5 小时后）$/);
    expect(lines.at(-1)).toMatch(/剩余 37 \/ 100 张$/);
  });

  it('show that a plan has ended, and the range of an estimate', () => {
    const windows = [window({ certainty: 'estimate', used: 300, usedBetween: { from: 290, to: 320 } })];
    const lines = linesOf(statusOf([reading({ endsAtMs: noonMs - dayMs, autoRenews: false, windows })]));
    expect(lines[1]).toMatch(/Estimate · 290 to 320 used$/);
    expect(lines[2]).toBe('  Each request comes back 5 h after it was made.');
    expect(lines[3]).toContain('ended');
    const open = [window({ certainty: 'estimate', used: 300, usedBetween: { from: 290, to: null } })];
    expect(linesOf(statusOf([reading({ windows: open })]))[1]).toMatch(/Estimate · at least 290 used$/);
  });

  it('promise another poll only if the app is running', () => {
    const pool: PoolStatus = { pool: 'coding-plan', state: 'failed', failure: { kind: 'offline' }, failedAtMs: noonMs };
    expect(linesOf(statusOf([pool])).join()).toContain('by themselves');
    expect(linesOf(statusOf([pool]), { nowMs: noonMs + dayMs }).join()).not.toContain('by themselves');
    expect(linesOf(statusOf([pool]), { isAskedHere: true }).join()).toContain('Try again');
  });

  it.each(languages.flatMap((language) => [80, 60, 40, 20].map((columns) => [language, columns] as const)))(
    'fit a terminal in %s of %i cells, and keep every word and bar',
    (language, columns) => {
      const term = { endsAtMs: noonMs + 13 * dayMs, autoRenews: false };
      const failed: PoolStatus = {
        pool: 'pay-as-you-go',
        state: 'failed',
        failure: { kind: 'tls' },
        failedAtMs: noonMs,
      };
      const status = statusOf([reading(term), team, freeTier, failed], { demo: true });
      const { lines } = allLinesOf(status, { language, columns });
      // Only a word that is longer than the line sticks out.
      for (const line of lines) if (line.trim().includes(' ')) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
      const { lines: wide } = allLinesOf(status, { language });
      const bars = (texts: readonly string[]) => texts.filter((text) => /[█░]/.test(text)).length;
      expect(bars(lines)).toBe(bars(wide));
      const characters = (texts: readonly string[]) => [...texts.join('').replaceAll(/[\s█░·]/g, '')].sort().join('');
      expect(characters(lines)).toBe(characters(wide));
    },
  );
});

describe('the one line for status bars', () => {
  const lineOf = (status: Status, nowMs = noonMs, language: 'en' | 'zh-CN' = 'en') => {
    const context = fakeContext({ nowMs, language });
    return statusLine(status, viewOf(status, context), context);
  };

  it('shows the pool with the tightest window', () => {
    expect(lineOf(statusOf([team, reading()]))).toBe('Coding Plan: 5h 96% used · week 33% · month 33%');
    expect(lineOf(statusOf([team]), noonMs, 'zh-CN')).toBe('Token Plan 团队版：Credits 已用 26%');
  });

  it('is that of README.md', () => {
    const windows = [
      window({ used: 4920, limit: 6000 }),
      window({ id: 'week', used: 18_000, limit: 45_000 }),
      window({ id: 'month', used: 30_000, limit: 90_000 }),
    ];
    const readme = readFileSync(path.resolve(import.meta.dirname, '../../../../README.md'), 'utf8');
    expect(readme).toContain(`\`${lineOf(statusOf([reading({ windows })]))}\``);
  });

  it('shows the pool in use, even if another one is tighter, as long as it has windows', () => {
    const inUse = (name: PoolId) => {
      const status = statusOf([team, freeTier, reading()]);
      return lineOf({ ...status, qwen_gauge: { ...status.qwen_gauge, in_use_pool: name } });
    };
    expect(inUse('token-plan-team')).toBe('Token Plan Team: Credits 26% used');
    expect(inUse('free-tier')).toMatch(/^Coding Plan: /);
  });

  it('marks estimates, old numbers and the demo', () => {
    const estimate = [window({ certainty: 'estimate', used: 300 })];
    expect(lineOf(statusOf([reading({ windows: estimate })]))).toBe('Coding Plan: 5h ≈ 25% used');
    expect(lineOf(statusOf([reading()]), noonMs + dayMs)).toMatch(/^Coding Plan: .* · Old numbers$/);
    expect(lineOf(statusOf([team], { demo: true }))).toMatch(/^Demo data · Token Plan Team: /);
    const { reading: kept, disagreements } = reading() as Extract<PoolStatus, { state: 'fresh' }>;
    const failure = { kind: 'offline' } as const;
    const stale: PoolStatus = {
      pool: 'coding-plan',
      state: 'stale',
      reading: kept,
      disagreements,
      failure,
      failedAtMs: noonMs,
    };
    expect(lineOf(statusOf([stale]))).toMatch(/ · Old numbers$/);
  });

  it('says why there are no numbers', () => {
    const failed: PoolStatus = {
      pool: 'coding-plan',
      state: 'failed',
      failure: { kind: 'offline' },
      failedAtMs: noonMs,
    };
    expect(lineOf(statusOf([failed]))).toBe('You are offline.');
    expect(lineOf(statusOf([]))).toBe('No numbers');
    const out = { state: 'signed-out', lastEnd: null, cause: 'never' } as const;
    expect(lineOf(statusOf([], { session: out }))).toBe('You are signed out.');
    const counted = statusOf([], { localCounts: { fiveHours: 3, week: 9, month: null } });
    expect(lineOf(counted)).toMatch(/^≈ 3 requests in the last 5 hours/);
  });
});
