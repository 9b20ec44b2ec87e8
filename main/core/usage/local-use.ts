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
  const rows = new Map<string, LocalUse['rows'][number]>();
  for (const { atMs, model, project, requests } of logged) {
    const day = dayOf(atMs);
    if (day < first || day > today) continue;
    const row = { date: dateOf(day), model: shownModel(model), project: project === null ? null : nameOf(project) };
    const key = JSON.stringify([row.date, row.model, project]);
    rows.set(key, { ...row, requests: (rows.get(key)?.requests ?? 0) + requests });
  }
  return { fromDate: dateOf(first), toDate: dateOf(today), rows: [...rows.values()] };
}

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

const longestName = 60;
/** A key may stand in a wrong place. What is shown can be copied, and comes into reports. */
const shownModel = (model: string): string => printable(maskKeys(model)).slice(0, longestName);
const shownFolder = (folder: string): string => printable(redact(folder)).slice(0, longestName);

/** Names each folder by its last parts: by as many as it takes to tell them apart. */
function shortNames(folders: readonly string[]): (folder: string) => string {
  const all = [...new Set(folders)];
  const named = new Map<string, string>();
  const partsOf = (folder: string): readonly string[] => folder.split(/[/\\]/).filter((part) => part !== '');
  for (let count = 1; named.size < all.length; count += 1) {
    const rest = all.filter((folder) => !named.has(folder));
    const namesOfRest = rest.map((folder) => partsOf(folder).slice(-count).join('/') || folder);
    rest.forEach((folder, index) => {
      const name = namesOfRest[index] ?? folder;
      const isAlone = namesOfRest.filter((other) => other === name).length === 1;
      if (isAlone || count >= partsOf(folder).length) named.set(folder, shownFolder(name));
    });
  }
  return (folder) => named.get(folder) ?? shownFolder(folder);
}
