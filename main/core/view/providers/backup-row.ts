import type { SwitchResult } from '../../provider/switch-model.ts';
import { printable } from '../../text/printable.ts';
import { formatMoment, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { pathText } from './provider-text.ts';

type KeyFile = NonNullable<Extract<SwitchResult, { kind: 'done' }>['keyFile']>;

/** One backup of a file, as the list shows it. */
export interface BackupRow {
  readonly id: string;
  readonly timeText: string;
  /** The provider and model in use at that time. */
  readonly title: string;
  readonly path: string;
  /** The file name without its folders. */
  readonly fileText: string;
}

interface BackupRecord {
  readonly id: string;
  readonly atMs: number;
  readonly path: string;
  readonly label: string;
}

export const backupRow = ({ id, atMs, path, label }: BackupRecord, nowMs: number, locale: Locale): BackupRow => ({
  id,
  path,
  timeText: formatMoment(atMs, nowMs, locale),
  title: titleOf(printable(label), locale.words),
  fileText: path.split(/[\\/]/).at(-1) ?? path,
});

/** What became of a key that a switch wrote into another file than the restored settings. */
export function keyFileText({ path, isRestored }: KeyFile, home: string, { providers: { backups } }: Words): string {
  return (isRestored ? backups.keyGone : backups.keyStays)(pathText(path, home));
}

/** Translates the region in a stored label, which uses the spelling of the catalogue. */
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
