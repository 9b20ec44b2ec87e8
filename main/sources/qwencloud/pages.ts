import { fail, type Result, succeed } from '../../core/failure.ts';
import { at, isObject, type JsonObject, readAmount } from '../values.ts';

interface Paging {
  /** Names the call where its answer is in no known shape. */
  readonly where: string;
  readonly pageSize: number;
  readonly mostPages: number;
  /** Pages count from 1. */
  readonly ask: (page: number) => Promise<Result<unknown>>;
}

/**
 * All rows of a paged Type A list (`data.Data`), page after page, to one that is not full, and not before the stated
 * `TotalCount`: whether that counts the list or the page is not known, and a server may give smaller pages than asked
 * for. A page that repeats the one before it means the page number was not understood: an unknown shape unless all was
 * there already, never rows counted twice.
 */
export async function askAllPages({ where, pageSize, mostPages, ask }: Paging): Promise<Result<readonly JsonObject[]>> {
  const all: JsonObject[] = [];
  let before = '';
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await ask(page);
    if (!answer.ok) return answer;
    const rows = rowsOf(answer.value);
    if (rows === null) return fail({ kind: 'unknown-shape', where });
    const text = JSON.stringify(rows);
    const total = readAmount(at(answer.value, 'TotalCount'));
    if (rows.length > 0 && text === before) {
      return all.length === total ? succeed(all) : fail({ kind: 'unknown-shape', where: `${where}: paging` });
    }
    before = text;
    all.push(...rows);
    const complete = rows.length < pageSize && all.length >= (total ?? 0);
    if (complete || rows.length === 0) return succeed(all);
  }
  return fail({ kind: 'too-large' });
}

/** The objects of a page; an absent list counts as empty only beside a stated total of 0. Else null. */
function rowsOf(payload: unknown): readonly JsonObject[] | null {
  const list = at(payload, 'Data');
  if (Array.isArray(list)) return list.every(isObject) ? list : null;
  const absent = list === undefined || list === null;
  return absent && readAmount(at(payload, 'TotalCount')) === 0 ? [] : null;
}
