import { isActive } from '../../../core/quota/plan-status.ts';
import { type FreeTierModel, freeTierModel } from '../../free-tier-model.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { at, isObject, type JsonObject, readText, readTimeMs } from '../../values.ts';

/** Maps a model id to its template code. */
export type ModelMapping = ReadonlyMap<string, string>;

/** Reads the mapping (docs/facts/qwencloud-protocol.md §4.2); null: it is empty or not an object of strings. */
export function parseMapping(body: unknown): ModelMapping | null {
  if (!isObject(body)) return null;
  const entries = Object.entries(body).flatMap(([model, template]) => {
    const code = readText(template);
    return code === null || model === '' ? [] : [[model.slice(0, 200), code] as const];
  });
  return entries.length === 0 ? null : new Map(entries);
}

const units: readonly (readonly [RegExp, string])[] = [
  [/token/i, 'tokens'],
  [/image|piece|page|张/i, 'images'],
  [/sec|秒/i, 'seconds'],
  [/char|word|字/i, 'characters'],
  [/voice/i, 'voices'],
];

/** Translates a unit of the service into the official client's word; an unknown unit is put in lower case. */
export function unitOf(shown: unknown): string {
  const text = readText(shown) ?? '';
  return units.find(([pattern]) => pattern.test(text))?.[1] ?? (text === '' ? 'units' : text.toLowerCase());
}

/**
 * Reads `DescribeFqInstance` rows (docs/facts/qwencloud-protocol.md §4.2): `Init…` is the total, `Curr…` the remainder.
 * With the mapping, every mapped model is listed; a model without an instance has no quota of its own. Without the
 * mapping, only the instances are listed, by `Template.Name`. An instance with unreadable amounts has a null quota, never
 * an empty or a full one. If no instance can be assigned to a model, the result is an unknown shape.
 */
export function parseFreeTier(
  rows: readonly JsonObject[],
  mapping: ModelMapping | null,
  origin: Origin,
): Parsed<'free-tier'> {
  const models = mapping === null ? modelsByName(rows) : modelsByTemplate(rows, mapping);
  if (rows.length > 0 && models.every(({ status, quota }) => status === null && quota === null)) {
    return unknownShape('DescribeFqInstance.Template', rows);
  }
  return { outcome: 'reading', reading: { pool: 'free-tier', ...origin, windows: [], models } };
}

function modelsByName(rows: readonly JsonObject[]): readonly FreeTierModel[] {
  const named = new Map<string, FreeTierModel>();
  for (const row of rows) {
    const name = readText(at(row, 'Template', 'Name'));
    if (name !== null) named.set(name, better(named.get(name), modelOf(name, row)));
  }
  return [...named.values()];
}

function modelsByTemplate(rows: readonly JsonObject[], mapping: ModelMapping): readonly FreeTierModel[] {
  const byCode = new Map<string, JsonObject[]>();
  for (const row of rows) {
    const code = readText(at(row, 'Template', 'Code'));
    if (code !== null) byCode.set(code, [...(byCode.get(code) ?? []), row]);
  }
  return [...mapping].map(([model, code]) => {
    let found: FreeTierModel | undefined;
    for (const row of byCode.get(code) ?? []) found = better(found, modelOf(model, row));
    return found ?? { model, quota: null, status: null, endsAtMs: null };
  });
}

/** The statuses of an instance whose amounts count; the official client passes over all others, such as `pending`. */
const countedStatus = /^(?:valid|exhaust|expire)$/i;

function rankOf({ status }: FreeTierModel): number {
  if (isActive(status)) return 2;
  return status !== null && countedStatus.test(status) ? 1 : 0;
}

/** When one model has several instances, the active one is used, otherwise the first whose amounts count. */
const better = (known: FreeTierModel | undefined, other: FreeTierModel): FreeTierModel =>
  known === undefined || rankOf(other) > rankOf(known) ? other : known;

function modelOf(model: string, row: JsonObject): FreeTierModel {
  const status = readText(row['Status']);
  const isCounted = status === null || isActive(status) || countedStatus.test(status);
  return freeTierModel(model, {
    remaining: isCounted ? at(row, 'CurrCapacity', 'BaseValue') : null,
    total: at(row, 'InitCapacity', 'BaseValue'),
    unit: unitOf(at(row, 'InitCapacity', 'ShowUnit')),
    status,
    endsAt: readTimeMs(row['CurrentCycleEndTime']) ?? row['EndTime'],
  });
}
