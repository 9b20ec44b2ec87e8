import { type Random, randomFrom } from './random.ts';

/** How many requests a user would like to make in each minute. */
export type Wishes = Float64Array;

export const userKinds = ['steady', 'bursts', 'nights off', 'weekends', 'several agents', 'one spike'] as const;
export type UserKind = (typeof userKinds)[number];

const minutesADay = 24 * 60;

/** One stretch of work: from minute to minute of the whole time, at a rate that wanders. */
interface Session {
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

/** The wishes of a generated user over some days, of which the first is a Monday, in the user's own time. */
export function wishesOf(kind: UserKind, seed: number, days: number): Wishes {
  const random = randomFrom(seed);
  const wishes = new Float64Array(days * minutesADay);
  const sessionsOn = sessionsOf[kind](random);
  for (let day = 0; day < days; day += 1) {
    for (const session of sessionsOn(day)) addSession(wishes, session, random);
  }
  return wishes;
}

/** The rate wanders around its mean, as prompts and long answers alternate. */
function addSession(wishes: Wishes, { from, to, perMinute }: Session, random: Random): void {
  let wander = random.normal(0, 0.35);
  for (let minute = Math.max(0, Math.round(from)); minute < Math.min(to, wishes.length); minute += 1) {
    wander = 0.93 * wander + random.normal(0, 0.13);
    const wished = perMinute * Math.exp(wander) + (wishes[minute] ?? 0);
    wishes[minute] = wished;
  }
}

/** Alternates work and breaks between two times of a day. */
function alternate(
  random: Random,
  span: { readonly day: number; readonly fromHour: number; readonly toHour: number },
  work: readonly [least: number, most: number],
  pause: readonly [least: number, most: number],
  perMinute: () => number,
): readonly Session[] {
  const sessions: Session[] = [];
  let from = (span.day * 24 + span.fromHour) * 60 + random.normal(0, 20);
  const end = (span.day * 24 + span.toHour) * 60 + random.normal(0, 30);
  while (from < end) {
    const to = Math.min(end, from + random.between(...work));
    sessions.push({ from, to, perMinute: perMinute() });
    from = to + random.between(...pause);
  }
  return sessions;
}

const isWeekend = (day: number): boolean => day % 7 >= 5;

const sessionsOf: Readonly<Record<UserKind, (random: Random) => (day: number) => readonly Session[]>> = {
  steady(random) {
    const usual = random.between(4, 7.5);
    return (day) =>
      isWeekend(day)
        ? []
        : alternate(
            random,
            { day, fromHour: 9.5, toHour: 18 },
            [60, 150],
            [5, 30],
            () => usual * random.between(0.8, 1.2),
          );
  },
  bursts(random) {
    const usual = random.between(12, 24);
    return (day) =>
      isWeekend(day) && random.chance(0.7)
        ? []
        : alternate(
            random,
            { day, fromHour: 9, toHour: 19 },
            [12, 45],
            [20, 80],
            () => usual * random.between(0.6, 1.4),
          );
  },
  'nights off'(random) {
    const usual = random.between(3.5, 6);
    return (day) =>
      alternate(
        random,
        { day, fromHour: 8, toHour: 22.5 },
        [90, 240],
        [10, 60],
        () => usual * random.between(0.8, 1.2),
      );
  },
  weekends(random) {
    const usual = random.between(5, 9);
    return (day) =>
      isWeekend(day)
        ? alternate(
            random,
            { day, fromHour: 10, toHour: 22 },
            [60, 180],
            [10, 45],
            () => usual * random.between(0.8, 1.2),
          )
        : alternate(
            random,
            { day, fromHour: 20, toHour: 22 },
            [30, 90],
            [10, 30],
            () => usual * random.between(0.4, 0.8),
          );
  },
  'several agents'(random) {
    const usual = random.between(2, 3.5);
    const agents = Math.round(random.between(2, 4));
    return (day) =>
      isWeekend(day) && random.chance(0.5)
        ? []
        : Array.from({ length: agents }, () =>
            alternate(
              random,
              { day, fromHour: 9, toHour: 21 },
              [20, 90],
              [10, 60],
              () => usual * random.between(0.8, 1.3),
            ),
          ).flat();
  },
  'one spike'(random) {
    const usual = random.between(1, 2);
    return (day) => {
      if (isWeekend(day)) return [];
      const calm = alternate(random, { day, fromHour: 9.5, toHour: 17.5 }, [45, 120], [10, 40], () => usual);
      if (!random.chance(0.3)) return calm;
      const from = (day * 24 + random.between(10, 16)) * 60;
      return [...calm, { from, to: from + random.between(25, 60), perMinute: random.between(22, 40) }];
    };
  },
};
