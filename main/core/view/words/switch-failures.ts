import type { Explanation } from './problems.ts';

/** Why a confirmed write did not happen, as far as it is known by name. */
export const switchFailureNames = [
  'no-backup',
  'no-journal',
  'backup-missing',
  'not-written',
  'not-a-regular-file',
  'too-large',
  'unreadable',
  'disk-full',
  'not-allowed',
  'in-use',
  'folder-missing',
  'system',
] as const;
export type SwitchFailureName = (typeof switchFailureNames)[number];

export interface SwitchFailureWords {
  readonly known: Readonly<Record<SwitchFailureName, Explanation>>;
  /** Neither the old content nor the new: the one case in which the file is not what it was. */
  readonly stuck: (pathText: string) => Explanation;
}
