import { monthEndMs, weekEndMs } from '../../core/quota/calendar.ts';
import type { Clock } from '../../ports/system.ts';
import { demoAccount } from './demo-account.ts';
import type { AccountState, CodingPlanState } from './stand-in/account/account.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { storyAt, storyLengthMs, storyMonthDay, storyStartMs } from './story.ts';

interface DemoPlayerDependencies {
  readonly standIn: Pick<StandIn, 'account'>;
  /** The clock the stand-in reads too. */
  readonly clock: Pick<Clock, 'now'>;
  /** Real time the story takes. */
  readonly playMs?: number;
}

interface DemoProgress {
  /** Time of the story that has passed. */
  readonly simulatedMs: number;
  /** 0..1, of the story's day. */
  readonly share: number;
  readonly over: boolean;
}

export interface DemoPlayer {
  /** Starts the story from its beginning. */
  start(): void;
  /** Leaves the account as it is now. */
  stop(): void;
  /** null before the first start. */
  progress(): DemoProgress | null;
}

const defaultPlayMs = 110_000;

/** Fast while the day lasts; after its end the story goes on at the pace of real time. */
export const simulatedAfter = (elapsedMs: number, playMs: number): number =>
  elapsedMs <= playMs ? (elapsedMs / playMs) * storyLengthMs : storyLengthMs + elapsedMs - playMs;

/**
 * The account's Coding Plan at a moment of the story. The use is the story's; the five hours' refresh keeps its
 * distance in story time, so that a countdown reads as on a real day; week and month end when they really end.
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

/** Plays the scripted day on a stand-in. Everything is worked out when asked, so there is no timer to stop. */
export function createDemoPlayer({ standIn, clock, playMs = defaultPlayMs }: DemoPlayerDependencies): DemoPlayer {
  let startedAtMs: number | null = null;
  const accountFrom = (startMs: number) => {
    const { codingPlan, ...rest } = demoAccount(startMs);
    return (nowMs: number): AccountState => ({
      ...rest,
      codingPlan: codingPlan && codingPlanAt(simulatedAfter(nowMs - startMs, playMs), nowMs, codingPlan),
    });
  };
  return {
    start() {
      startedAtMs = clock.now();
      standIn.account.follow(accountFrom(startedAtMs));
    },
    stop: () => standIn.account.update({}),
    progress() {
      if (startedAtMs === null) return null;
      const simulatedMs = simulatedAfter(clock.now() - startedAtMs, playMs);
      return { simulatedMs, share: Math.min(1, simulatedMs / storyLengthMs), over: simulatedMs >= storyLengthMs };
    },
  };
}
