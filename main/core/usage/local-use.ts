import * as z from 'zod';
import { maskKeys } from '../provider/settings-text/mask.ts';
import { dayMs } from '../quota/calendar.ts';
import type { UtcOffsetAt } from '../quota/outlook/local-time.ts';
import { redact } from '../redact.ts';
import { printable } from '../text/printable.ts';

/** Requests in Qwen Code's logs; fractions where hidden requests are estimated. */
export interface LoggedRequests {
  readonly atMs: number;
  readonly model: string;
  /** The folder that it was made in, or only a name of it; null: not known. */
  readonly project: string | null;
  readonly requests: number;
}

/** The user's requests by local day, model and project. */
export const LocalUseSchema = z.strictObject({
  /** YYYY-MM-DD, both included. */
  fromDate: z.string(),
  toDate: z.string(),
  rows: z
    .array(
      z.strictObject({
        date: z.string(),
        model: z.string(),
        /** As short as tells it from the others; null: not known. */
        project: z.string().nullable(),
        requests: z.number().nonnegative(),
      }),
    )
    .readonly(),
});
export type LocalUse = Readonly<z.infer<typeof LocalUseSchema>>;

/** The logs are kept for 32 times 24 hours, of which 31 days are whole in every time zone. */
const days = 31;

export function localUse(logged: readonly LoggedRequests[], nowMs: number, utcOffsetAt: UtcOffsetAt): LocalUse {
  const dayOf = (atMs: number): number => Math.floor((atMs + utcOffsetAt(atMs)) / dayMs);
  const today = dayOf(nowMs);
  const first = today - (days - 1);
  const nameOf = shortNames(logged.flatMap(({ project }) => project ?? []));
  const modelOf = eachOnce(shownModel);
  const numberOf = eachOnce((_project: string, count) => count);
  const rows = new Map<string, { row: Omit<Row, 'requests'>; requests: number }>();
  for (const { atMs, model, project, requests } of logged) {
    const day = dayOf(atMs);
    if (day < first || day > today) continue;
    const shown = modelOf(model);
    const key = `${day} ${project === null ? '' : numberOf(project)} ${shown}`;
    const known = rows.get(key);
    if (known !== undefined) known.requests += requests;
    else {
      const row = { date: dateOf(day), model: shown, project: project === null ? null : nameOf(project) };
      rows.set(key, { row, requests });
    }
  }
  const all = [...rows.values()].map(({ row, requests }) => ({ ...row, requests }));
  return { fromDate: dateOf(first), toDate: dateOf(today), rows: all };
}

type Row = LocalUse['rows'][number];

/** Computes each value once: a month has many requests, of few models and folders. */
function eachOnce<Value>(compute: (text: string, count: number) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? compute(text, known.size);
    known.set(text, value);
    return value;
  };
}

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

const longestName = 60;
/** A key may stand in a wrong place. What is shown can be copied, and comes into reports. */
const shownModel = (model: string): string => printable(maskKeys(model)).slice(0, longestName);
const shownFolder = (folder: string): string => printable(redact(folder)).slice(0, longestName);

/** Names each folder by its last parts: by as many as it takes to tell them apart. */
function shortNames(folders: readonly string[]): (folder: string) => string {
  const named = new Map<string, string>();
  let rest = [...new Set(folders)].map((folder) => ({
    folder,
    parts: folder.split(/[/\\]/).filter((part) => part !== ''),
  }));
  for (let count = 1; rest.length > 0; count += 1) {
    const candidates = rest.map((one) => ({ ...one, name: one.parts.slice(-count).join('/') || one.folder }));
    const times = new Map<string, number>();
    for (const { name } of candidates) times.set(name, (times.get(name) ?? 0) + 1);
    const isDone = ({ name, parts }: (typeof candidates)[number]): boolean =>
      times.get(name) === 1 || count >= parts.length;
    for (const one of candidates) if (isDone(one)) named.set(one.folder, shownFolder(one.name));
    rest = candidates.filter((one) => !isDone(one));
  }
  return (folder) => named.get(folder) ?? shownFolder(folder);
}
