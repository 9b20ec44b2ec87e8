import { describe, expect, it } from 'vitest';
import { countOf, type EndedRun, learnHabit } from '../../../../main/sources/session-log/habit.ts';

/**
 * Sessions as Qwen Code 0.24 has them, with users of every kind: some turns, in each some rounds of tools, a check by
 * the classifier for some of these, a suggestion after most turns, a title and summaries where there is a fast model, and
 * `qwen -p` in between, which hides nothing.
 */
function createUser(random: () => number) {
  const average = { turns: 2 + random() * 15, rounds: random() * 5 };
  const share = { checked: random(), suggested: 0.4 + 0.6 * random(), again: random() * 0.3 };
  const headless = random() < 0.3 ? random() * 0.7 : 0;
  const hasFastModel = random() < 0.3;

  const scattered = (mean: number, evenness: number): number => {
    let sum = 0;
    for (let part = 0; part < evenness; part++) sum -= Math.log(1 - random());
    return (mean * sum) / evenness;
  };
  const amount = (mean: number): number => {
    const least = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > least; count++) product *= random();
    return Math.max(0, count);
  };

  /** Its requests in order; true: hidden. */
  return function session(): readonly boolean[] {
    if (random() < headless) return Array(1 + amount(average.rounds)).fill(false);
    const made: boolean[] = [];
    const turns = 1 + amount(scattered(average.turns, 2));
    const rounds = scattered(average.rounds, 3);
    const checked = Math.min(1, Math.max(0, share.checked + (random() - 0.5) * 0.6));
    for (let turn = 0; turn < turns; turn++) {
      made.push(false);
      if (turn === 0 && hasFastModel) made.push(true);
      if (turn % 4 === 0) made.push(false);
      for (let round = amount(rounds); round > 0; round--) {
        if (random() < checked) made.push(true);
        if (random() < checked * share.again) made.push(true);
        made.push(false);
        if (hasFastModel) made.push(true);
      }
      if (turn > 0 && random() < share.suggested) made.push(true);
    }
    return made;
  };
}

const ended = (made: readonly boolean[]): EndedRun => ({
  seen: made.filter((hidden) => !hidden).length,
  requests: made.length,
});

/** mulberry32: the same sessions at each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Of many users with so many ended sessions: how often a moment of the next one is not below the number that is claimed as the least. */
function shareHeld(endedSessions: number): number {
  const random = seeded(endedSessions);
  let [held, all] = [0, 0];
  for (let round = 0; round < 3000; round++) {
    const session = createUser(random);
    const habit = learnHabit(Array.from({ length: endedSessions }, () => ended(session())));
    if (habit === null) continue;
    const next = session();
    const { seen, requests } = ended(next.slice(0, 1 + Math.floor(random() * next.length)));
    all += 1;
    if (Math.floor(countOf(seen, habit).from) <= requests) held += 1;
  }
  return held / all;
}

describe('the least number claimed for a running session', () => {
  it.each([1, 2, 4, 8, 16, 32, 64])('holds at 39 of 40 moments after %i sessions have ended', (sessions) => {
    expect(shareHeld(sessions)).toBeGreaterThan(0.975);
  });
});
