import type { ReadingRecord } from '../../core/history/record.ts';
import { seriesOf } from '../../core/history/retention.ts';

export interface LevelChanges {
  /** Returns what has to be written: nothing while the level stays, later the end of that stretch with the new level. */
  add(reading: ReadingRecord): readonly ReadingRecord[];
  /** The ends of the level stretches that are under way. They count as written from now on. */
  ends(): readonly ReadingRecord[];
  forget(isForgotten: (reading: ReadingRecord) => boolean): void;
}

/** Reduces readings to those at which a level begins or ends, so that nothing is written while nothing changes. */
export function createLevelChanges(earlier: readonly ReadingRecord[]): LevelChanges {
  const latest = new Map(earlier.map((reading) => [seriesOf(reading), { reading, isWritten: true }]));
  return {
    add(reading) {
      const series = seriesOf(reading);
      const before = latest.get(series);
      if (before?.reading.atMs === reading.atMs && isLevel(before.reading, reading)) return [];
      const stays = before !== undefined && isLevel(before.reading, reading);
      latest.set(series, { reading, isWritten: !stays });
      if (stays) return [];
      return before === undefined || before.isWritten ? [reading] : [before.reading, reading];
    },
    ends() {
      const open = [...latest.values()].filter(({ isWritten }) => !isWritten);
      for (const { reading } of open) latest.set(seriesOf(reading), { reading, isWritten: true });
      return open.map(({ reading }) => reading);
    },
    forget(isForgotten) {
      for (const [series, { reading }] of latest) if (isForgotten(reading)) latest.delete(series);
    },
  };
}

const isLevel = (one: ReadingRecord, other: ReadingRecord): boolean =>
  one.used === other.used && one.limit === other.limit;
