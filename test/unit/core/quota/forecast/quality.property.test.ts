import { expect, it } from 'vitest';
import { median } from '../../../../bench/report/numbers.ts';
import { horizonsMinutes, type Score, type Scores } from '../../../../support/forecast/judge.ts';
import { inSum, tournament } from '../../../../support/forecast/tournament.ts';

/** A few of the users of `npm run bench:forecast`, and none that the forecast was tuned to. */
const usersOfEachKind = 4;
const firstSeed = 500_001;
/** Ten seconds on an idle machine. */
const longestMs = 180_000;

it(
  'foresees better than a straight line, with fewer missed and fewer false alarms',
  () => {
    const { byKind, runOuts } = tournament(usersOfEachKind, firstSeed);
    expect(runOuts).toBeGreaterThan(60);
    const sum = inSum(byKind);
    const [ours, line] = [sum['this app'], sum['straight line']];
    const total = (scores: Scores, of: (score: Score) => number): number =>
      horizonsMinutes.reduce((all, horizon) => all + of(scores[horizon]), 0);
    const atWork = (scores: Scores): number =>
      horizonsMinutes.reduce((all, horizon) => all + median(scores[horizon].errorsAtWorkMs), 0);
    expect(atWork(ours)).toBeLessThan(0.7 * atWork(line));
    const missed = (score: Score): number => score.missed / score.due;
    expect(total(ours, missed)).toBeLessThan(total(line, missed));
    const falseAlarms = (score: Score): number => score.falseAlarms / score.alarms;
    expect(total(ours, falseAlarms)).toBeLessThan(0.5 * total(line, falseAlarms));
    const inBand = total(ours, ({ rightBands }) => rightBands) / total(ours, ({ bands }) => bands);
    expect(inBand).toBeGreaterThan(0.75);
    expect(inBand).toBeLessThan(0.9);
  },
  longestMs,
);
