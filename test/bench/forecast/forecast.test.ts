import { expect, it } from 'vitest';
import { horizonsMinutes, type Score, type Scores } from '../../support/forecast/judge.ts';
import { inSum, type Results, tournament } from '../../support/forecast/tournament.ts';
import { recordForecastPart } from '../report/forecast-page.ts';
import { median } from '../report/numbers.ts';

/** Users that nobody tuned the forecast to. */
const firstSeed = Number(process.env['QWEN_GAUGE_BENCH_SEED'] ?? 90_001);
/** Five minutes on an idle machine. */
const longestMs = 1_800_000;
const usersOfEachKind = Number(process.env['QWEN_GAUGE_BENCH_USERS'] ?? 50);

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`);
const minutes = (errorsMs: readonly number[]): string =>
  errorsMs.length === 0 ? '–' : `${(median(errorsMs) / 60_000).toFixed(1)} min`;

const columns: readonly (readonly [name: string, (score: Score) => string])[] = [
  ['median error', ({ errorsMs }) => minutes(errorsMs)],
  ['at work', ({ errorsAtWorkMs }) => minutes(errorsAtWorkMs)],
  ['missed', ({ missed, due }) => percent(missed, due)],
  ['false alarms', ({ falseAlarms, alarms }) => percent(falseAlarms, alarms)],
  ['without a break', ({ falseAtWork, alarms }) => percent(falseAtWork, alarms)],
  ['in the band', ({ rightBands, bands }) => percent(rightBands, bands)],
];

/** One row: `30 / 60 / 120` minutes before the run-out in each column. */
const row = (scores: Scores): string =>
  columns.map(([, cell]) => horizonsMinutes.map((horizon) => cell(scores[horizon])).join(' / ')).join(' | ');

it(
  'is judged on generated users',
  () => {
    const { byKind, runOuts } = tournament(usersOfEachKind, firstSeed);
    const rows: string[] = [];
    const print = (...lines: readonly string[]): number => rows.push(...lines);
    print(
      `${byKind.size * usersOfEachKind} users, ${runOuts} run-outs, seeds from ${firstSeed}; ${horizonsMinutes.join(' / ')} minutes before.`,
      '',
    );
    print(`| users | forecast | ${columns.map(([name]) => name).join(' | ')} |`);
    print(`|---|---|${'---|'.repeat(columns.length)}`);
    const show = (kind: string, results: Results): void => {
      for (const [name, scores] of Object.entries(results)) print(`| ${kind} | ${name} | ${row(scores)} |`);
    };
    for (const [kind, results] of byKind) show(kind, results);
    show('all', inSum(byKind));
    recordForecastPart('hours', rows);
    expect(runOuts).toBeGreaterThan(0);
  },
  longestMs,
);
