import type { InUse } from '../../provider/precedence/in-use.ts';
import { formatMoment, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';
import { refusalText } from '../words/refusals.ts';
import { hostOf } from './provider-text.ts';

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

/** What was asked for: the model, and the address where one is known before the switch. */
export interface Wanted {
  readonly model: string;
  readonly baseUrl: string;
}

export interface InUseView {
  readonly tone: 'good' | 'amber';
  readonly text: string;
  /** Something else than what was asked for. */
  readonly differs: boolean;
}

/** What Qwen Code will use, held against what was asked for; `wanted` null: nothing in particular was. */
export function inUseView(inUse: InUse, wanted: Wanted | null, words: Words): InUseView {
  const said = words.providers.inUse;
  if (inUse.state === 'refuses') {
    const reason = refusalText(words.refusals, inUse.code, inUse.subject) ?? '';
    return { tone: 'amber', text: said.refuses(reason), differs: false };
  }
  const { model, baseUrl, keySource } = inUse;
  const differs = wanted !== null && !(model === wanted.model && samePlace(wanted.baseUrl, baseUrl));
  const text = said.uses(model, hostOf(baseUrl), said.keyFrom[keySource]);
  return { tone: differs ? 'amber' : 'good', text, differs };
}

/** An address with variables is known to Qwen Code alone. */
const samePlace = (wanted: string, used: string): boolean =>
  wanted === '' || wanted.includes('$') || hostOf(wanted) === hostOf(used);
