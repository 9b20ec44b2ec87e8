import { jsonOf } from '../../../core/json.ts';
import { textOf } from './messages.ts';

type Params = Readonly<Record<string, unknown>>;

/** A count from a parameter, all of which are strings on the wire; `otherwise` where there is none. */
export function countParam(params: Params, name: string, otherwise: number): number {
  const count = Number(textOf(params[name]));
  return Number.isInteger(count) && count > 0 ? count : otherwise;
}

/** A parameter that is a JSON list of strings, or null where it was left out or is not one. */
export function listParam(params: Params, name: string): readonly string[] | null {
  const text = textOf(params[name]);
  const list = jsonOf(text);
  return Array.isArray(list) ? list.map(String) : null;
}

/** One page of a list, as the Bss calls tell it. Pages count from 1; one past the end is empty. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number) {
  return {
    TotalCount: items.length,
    PageSize: size,
    CurrentPage: page,
    Data: items.slice((page - 1) * size, page * size),
  };
}
