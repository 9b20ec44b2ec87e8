import { formatMoment, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';

/** One kept version of a file, as the list shows it. */
export interface BackupRow {
  readonly id: string;
  /** When it was kept. */
  readonly timeText: string;
  /** What was in force then. */
  readonly title: string;
  readonly path: string;
  /** The name of the file, without its folders. */
  readonly fileText: string;
}

interface Kept {
  readonly id: string;
  readonly atMs: number;
  readonly path: string;
  readonly label: string;
}

export const backupRow = ({ id, atMs, path, label }: Kept, nowMs: number, place: Locale): BackupRow => ({
  id,
  path,
  timeText: formatMoment(atMs, nowMs, place),
  title: titleOf(label, place.words),
  fileText: path.split(/[\\/]/).at(-1) ?? path,
});

/** Regions were kept as the catalogue spells them. */
function titleOf(label: string, { providers }: Words): string {
  if (label === '') return providers.backups.unnamed;
  const names = /^(Coding|Token) Plan\b/.test(label)
    ? { ...providers.region, ...providers.planRegion }
    : providers.region;
  return label
    .split(' · ')
    .map((part) => Object.entries(names).find(([name]) => name === part)?.[1] ?? part)
    .join(' · ');
}
