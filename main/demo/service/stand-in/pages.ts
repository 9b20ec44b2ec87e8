import { jsonOf } from '../../../core/json.ts';
import { textOf } from './messages.ts';

type Params = Readonly<Record<string, unknown>>;

/** A positive count from a parameter, which the protocol sends as a string; `otherwise` if there is none. */
export function countParam(params: Params, name: string, otherwise: number): number {
  const count = Number(textOf(params[name]));
  return Number.isInteger(count) && count > 0 ? count : otherwise;
}

/** A parameter that is a JSON list of strings; null: it is missing or something else. */
export function listParam(params: Params, name: string): readonly string[] | null {
  const text = textOf(params[name]);
  const list = jsonOf(text);
  return Array.isArray(list) ? list.map(String) : null;
}

/** One page of a list in the shape of the Bss calls. Pages count from 1; a page past the end is empty. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number) {
  return {
    TotalCount: items.length,
    PageSize: size,
    CurrentPage: page,
    Data: items.slice((page - 1) * size, page * size),
  };
}
