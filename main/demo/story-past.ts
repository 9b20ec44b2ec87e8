import { windowPictures } from '../core/history/window-picture.ts';
import { runningOut } from '../core/quota/forecast/forecast.ts';
import { levelsAhead } from '../core/quota/forecast/levels-ahead.ts';
import { recoveries } from '../core/quota/forecast/recovery.ts';
import type { Snapshot } from '../core/quota/model.ts';
import { utcOffsetsOf } from '../core/quota/outlook/local-time.ts';
import { outlooksOf } from '../core/quota/outlook/outlook.ts';
import { readingOf } from '../core/quota/share.ts';
import type { PastUsage } from '../services/polling/past-usage.ts';
import type { DemoPlayer } from './service/player.ts';
import { storyHistory } from './service/story-history.ts';

interface Deps {
  readonly recorded: PastUsage;
  readonly snapshot: () => Snapshot;
  readonly player: Pick<DemoPlayer, 'simulatedAt'>;
  now(): number;
  timeZone(): string;
}

type Told = Pick<PastUsage, 'outlooks' | 'pictures' | 'recoveries' | 'runOuts'>;

/**
 * The past and the next hours of the demo's five hours, in the story's time. What the app records of a day that passes in two
 * minutes would be drawn as one upright line, and its pace would be foreseen to go on.
 */
export function storyPast({ recorded, snapshot: read, player, now, timeZone }: Deps): Told {
  function facts() {
    const snapshot = read();
    const reading = snapshot.pools.map(readingOf).find((one) => one?.pool === 'coding-plan') ?? null;
    const atMs = reading?.takenAtMs ?? now();
    const history = reading === null ? [] : storyHistory(player.simulatedAt(atMs) ?? 0, atMs);
    return { snapshot, history, nowMs: now(), utcOffsetAt: utcOffsetsOf(timeZone()), own: [] };
  }
  const foreseen = ({ snapshot, history, nowMs, utcOffsetAt }: ReturnType<typeof facts>) => ({
    runOuts: runningOut(snapshot, history, nowMs, utcOffsetAt),
    levels: levelsAhead(snapshot, history, nowMs, utcOffsetAt),
  });
  return {
    pictures() {
      const known = facts();
      return withStory(windowPictures({ ...known, ...foreseen(known), outlooks: [] }), recorded.pictures());
    },
    runOuts: () => withStory(foreseen(facts()).runOuts, recorded.runOuts()),
    outlooks() {
      const known = facts();
      return withStory(outlooksOf(known.snapshot, { ...known, ...foreseen(known) }), recorded.outlooks());
    },
    recoveries() {
      const { snapshot, history, nowMs } = facts();
      return withStory(recoveries(snapshot, history, nowMs), recorded.recoveries());
    },
  };
}

interface OfWindow {
  readonly pool: string;
  readonly windowId: string;
}

const isStory = ({ pool, windowId }: OfWindow): boolean => pool === 'coding-plan' && windowId === 'five-hours';

/** The five hours as in the story, and every other window as recorded. */
const withStory = <One extends OfWindow>(told: readonly One[], recorded: readonly One[]): readonly One[] => [
  ...told.filter(isStory),
  ...recorded.filter((one) => !isStory(one)),
];
