import type { ReadingOf } from '../core/quota/model.ts';
import { readAmount, readText, readTimeMs } from './values.ts';

export type FreeTierModel = ReadingOf<'free-tier'>['models'][number];

interface RawModel {
  readonly remaining: unknown;
  readonly total: unknown;
  readonly unit: string;
  readonly status: unknown;
  readonly endsAt: unknown;
  readonly afterwards?: FreeTierModel['afterwards'];
}

/** Builds a free-tier model. Unreadable amounts or a total of 0 give a null quota, never an empty or a full one. */
export function freeTierModel(model: string, raw: RawModel): FreeTierModel {
  const [remaining, total] = [readAmount(raw.remaining), readAmount(raw.total)];
  const isReadable = remaining !== null && total !== null && total > 0;
  return {
    model,
    quota: isReadable ? { remaining, total, unit: raw.unit } : null,
    status: readText(raw.status)?.toLowerCase() ?? null,
    endsAtMs: readTimeMs(raw.endsAt),
    ...(raw.afterwards && { afterwards: raw.afterwards }),
  };
}
