import { readingOf } from '../../quota/share.ts';
import { formatAge } from '../format.ts';
import type { QuotaInput } from '../quota/quota-view.ts';
import { verdictView } from './verdict.ts';

/** Where the numbers of the verdict come from and how old they are. */
interface Origin {
  /** "QwenCloud · 3 min ago" */
  readonly text: string;
  readonly isOld: boolean;
}

/** The origin of the verdict; null without one. */
export function originView(input: QuotaInput): Origin | null {
  const { snapshot, nowMs, locale } = input;
  const verdict = verdictView(input);
  const status = snapshot.pools.find(({ pool }) => pool === verdict?.pool);
  const reading = status === undefined ? null : readingOf(status);
  if (reading === null || status === undefined) return null;
  const { words } = locale;
  const source = words.quota.source[reading.sourceId];
  // The verdict itself says how old an old reading is.
  const ageText = verdict?.isOld === true ? null : formatAge(reading.takenAtMs, nowMs, words);
  return { text: words.rows.origin(source, ageText), isOld: status.state === 'stale' };
}
