import type { PoolId, QuotaWindow, Snapshot, WindowId } from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { readingOf } from '../quota/share.ts';
import type { NoticeSubject, SingleSubject } from './subject.ts';

/** The subjects of a notice, one by one. */
export const subjectsOf = (subject: NoticeSubject): readonly SingleSubject[] =>
  subject.kind === 'several' ? subject.subjects : [subject];

/** One notice of several subjects; one alone is itself. */
export function joined(subjects: readonly SingleSubject[], meanwhile = false): NoticeSubject | null {
  const [first, ...others] = subjects;
  if (first === undefined) return null;
  return others.length === 0 ? first : { kind: 'several', meanwhile, subjects };
}

/** A notice with only some of its subjects, the same if that is all of them; null: none. A digest stays one. */
export function keepingOnly(subject: NoticeSubject, isKept: (one: SingleSubject) => boolean): NoticeSubject | null {
  const all = subjectsOf(subject);
  const kept = all.filter(isKept);
  return kept.length === all.length ? subject : joined(kept, subject.kind === 'several' && subject.meanwhile);
}

const helpedBySwitch: readonly SingleSubject['kind'][] = ['threshold', 'running-out', 'other-provider', 'spill'];

/** Whether another provider may help; a rate limit passes by itself. */
export const canSwitch = (subject: NoticeSubject): boolean =>
  subjectsOf(subject).some((one) =>
    one.kind === 'refused' ? one.refusal.kind !== 'rate-limit' : helpedBySwitch.includes(one.kind),
  );

export type WindowSubject = Extract<SingleSubject, { window: QuotaWindow }>;

/** The tag of a notice about a window. */
export const windowTag = (pool: PoolId, windowId: QuotaWindow['id']): string => `${pool}/${windowId}`;

/** The window of a notice with the newest numbers; those of the event where there are no fresh ones. */
export function currentWindow(
  { pool, window }: WindowSubject,
  { snapshot, nowMs }: { readonly snapshot: Pick<Snapshot, 'pools'>; readonly nowMs: number },
): QuotaWindow {
  const status = snapshot.pools.find((one) => one.pool === pool);
  if (status?.state !== 'fresh') return window;
  return windowsInAll(status.reading, nowMs).find(({ id }) => id === window.id) ?? window;
}

/** A window as it was last read, with the packs that follow it. */
export function knownWindow(
  { pools }: Pick<Snapshot, 'pools'>,
  { pool, windowId }: { readonly pool: PoolId; readonly windowId: WindowId },
  nowMs: number,
): QuotaWindow | undefined {
  const status = pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  return reading === null ? undefined : windowsInAll(reading, nowMs).find(({ id }) => id === windowId);
}
