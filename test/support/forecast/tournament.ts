import { dayMs } from '../../../main/core/quota/calendar.ts';
import { type ForecasterName, forecasters } from './forecasters.ts';
import { judge, noScores, type Scores } from './judge.ts';
import { liveThrough, startMs } from './service.ts';
import { type UserKind, userKinds, wishesOf } from './users.ts';

const days = 21;
/** Before, the app learns. */
const judgedFromMs = startMs + 8 * dayMs;

export type Results = Readonly<Record<ForecasterName, Scores>>;

const noResults = (): Results => ({
  ...{ 'this app': noScores(), 'straight line': noScores(), 'last value': noScores() },
});

/** Judges all ways to forecast on so many generated users of each kind, `seed` being the first of as many. */
export function tournament(
  usersOfEachKind: number,
  seed: number,
): { readonly byKind: ReadonlyMap<UserKind, Results>; readonly runOuts: number } {
  let runOuts = 0;
  const byKind = new Map(
    userKinds.map((kind, index) => {
      const results = noResults();
      for (let user = 0; user < usersOfEachKind; user += 1) {
        const own = seed + user * userKinds.length + index;
        const life = liveThrough(wishesOf(kind, own, days), own);
        runOuts += life.runOuts.filter(({ atMs }) => atMs >= judgedFromMs).length;
        for (const name of Object.keys(forecasters) as ForecasterName[])
          judge(life, forecasters[name], results[name], judgedFromMs);
      }
      return [kind, results] as const;
    }),
  );
  return { byKind, runOuts };
}

/** The scores of all kinds of users together. */
export function inSum(byKind: ReadonlyMap<UserKind, Results>): Results {
  const sum = noResults();
  for (const results of byKind.values()) {
    for (const name of Object.keys(forecasters) as ForecasterName[]) {
      for (const horizon of [30, 60, 120] as const) {
        const [into, from] = [sum[name][horizon], results[name][horizon]];
        into.errorsMs.push(...from.errorsMs);
        into.errorsAtWorkMs.push(...from.errorsAtWorkMs);
        for (const count of ['bands', 'rightBands', 'alarms', 'falseAlarms', 'falseAtWork', 'due', 'missed'] as const)
          into[count] += from[count];
      }
    }
  }
  return sum;
}
