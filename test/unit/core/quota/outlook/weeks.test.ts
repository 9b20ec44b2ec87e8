import { expect, it } from 'vitest';
import { median } from '../../../../bench/report/numbers.ts';
import { judgeWeeks, noWeekScore } from '../../../../support/forecast/weeks.ts';

/** A few of the users of `npm run bench:forecast`, and none that the forecast was tuned to. */
const usersOfEachKind = 8;
const firstSeed = 700_001;

it.each(['nights off', 'weekends', 'steady'] as const)(
  'foresees the end of a week at most half as far off as a straight line: %s',
  (kind) => {
    const score = noWeekScore();
    for (let user = 0; user < usersOfEachKind; user += 1) judgeWeeks(kind, firstSeed + user, score);
    expect(score.ends).toBeGreaterThan(10);
    // Near the brim it says nothing: of the looks at weeks that lasted, few foresaw an end.
    expect(score.falseEnds.ours).toBeLessThanOrEqual(Math.max(0.5 * score.falseEnds.line, 0.1 * score.lasting));
    expect(median(score.oursMs)).toBeLessThanOrEqual(0.5 * median(score.lineMs));
  },
);
