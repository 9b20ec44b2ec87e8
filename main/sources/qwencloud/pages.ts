import { fail, type Result, succeed } from '../../core/failure.ts';
import { shapeOf } from '../../core/shape.ts';
import { at, isObject, type JsonObject, readAmount } from '../values.ts';

interface Paging {
  /** Names the call in an `unknown-shape` failure. */
  readonly where: string;
  readonly pageSize: number;
  readonly mostPages: number;
  /** Pages count from 1. */
  readonly ask: (page: number) => Promise<Result<unknown>>;
}

/**
 * Reads all rows of a paged Type A list (`data.Data`). It stops at a page that is not full once `TotalCount` rows are
 * there: `TotalCount` may count the list or the page, and a server may send smaller pages than requested. A page equal to
 * the one before means that the server ignored the page number. That is an unknown shape unless all rows are there
 * already, so that no row is counted twice.
 */
export async function askAllPages({ where, pageSize, mostPages, ask }: Paging): Promise<Result<readonly JsonObject[]>> {
  const all: JsonObject[] = [];
  let before = '';
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await ask(page);
    if (!answer.ok) return answer;
    const rows = rowsOf(answer.value);
    if (rows === null) return fail({ kind: 'unknown-shape', where, shape: shapeOf(answer.value) });
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

/** The rows of a page; null: unreadable. A missing list counts as empty only if `TotalCount`, here or in `Data`, is 0. */
function rowsOf(payload: unknown): readonly JsonObject[] | null {
  const list = at(payload, 'Data');
  if (Array.isArray(list)) return list.every(isObject) ? list : null;
  const absent = list === undefined || list === null || isObject(list);
  const count = readAmount(at(payload, 'TotalCount')) ?? readAmount(at(list, 'TotalCount'));
  return absent && count === 0 ? [] : null;
}
