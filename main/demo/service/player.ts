import { monthEndMs, weekEndMs } from '../../core/quota/calendar.ts';
import type { Clock } from '../../ports/system.ts';
import { demoAccount } from './demo-account.ts';
import type { AccountState, CodingPlanState } from './stand-in/account/account.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { storyAt, storyLengthMs, storyMonthDay, storyStartMs } from './story.ts';

interface DemoPlayerDependencies {
  readonly standIn: Pick<StandIn, 'account'>;
  /** The same clock as the stand-in's. */
  readonly clock: Pick<Clock, 'now'>;
  /** How long the story takes, in real time. */
  readonly playMs?: number;
}

interface DemoProgress {
  /** Time since the story's start, in story time. */
  readonly simulatedMs: number;
  readonly over: boolean;
}

export interface DemoPlayer {
  start(): void;
  /** Leaves the account as it is now. */
  stop(): void;
  /** The time since the story's start that a moment of real time shows; null before the first start. */
  simulatedAt(atMs: number): number | null;
  /** null before the first start. */
  progress(): DemoProgress | null;
}

const defaultPlayMs = 110_000;

/** Story time after `elapsedMs` of real time: fast during the story's day, and at the pace of real time after it. */
export const simulatedAfter = (elapsedMs: number, playMs: number): number =>
  elapsedMs <= playMs ? (elapsedMs / playMs) * storyLengthMs : storyLengthMs + elapsedMs - playMs;

/**
 * The account's Coding Plan at a moment of the story. The five hours' refresh is as far away as in story time, so that a
 * countdown looks like that of a real day; week and month end at their real time.
 */
function codingPlanAt(simulatedMs: number, nowMs: number, plan: CodingPlanState): CodingPlanState {
  const { fiveHours, week, month } = storyAt(simulatedMs);
  const inFiveHours = fiveHours.nextRefreshMs === null ? null : fiveHours.nextRefreshMs - storyStartMs - simulatedMs;
  return {
    ...plan,
    fiveHours: { ...fiveHours, nextRefreshMs: inFiveHours === null ? null : Math.round(nowMs + inFiveHours) },
    week: { ...week, nextRefreshMs: weekEndMs(nowMs) },
    month: { ...month, nextRefreshMs: monthEndMs(nowMs, storyMonthDay) },
  };
}

/** Plays the scripted day on a stand-in. The account is computed when it is requested, so there is no timer. */
export function createDemoPlayer({ standIn, clock, playMs = defaultPlayMs }: DemoPlayerDependencies): DemoPlayer {
  let startedAtMs: number | null = null;
  const accountFrom = (startMs: number) => {
    const { codingPlan, ...rest } = demoAccount(startMs);
    return (nowMs: number): AccountState => ({
      ...rest,
      codingPlan: codingPlan && codingPlanAt(simulatedAfter(nowMs - startMs, playMs), nowMs, codingPlan),
    });
  };
  const simulatedAt = (atMs: number): number | null =>
    startedAtMs === null ? null : simulatedAfter(atMs - startedAtMs, playMs);
  return {
    simulatedAt,
    start() {
      startedAtMs = clock.now();
      standIn.account.follow(accountFrom(startedAtMs));
    },
    stop: () => standIn.account.update({}),
    progress() {
      const simulatedMs = simulatedAt(clock.now());
      return simulatedMs === null ? null : { simulatedMs, over: simulatedMs >= storyLengthMs };
    },
  };
}
