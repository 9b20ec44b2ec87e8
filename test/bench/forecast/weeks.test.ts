import { expect, it } from 'vitest';
import { userKinds } from '../../support/forecast/users.ts';
import { judgeWeeks, noWeekScore, type WeekScore } from '../../support/forecast/weeks.ts';
import { recordForecastPart } from '../report/forecast-page.ts';
import { median } from '../report/numbers.ts';

/** Users that nobody tuned the forecast to. */
const firstSeed = Number(process.env['QWEN_GAUGE_BENCH_SEED'] ?? 90_001);
const usersOfEachKind = Number(process.env['QWEN_GAUGE_BENCH_USERS'] ?? 50);

const hours = (errorsMs: readonly number[]): string =>
  errorsMs.length === 0 ? '–' : `${(median(errorsMs) / 3_600_000).toFixed(1)} h`;

function row(kind: string, { oursMs, lineMs, ends, lasting, falseEnds }: WeekScore): string {
  const ratio = (median(oursMs) / median(lineMs)).toFixed(2);
  const wrong = `${falseEnds.ours} / ${falseEnds.line} of ${lasting}`;
  return `| ${kind} | ${ends} | ${hours(oursMs)} | ${hours(lineMs)} | ${ratio} | ${wrong} |`;
}

it('is judged on the weeks of generated users', () => {
  const rows: string[] = [];
  const print = (...lines: readonly string[]): number => rows.push(...lines);
  print(
    `${userKinds.length * usersOfEachKind} users, the end of a week from its second day on; seeds from ${firstSeed}.`,
    '',
  );
  print(
    '| users | weeks used up | median error, this app | straight line | ratio | ends foreseen in weeks that lasted |',
  );
  print('|---|---|---|---|---|---|');
  const all = noWeekScore();
  for (const [index, kind] of userKinds.entries()) {
    const score = noWeekScore();
    for (let user = 0; user < usersOfEachKind; user += 1)
      judgeWeeks(kind, firstSeed + user * userKinds.length + index, score);
    print(row(kind, score));
    all.oursMs.push(...score.oursMs);
    all.lineMs.push(...score.lineMs);
    all.ends += score.ends;
    all.lasting += score.lasting;
    all.falseEnds.ours += score.falseEnds.ours;
    all.falseEnds.line += score.falseEnds.line;
  }
  print(row('all', all));
  recordForecastPart('weeks', rows);
  expect(all.ends).toBeGreaterThan(0);
});
