import type { SwitchResult } from '../../provider/switch-model.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';

type SwitchFailureName = keyof Words['switchFailures']['known'];

/** System errors that the user can act on; the code is shown with the explanation. */
const systemErrors: Readonly<Record<string, SwitchFailureName>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EROFS: 'not-allowed',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
};

const stuckMark = 'not-restored ';
const unansweredMark = 'unanswered ';
const unreadMark = 'unread ';

/** Explains why the files were not changed. `code` is the name of the system error, or null. Total. */
export function switchFailure(
  result: Exclude<SwitchResult, { kind: 'done' }>,
  words: Words,
): Explanation & { readonly code: string | null } {
  if (result.kind !== 'failed') return { ...words.switchResults[result.kind], code: null };
  const { detail } = result;
  // A file that could not be read is told as it is where settings are shown: its problem is the detail.
  const told = { ...words.settingsProblems, ...words.switchFailures.known };
  const known = Object.entries(told).find(([name]) => name === detail)?.[1];
  if (detail.startsWith(stuckMark)) {
    return { ...words.switchFailures.stuck(detail.slice(stuckMark.length)), code: null };
  }
  if (detail.startsWith(unansweredMark)) {
    return { ...words.switchFailures.unanswered(detail.slice(unansweredMark.length)), code: null };
  }
  if (detail.startsWith(unreadMark)) {
    return { ...words.switchFailures.unread(detail.slice(unreadMark.length)), code: null };
  }
  if (known !== undefined) return { ...known, code: null };
  const name = Object.hasOwn(systemErrors, detail) ? systemErrors[detail] : undefined;
  return { ...words.switchFailures.known[name ?? 'system'], code: detail };
}
