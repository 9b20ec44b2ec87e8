/** One finding: what was looked at, what was found, and whether somebody should do something about it. */
export interface DoctorRow {
  readonly name: string;
  readonly text: string;
  readonly isTrouble: boolean;
}

/** A finding as one line. */
export const row = (name: string, text: string, isTrouble = false): DoctorRow => ({ name, text, isTrouble });

/** How a file was found. */
export function stateOf(isRead: boolean, isMissing: boolean): 'readable' | 'missing' | 'unreadable' {
  if (isMissing) return 'missing';
  return isRead ? 'readable' : 'unreadable';
}
